import { setImmediate } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { mailServer, reply } from '../mail/mail-server.ts';
import { startPeermatch } from '../support/peermatch.ts';
import { at, forward, startMatch } from '../support/play.ts';

interface Letter {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
}

test('X30: a mail server that is down at nine gets the reminder late, and once; until then it is shown as deferred', async () => {
  let down = true;
  const server = await mailServer({
    onMailFrom: (_address, _session, done) => done(down ? reply(421, 'down for the morning') : null),
  });
  const peermatch = await startPeermatch({ SMTP_URL: server.url });
  onTestFinished(() => peermatch.stop());
  const played = await startMatch(peermatch, { title: 'Late' });
  // Nobody acts, and the first reminder is due within these days.
  const moved = forward(peermatch, played, at(played, 10, '12:00'));
  const reminders = async () => {
    const { body } = await peermatch.call<{ items: Letter[] }>('GET', `/api/v1/matches/${played.id}/letters`);
    return body.items.filter(({ kind }) => kind === 'r');
  };
  for (;;) {
    if ((await reminders()).some(({ state }) => state === 'deferred')) break;
    await setImmediate();
  }
  expect(server.taken).toEqual([]);
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
