import { sql } from 'kysely';
import type { DatedLetter, LetterTransaction, NewLetter, OpenLetter } from '../activities/letter-ports.ts';
import type { RecordedMatch } from '../activities/record-ports.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { recall, release } from './letter-life.ts';
import { replaceOlderAsks } from './older-asks.ts';
import type { LetterState } from './schema-letters.ts';
import { sha256 } from './secrets.ts';

/** A letter's id is made from its send key: the same letter, written again, is the same row. */
export const letterId = (sendKey: string): string => sha256(sendKey).slice(0, 24);

/** A text that was written anew was approved by nobody. */
const UNREAD = { approved_at: null, approved_by: null } as const;

export function letterTransaction(tx: DatabaseTransaction, match: RecordedMatch): LetterTransaction {
  const found = () =>
    tx
      .selectFrom('letters')
      .select(['id', 'kind', 'task', 'part', 'generation', 'ask', 'person', 'state', 'channel', 'automatic', 'edited'])
      .select(['subject', 'body', 'data as source'])
      .where('match', '=', match.id)
      .orderBy('due_at')
      .orderBy('id');

  return {
    async addLetters(letters) {
      if (letters.length === 0) return;
      await replaceOlder(tx, match.id, letters);
      await replaceOlderAsks(tx, match.id, letters);
      await tx
        .insertInto('letters')
        .values(letters.map((letter) => toRow(match.id, letter)))
        .onConflict((conflict) => conflict.column('send_key').doNothing())
        .execute();
    },

    releaseLetters: (letters) => release(tx, match.id, letters),

    async recallLetters(letters) {
      await recall(tx, match.id, letters);
    },

    async approveKinds(kinds, { by, at }) {
      await tx
        .updateTable('letters')
        .set({ approved_at: at, approved_by: by })
        .where('match', '=', match.id)
        .where('kind', 'in', [...kinds])
        .where('state', 'in', ['draft', 'edited'])
        .where('approved_at', 'is', null)
        .execute();
    },

    async lettersOfOtherDates(dateVersion) {
      const rows = await found()
        .where('bears_date', '=', true)
        .where('v', '<>', dateVersion)
        .where('state', 'not in', ['withdrawn', 'failed'])
        .execute();
      return rows as DatedLetter[];
    },

    async openLetters() {
      const rows = await found().where('state', 'in', ['draft', 'edited', 'queued', 'released', 'deferred']).execute();
      return rows as OpenLetter[];
    },

    async setTexts(texts) {
      for (const { id, subject, body } of texts) {
        await tx
          .updateTable('letters')
          .set({ subject, body, ...UNREAD })
          .where('id', '=', id)
          .execute();
      }
    },

    async rewriteLetters(letters) {
      for (const { id, v, sendKey, subject, body, namesOldDate } of letters) {
        await tx
          .updateTable('letters')
          .set({ v, send_key: sendKey, subject, body, names_old_date: namesOldDate, ...UNREAD })
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

    async withdrawnFor(reason) {
      const rows = await tx
        .selectFrom('letters')
        .select('id')
        .where('match', '=', match.id)
        .where('state', '=', 'withdrawn')
        .where('reason', '=', reason)
        .where(sql<boolean>`not data ? 'window'`)
        .execute();
      return rows.map(({ id }) => id);
    },

    async restoreLetters(letters) {
      if (letters.length === 0) return;
      await tx
        .updateTable('letters')
        .set({
          state: sql<LetterState>`case when automatic then 'queued' when edited then 'edited' else 'draft' end`,
          withdrawn_seq: null,
          reason: null,
        })
        .where('match', '=', match.id)
        .where('state', '=', 'withdrawn')
        .where('id', 'in', [...letters])
        .execute();
    },

    async told() {
      const rows = await tx
        .selectFrom('letters')
        .select('person')
        .distinct()
        .where('match', '=', match.id)
        .where('state', 'in', ['sent', 'unknown', 'sending'])
        .execute();
      return rows.map(({ person }) => person);
    },

    nextLetter: () => nextLetter(tx, match.id),
  };
}

/** When the first letter of a match that leaves by itself may do so. */
export async function nextLetter(db: Database, match: string): Promise<Date | undefined> {
  const { next } = await db
    .selectFrom('letters')
    .select(({ fn }) => fn.min('due_at').as('next'))
    .where('match', '=', match)
    .where('state', 'in', ['queued', 'released', 'deferred'])
    .where('channel', '=', 'mail')
    .executeTakeFirstOrThrow();
  return next ?? undefined;
}

/** News that waits for the morning says only how things stand now: an older letter of its kind about the same task is not sent too. */
async function replaceOlder(tx: DatabaseTransaction, match: string, letters: readonly NewLetter[]): Promise<void> {
  for (const { kind, task, person, seq } of letters.filter(isNews)) {
    await tx
      .updateTable('letters')
      .set({ state: 'withdrawn', withdrawn_seq: seq, reason: 'a newer letter says how things stand' })
      .where('match', '=', match)
      // On paper it waits as released, until somebody carries it.
      .where((eb) => eb.or([eb('state', '=', 'queued'), eb('state', '=', 'released').and('channel', '<>', 'mail')]))
      .where('kind', '=', kind)
      .where('person', '=', person)
      .where('seq', '<', seq)
      .where('task', task === null ? 'is' : '=', task)
      .execute();
  }
}

/** A letter of its own for each event that brings it: the dates were saved again, an arrangement changed. */
const isNews = ({ automatic, essential, ask, source }: NewLetter): boolean =>
  automatic && !essential && ask > 0 && source.window === undefined;

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
