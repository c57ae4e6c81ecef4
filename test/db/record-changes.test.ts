import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import type { ActivityPorts } from '../../src/activities/ports.ts';
import { makeWorkCalendar, planDeadlines } from '../../src/calendar/index.ts';
import type { JournalLine } from '../../src/contracts/record.ts';
import { verifyJournal } from '../../src/db/verify-record.ts';
import { chartOf } from '../../src/machines/index.ts';
import { allowed, begin, isRefusal, step, view, withPlans } from '../../src/machines/kernel/index.ts';
import type { MatchEvent, Stored } from '../../src/machines/kernel/types.ts';
import { changesSince, isQuiet } from '../../src/workflows/changes.ts';
import type { Standing } from '../../src/workflows/changes.ts';
import { givenMatch, NOW, portsFor, PULSE } from '../activities/build.ts';
import { useDatabase } from '../support/postgres.ts';

/**
 * A record of what changed leaves the database as a whole record does (decision 0014): two matches take the same events, one always
 * with all, the other with changes wherever the host would send them; then every row is compared.
 */
const database = useDatabase();
const chart = chartOf('cssp-peer-match', 1);
const work = makeWorkCalendar({ country: 'US' });
const by = { person: 'fay', role: 'facilitator' } as const;
const QUIET_FACTS: Record<string, MatchEvent['facts']> = {
  SITE_CONTACTED: { channel: 'phone' },
  COMMITMENT_MADE: { commitment: 'c1' },
  TASK_SNOOZED: { until: '2027-04-01' },
  TASK_REASSIGNED: { to: 'ada' },
  WINDOW_SHIFTED: { by: '+2d' },
};

const plan: ActivityPorts['plan'] = (deadlines, known, options) =>
  planDeadlines(deadlines, known, { ...options, work });
const ports = (): ActivityPorts => ({ ...portsFor(database.db), plan });

/** A match and how it is recorded. */
class Recorded {
  stored: Stored = begin(chart);
  again = 0;
  sent = 0;
  private last: Standing | undefined;
  readonly id: string;
  private readonly isWhole: boolean;
  private readonly record = createActivities(ports(), PULSE).record;

  constructor(id: string, isWhole: boolean) {
    this.id = id;
    this.isWhole = isWhole;
  }

  /** The same run, as it was, for what a worker did that died before its task was done. */
  copy(): Recorded {
    return Object.assign(new Recorded(this.id, this.isWhole), { stored: this.stored, last: this.last });
  }

  async take(event: MatchEvent, now: number): Promise<boolean> {
    const outcome = step(chart, this.stored, event, now);
    if (isRefusal(outcome)) return false;
    const before = this.last;
    const after: Standing = { stored: outcome.stored, deadlines: outcome.deadlines, view: view(chart, outcome.stored) };
    const { seq } = outcome.stored;
    const lines: JournalLine[] = [{ seq, at: now, key: event.key ?? `k${seq}`, event, effects: outcome.effects }];
    const head = { match: this.id, lines, now };
    const isSmall = !this.isWhole && before !== undefined && isQuiet(lines, before.stored, after.stored);
    let result = isSmall
      ? await this.record({ ...head, since: before.stored.seq, changes: changesSince(before, after) })
      : undefined;
    if (result) this.sent += 1;
    if (result?.again) this.again += 1;
    const { keys: _, ...stored } = after.stored;
    if (result === undefined || result.again) result = await this.record({ ...head, ...after, stored });
    this.last = after;
    this.stored = withPlans(outcome.stored, result.planned);
    return true;
  }

  /** All that lists, pages and `restore` read, but for what is of this match alone. */
  async rows(): Promise<unknown> {
    const of = (table: 'tasks' | 'parts' | 'deadlines') =>
      database.db.selectFrom(table).selectAll().where('match', '=', this.id).orderBy('id').execute();
    const [tasks, parts, deadlines] = await Promise.all([of('tasks'), of('parts'), of('deadlines')]);
    const { db } = database;
    const match = await db.selectFrom('matches').selectAll().where('id', '=', this.id).executeTakeFirstOrThrow();
    const journal = await db.selectFrom('journal').selectAll().where('match', '=', this.id).orderBy('seq').execute();
    return JSON.parse(
      JSON.stringify({ match, tasks, parts, deadlines, journal }, (name, value: unknown) =>
        OWN.includes(name) || (value === this.id && ['id', 'match'].includes(name)) ? undefined : value,
      ),
    );
  }
}

const OWN = ['hash', 'previous', 'journal_hash', 'created_at', 'recorded_at'];

test('changes leave every row as a whole record does', async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: 12, maxLength: 16 }), async (choices) => {
      const both = [
        new Recorded(await givenMatch(database.db), true),
        new Recorded(await givenMatch(database.db), false),
      ];
      const [whole, small] = both as [Recorded, Recorded];
      const assigned = { assignedOn: '2027-03-01', matchStart: '2027-05-03', matchEnd: '2027-05-04' };
      for (const one of both) await one.take({ type: 'ASSIGNED', by, facts: assigned }, NOW);
      for (const [n, choice] of choices.entries()) {
        const possible = allowed(chart, whole.stored, 'facilitator').filter(({ type }) => type !== 'LETTERS_RELEASED');
        const chosen = possible[choice % possible.length];
        if (chosen === undefined) break;
        const facts = QUIET_FACTS[chosen.type];
        const event: MatchEvent = { ...chosen, by, key: `key-${n}`, ...(facts === undefined ? {} : { facts }) };
        for (const one of both) await one.take(event, NOW + (n + 1) * 60_000);
      }
      expect(small.stored).toEqual(whole.stored);
      expect(await small.rows()).toEqual(await whole.rows());
      expect(await verifyJournal(database.db, small.id)).toEqual({ ok: true });
      sent += small.sent - small.again;
    }),
    { numRuns: 15 },
  );
  expect(sent).toBeGreaterThan(10);
}, 120_000);

test('a branch that the workflow never took is found out, and put right by the whole record', async () => {
  const [whole, small] = [
    new Recorded(await givenMatch(database.db), true),
    new Recorded(await givenMatch(database.db), false),
  ];
  const contacted: MatchEvent = { type: 'SITE_CONTACTED', by, facts: { channel: 'phone' }, key: 'a' };
  const snoozed: MatchEvent = { type: 'TASK_SNOOZED', by, task: 'T02', facts: { until: '2027-04-01' }, key: 'b' };
  for (const one of [whole, small]) await one.take({ type: 'ASSIGNED', by, facts: { assignedOn: '2027-03-01' } }, NOW);
  const lost = small.copy();
  await lost.take(contacted, NOW + 1000);
  expect(lost).toMatchObject({ sent: 1, again: 0 });

  await whole.take(snoozed, NOW + 2000);
  await small.take(snoozed, NOW + 2000);
  expect(small).toMatchObject({ sent: 1, again: 1 });
  await whole.take(contacted, NOW + 3000);
  await small.take(contacted, NOW + 3000);
  expect(small).toMatchObject({ sent: 2, again: 1 });

  expect(small.stored).toEqual(whole.stored);
  expect(await small.rows()).toEqual(await whole.rows());
  expect(await verifyJournal(database.db, small.id)).toEqual({ ok: true });
});
