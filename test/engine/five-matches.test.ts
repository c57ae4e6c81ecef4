import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorkCalendar } from '../../src/calendar/index.ts';
import { ZONE } from '../../src/cli/story.ts';
import { loadLetters } from '../../src/letters/index.ts';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { contentDir } from '../letters/letter-data.ts';
import { expectSimulated, journal } from '../support/journal.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import type { Received } from '../support/sink.ts';
import { fates, moves } from './five-matches/fates.ts';
import type { FateName } from './five-matches/fates.ts';
import { kindOf, mailsByPerson } from './five-matches/mails-by-person.ts';
import { playFates } from './five-matches/play-fates.ts';
import type { PlayedFates } from './five-matches/play-fates.ts';

/**
 * A year in one run: five matches with different fates on the real engine, one facilitator in three of them (issue 4, "Shown by").
 * What everybody got, and when, stands in expected/five-matches.txt, for people to read; below are rules that no list may break.
 */
let peermatch: Peermatch;
let played: PlayedFates;
beforeAll(async () => {
  peermatch = await startPeermatch();
  played = await playFates(peermatch);
}, 240_000);
afterAll(() => peermatch.stop());

const NAMES = Object.keys(fates) as FateName[];
const work = makeWorkCalendar({ country: 'US' });
const letters = loadLetters(contentDir, 'cssp-peer-match');
const dayOf = (instant: Date | undefined): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(instant);
const of = (name: FateName): Received[] =>
  peermatch.sink.received.filter(({ mail }) => mail.subject?.includes(fates[name].title));
/** What nobody released: it left by itself. */
const byItself = ({ mail, ...one }: Received): boolean =>
  ['digest', 'r'].includes(kindOf({ mail, ...one })) || letters.get(kindOf({ mail, ...one }))?.release === 'automatic';
const lineOf = (name: FateName, type: string) =>
  journal(peermatch, played[name].id).then((lines) => lines.filter(({ event }) => event.type === type));

test('everybody gets exactly these mails on these days', async () => {
  await expect(mailsByPerson(peermatch.sink.received)).toMatchFileSnapshot('expected/five-matches.txt');
});

test('every mail is about one of the five, to one of their people, and leaves once', () => {
  const known = new Set(NAMES.flatMap((name) => fates[name].cast.map(({ email }) => email)));
  const { received } = peermatch.sink;
  expect(received.filter(({ to }) => !known.has(to)).map(({ to }) => to)).toEqual([]);
  expect(new Set(received.map(({ messageId, to }) => `${messageId} ${to}`)).size).toBe(received.length);
  expect(NAMES.map((name) => of(name).length > 20)).toEqual(NAMES.map(() => true));
});

test.each([
  ['smooth', 'closed', 'completed'],
  ['movedTwice', 'closed', 'completed'],
  ['noResidents', 'closed', 'completed'],
  ['withdrawn', 'cancelled', 'withdrawn'],
  ['silent', 'closed', 'noCheckIn'],
] as const)('%s ends as %s, %s', async (name, status, outcome) => {
  const { body } = await peermatch.call('GET', `/api/v1/matches/${played[name].id}`);
  expect(body).toMatchObject({ status, outcome });
});

