import type { DatedLetter, LetterTransaction, NewLetter, RecordedMatch } from '../activities/ports.ts';
import type { DatabaseTransaction } from './database.ts';
import { sha256 } from './secrets.ts';

/** A letter's id is made from its send key: the same letter, written again, is the same row. */
const letterId = (sendKey: string): string => sha256(sendKey).slice(0, 24);

export function letterTransaction(tx: DatabaseTransaction, match: RecordedMatch): LetterTransaction {
  return {
    async addLetters(letters) {
      if (letters.length === 0) return;
      await tx
        .insertInto('letters')
        .values(letters.map((letter) => toRow(match.id, letter)))
        .onConflict((conflict) => conflict.column('send_key').doNothing())
        .execute();
    },

    async releaseLetters({ letters, by, at, seq }) {
      const release = { released_at: at, released_by: by, released_seq: seq, message_date: at };
      const drafts = tx
        .updateTable('letters')
        .where('match', '=', match.id)
        .where('id', 'in', [...letters])
        .where('state', 'in', ['draft', 'edited', 'queued'])
        .where('names_old_date', '=', false);
      await drafts
        .set({ ...release, state: 'released' })
        .where('channel', '=', 'mail')
        .execute();
      // What goes by post or telephone is carried by a person: to release it is to say that it was done.
      await drafts
        .set({ ...release, state: 'sent', sent_at: at })
        .where('channel', 'in', ['phone', 'post'])
        .execute();
    },

    async lettersOfOtherDates(dateVersion) {
      const rows = await tx
        .selectFrom('letters')
        .select([
          'id',
          'kind',
          'task',
          'part',
          'generation',
          'ask',
          'person',
          'state',
          'channel',
          'automatic',
          'edited',
        ])
        .select(['subject', 'body', 'data as source'])
        .where('match', '=', match.id)
        .where('bears_date', '=', true)
        .where('v', '<>', dateVersion)
        .where('state', 'not in', ['withdrawn', 'failed'])
        .orderBy('due_at')
        .orderBy('id')
        .execute();
      return rows as DatedLetter[];
    },

    async rewriteLetters(letters) {
      for (const { id, v, sendKey, subject, body, namesOldDate } of letters) {
        await tx
          .updateTable('letters')
          .set({ v, send_key: sendKey, subject, body, names_old_date: namesOldDate })
          .where('id', '=', id)
          .execute();
      }
    },

    async withdrawLetters(letters, seq, reason) {
      if (letters.length === 0) return;
      await tx
        .updateTable('letters')
        .set({ state: 'withdrawn', withdrawn_seq: seq, reason })
        .where('id', 'in', [...letters])
        .execute();
    },

    async lettersWait(now) {
      const waiting = await tx
        .selectFrom('letters')
        .select('id')
        .where('match', '=', match.id)
        .where('state', 'in', ['queued', 'released', 'deferred'])
        .where('due_at', '<=', now)
        .limit(1)
        .executeTakeFirst();
      return waiting !== undefined;
    },
  };
}

function toRow(match: string, letter: NewLetter) {
  return {
    id: letterId(letter.sendKey),
    match,
    kind: letter.kind,
    task: letter.task,
    part: letter.part,
    generation: letter.generation,
    ask: letter.ask,
    person: letter.person,
    v: letter.v,
    send_key: letter.sendKey,
    state: letter.state,
    channel: letter.channel,
    automatic: letter.automatic,
    essential: letter.essential,
    from_role: letter.from,
    subject: letter.subject,
    body: letter.body,
    bears_date: letter.bearsDate,
    names_old_date: letter.namesOldDate,
    edited: letter.state === 'edited',
    due_at: letter.dueAt,
    message_date: letter.dueAt,
    data: JSON.stringify(letter.source),
    reason: letter.reason,
    seq: letter.seq,
  };
}
