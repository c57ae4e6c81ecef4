import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorkCalendar } from '../../src/calendar/index.ts';
import { people, ZONE } from '../../src/cli/story.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { at, forward, startMatch } from '../support/play.ts';

/** One facilitator in two matches on one virtual clock, on the real engine: nobody ever acts, and she is reminded (decision 0023). */
let peermatch: Peermatch;
beforeAll(async () => {
  peermatch = await startPeermatch();
  const clock = 'a spring';
  const dates = { matchStart: '2040-02-27', matchEnd: '2040-02-28' };
  const bridges = await startMatch(peermatch, { title: 'Bridges', clock, dates });
  const others = people.map((one) =>
    ['fac', 'pm'].includes(one.ref) ? one : { ...one, email: `other-${String(one.email)}` },
  );
  await startMatch(peermatch, { title: 'Rivers', clock, dates, cast: others });
  // Over a weekend, federal holidays and the night of March 11, in which the clocks change.
  await forward(peermatch, bridges, at(bridges, 90, '12:00'));
}, 170_000);
afterAll(() => peermatch.stop());

const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: ZONE });
/** What reached an address by itself and asks for something: day and time, kind, subject. */
const remindersTo = (address: string) =>
  peermatch.sink.received
    .map(({ to, mail }) => ({ to, kind: String(mail.headers.get('x-peermatch-kind')), mail }))
    .filter(({ to, kind }) => to === address && ['r', 'digest'].includes(kind))
    .map(({ mail, kind }) => ({
      day: local.format(mail.date).slice(0, 10),
      time: local.format(mail.date).slice(11),
      kind,
      mail,
    }));

test('X25: a facilitator of two matches gets one mail a day at most, by match and with her roles', () => {
  const mails = remindersTo('fac@example.org');
  expect(mails.length).toBeGreaterThan(5);
  expect(new Set(mails.map(({ day }) => day)).size).toBe(mails.length);
  const shared = mails.filter(({ mail }) => mail.text?.includes('Bridges') && mail.text.includes('Rivers'));
  expect(shared.length).toBeGreaterThan(3);
  for (const { mail, kind } of shared) {
    expect(kind).toBe('digest');
    expect(mail.subject).toMatch(/^\d+ things wait for you in 2 matches$/);
    expect(mail.text).toContain('You are here as facilitator.');
  }
});

test('X25: the other people of the two matches hear of their own match only', () => {
  for (const [address, foreign] of [
    ['aa@example.org', 'Rivers'],
    ['other-aa@example.org', 'Bridges'],
  ] as const) {
    const mails = remindersTo(address);
    expect(mails.length).toBeGreaterThan(1);
    for (const { mail } of mails) expect(`${mail.subject} ${mail.text}`).not.toContain(foreign);
  }
});

test('X29: every reminder leaves on a working day between nine and the evening, whatever the clocks do', () => {
  const work = makeWorkCalendar({ country: 'US' });
  const mails = ['fac@example.org', 'pm@example.org', 'aa@example.org'].flatMap(remindersTo);
  expect(mails.some(({ day }) => day < '2040-03-11') && mails.some(({ day }) => day > '2040-03-11')).toBe(true);
  for (const { day, time } of mails) {
    expect(work.isWorkingDay(day)).toBe(true);
    expect(time >= '09:00' && time < '21:00').toBe(true);
  }
});

test('nobody is asked more than three times for one item, and never twice within three working days', async () => {
  const { rows } = await peermatch.db.query<{ asked: number }>(
    `select count(*)::integer as asked from letters l join people p on p.id = l.person
     where l.kind = 'r' and l.state = 'sent' and l.data -> 'data' -> 'reminder' ->> 'rung' <> 'escalate'
     group by l.match, l.task, l.part, lower(p.email)`,
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(Math.max(...rows.map(({ asked }) => asked))).toBeLessThanOrEqual(3);
});

test('each match and the database agree: all that left, left once', async () => {
  const ids = peermatch.sink.received.map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(ids.length);
  const { rows } = await peermatch.db.query<{ mails: number; open: number }>(
    `select count(*) filter (where state = 'sent' and carried_by is null)::integer as mails,
       count(*) filter (where state in ('sending', 'unknown', 'deferred'))::integer as open
     from letters where channel = 'mail'`,
  );
  expect(rows).toEqual([{ mails: ids.length, open: 0 }]);
});