describe('in every match', () => {
  test.each(NAMES)('%s: nothing that leaves by itself leaves on a weekend, a holiday or at night', (name) => {
    const wrong = of(name)
      .filter(byItself)
      .filter(({ mail }) => {
        const hour = Temporal.Instant.fromEpochMilliseconds(mail.date?.getTime() ?? 0).toZonedDateTimeISO(ZONE).hour;
        return !work.isWorkingDay(dayOf(mail.date)) || hour < 8 || hour > 17;
      });
    expect(wrong.map(({ mail }) => `${dayOf(mail.date)} ${mail.subject}`)).toEqual([]);
  });

  test.each(NAMES)('%s: one thing is asked for three times at most', async (name) => {
    const asked = (await lineOf(name, 'REMINDER_DUE')).filter(({ event }) => event.facts?.['rung'] !== 'escalate');
    const counts = new Map<string, number>();
    for (const { event } of asked) {
      const item = `${String(event.facts?.['window'])} ${String(event.facts?.['generation'])}`;
      counts.set(item, (counts.get(item) ?? 0) + 1);
    }
    expect([...counts].filter(([, times]) => times > 3).map(([window]) => window)).toEqual([]);
  });

  test.each(NAMES)('%s: nobody is reminded of what was reported', async (name) => {
    const settling = Object.values(csspPeerMatch.tasks).flatMap(({ id, event }) =>
      event ? [[event, id] as const] : [],
    );
    const taskOf = new Map<string, string>(settling);
    const settled = new Set<string>();
    const wrong: string[] = [];
    for (const { event } of await journal(peermatch, played[name].id)) {
      if (event.type === 'REMINDER_DUE' && event.part === undefined && settled.has(event.task ?? ''))
        wrong.push(`${event.task}: ${String(event.facts?.['rung'])}`);
      const task = taskOf.get(event.type);
      if (task !== undefined && event.part === undefined) settled.add(task);
    }
    expect(settled.size).toBeGreaterThan(15);
    expect(wrong).toEqual([]);
  });

  test.each(NAMES)('%s: is the same in the kernel’s simulation', (name) => expectSimulated(peermatch, played[name].id));
});

/** Letters about a change of date, which name both. */
const ABOUT_THE_CHANGE = ['x8', 'm2'];

test('after a move nothing names the old date but what tells of the change', () => {
  const long = (day: string) =>
    Temporal.PlainDate.from(day).toLocaleString('en-US', {
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      year: 'numeric',
    });
  for (const { on, old } of moves) {
    const later = of('movedTwice').filter(({ mail }) => dayOf(mail.date) > on);
    expect(later.length).toBeGreaterThan(20);
    const wrong = later.filter((one) => !ABOUT_THE_CHANGE.includes(kindOf(one)) && one.mail.text?.includes(long(old)));
    expect(wrong.map(({ mail }) => `${dayOf(mail.date)} ${mail.subject}`)).toEqual([]);
  }
  expect(
    of('movedTwice')
      .filter((one) => kindOf(one) === 'x8')
      .map(({ mail }) => dayOf(mail.date)),
  ).toEqual(expect.arrayContaining(moves.map(({ on }) => on)));
});

test('after the withdrawal nothing leaves but the retraction', async () => {
  const [line] = await lineOf('withdrawn', 'WITHDRAWN');
  const after = of('withdrawn').filter(({ mail }) => dayOf(mail.date) >= dayOf(line?.at));
  expect([...new Set(after.map(kindOf))]).toEqual(['x3']);
  expect(new Set(after.map(({ to }) => to)).size).toBeGreaterThan(4);
});

test('where no resident takes part nobody is asked about money, and nobody is promised any', () => {
  expect(
    of('noResidents')
      .map(kindOf)
      .filter((kind) => /^m18/.test(kind)),
  ).toEqual([]);
});

test('silent readers are reminded before the end, and the match goes on', () => {
  const kinds = of('silent').map(kindOf);
  const readers = fates.silent.cast.filter(({ team }) => team !== undefined).length;
  expect(kinds.filter((kind) => kind === 'm22').length).toBe(2 * readers);
  expect(kinds).toContain('m23b');
  expect(of('smooth').map(kindOf)).not.toContain('m22');
});

test.each(['smooth', 'movedTwice', 'noResidents', 'silent'] as const)(
  '%s: the check-in is asked three months after the end, on the next working day',
  async (name) => {
    const { body } = await peermatch.call<{ dates: { matchEnd: string } }>('GET', `/api/v1/matches/${played[name].id}`);
    let due = Temporal.PlainDate.from(body.dates.matchEnd).add({ months: 3 });
    while (!work.isWorkingDay(due.toString())) due = due.add({ days: 1 });
    const asked = of(name)
      .filter((one) => kindOf(one) === 'm24a')
      .map(({ mail }) => dayOf(mail.date));
    // The third ask goes to the others of the team (X22): more than one letter, but one ask.
    const days = [...new Set(asked)];
    expect(days[0]).toBe(due.toString());
    expect(days.length).toBe(name === 'silent' ? 3 : 1);
  },
);
