import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { mailServer, reply } from '../mail/mail-server.ts';
import { startPeermatch } from '../support/peermatch.ts';
import { forward, startMatch } from '../support/play.ts';
import { until } from '../support/until.ts';

const HOUR = 3_600_000;

interface Match {
  readonly deadlines: readonly { readonly rungs: readonly { readonly at: string; readonly state: string }[] }[];
}

interface Letter {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
}

test('X30: a mail server that is down at nine gets the reminder late, and once; until then it is shown as deferred', async () => {
  let down = false;
  const server = await mailServer({
    onMailFrom: (_address, _session, done) => done(down ? reply(421, 'down for the morning') : null),
  });
  const peermatch = await startPeermatch({ SMTP_URL: server.url });
  onTestFinished(() => peermatch.stop());
  const played = await startMatch(peermatch, { title: 'Late' });
  const { body } = await peermatch.call<Match>('GET', `/api/v1/matches/${played.id}`);
  const planned = body.deadlines.flatMap(({ rungs }) => rungs.filter(({ state }) => state === 'planned'));
  const nine = Math.min(...planned.map(({ at }) => Date.parse(at)));
  await forward(peermatch, played, new Date(nine - HOUR).toISOString());
  down = true;
  const taken = server.taken.length;
  // Time that is skipped lets the tries follow one another at once.
  const moved = forward(peermatch, played, new Date(nine + 100 * HOUR).toISOString());
  const reminders = async () => {
    const letters = await peermatch.call<{ items: Letter[] }>('GET', `/api/v1/matches/${played.id}/letters`);
    return letters.body.items.filter(({ kind }) => kind === 'r');
  };
  await until(async () => (await reminders()).some(({ state }) => state === 'deferred'));
  expect(server.taken).toHaveLength(taken);
  down = false;
  await moved;

  const sent = (await reminders()).filter(({ state }) => state === 'sent');
  expect(sent.length).toBeGreaterThan(0);
  const mails = await Promise.all(server.taken.map((bytes) => simpleParser(bytes)));
  const kinds = mails.filter((mail) => ['r', 'digest'].includes(String(mail.headers.get('x-peermatch-kind'))));
  expect(new Set(kinds.map(({ messageId }) => messageId)).size).toBe(kinds.length);
  const { rows } = await peermatch.db.query<{ tried: string[] }>(
    `select array_agg(a.outcome order by a.at, a.outcome) as tried from letter_attempts a join letters l on l.id = a.letter
     where l.match = $1 and l.kind = 'r' group by l.id order by min(a.at)`,
    [played.id],
  );
  expect(rows[0]?.tried.filter((outcome) => outcome === 'sent')).toHaveLength(1);
  expect(rows[0]?.tried).toContain('deferred');
}, 120_000);
