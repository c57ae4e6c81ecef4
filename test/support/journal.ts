import { expect } from 'vitest';
import { makeWorkCalendar, planDeadlines } from '../../src/calendar/index.ts';
import { ZONE } from '../../src/cli/story.ts';
import type { KeptState } from '../../src/contracts/record.ts';
import { toStored } from '../../src/db/stored.ts';
import { chartOf } from '../../src/machines/index.ts';
import { deadlines } from '../../src/machines/kernel/index.ts';
import type { Facts, MatchEvent, Plan, Stored } from '../../src/machines/kernel/types.ts';
import { simulate } from '../../src/machines/simulate.ts';
import type { Peermatch } from './peermatch.ts';

export interface Line {
  readonly seq: number;
  readonly at: Date;
  readonly role: string;
  readonly event: MatchEvent;
}

interface Row {
  readonly seq: number;
  readonly at: Date;
  readonly type: string;
  readonly task: string | null;
  readonly part: string | null;
  readonly by_person: string;
  readonly by_role: 'facilitator';
  readonly facts: Facts | null;
  readonly key: string;
}

/** What a match has taken, from the database. */
export async function journal(peermatch: Peermatch, id: string): Promise<Line[]> {
  const { rows } = await peermatch.db.query<Row>(
    'select * from journal where match = $1 and refused is null order by seq',
    [id],
  );
  return rows.map(({ seq, at, type, task, part, by_person: person, by_role: role, facts, key }) => ({
    seq,
    at,
    role,
    event: {
      type,
      ...(task === null ? {} : { task }),
      ...(part === null ? {} : { part }),
      ...(facts === null ? {} : { facts }),
      by: { person, role },
      key,
    },
  }));
}

/** The database's copy of a match's state: all that `peermatch restore` starts from. */
export async function storedOf(peermatch: Peermatch, id: string): Promise<Stored> {
  const rows = async (text: string): Promise<never[]> => (await peermatch.db.query<never>(text, [id])).rows;
  const [match] = await rows('select stored from matches where id = $1');
  const keys = await rows(
    `select key, seq from journal where match = $1 and n = 0 and by_role <> 'engine' order by seq`,
  );
  return toStored(
    (match as unknown as { stored: KeptState }).stored,
    await rows('select * from deadlines where match = $1'),
    keys.map(({ key, seq }) => [key, seq]),
  );
}

/** A timer of the real engine fires some milliseconds after its instant; the simulation's clock is exact. */
export const minute = (at: number): string => new Date(at).toISOString().slice(0, 16);
const inMinutes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' && one > 1e12 ? minute(one) : one)));

const byId = <T extends { id: string }>(all: T[]): T[] => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The durable run of a CSSP match equals the kernel's simulation of what people reported, event by event and deadline by deadline. */
export async function expectSimulated(peermatch: Peermatch, id: string): Promise<void> {
  const lines = await journal(peermatch, id);
  const chart = chartOf('cssp-peer-match', 1);
  const work = makeWorkCalendar({ country: 'US' });
  const script = lines.filter(({ role }) => role !== 'engine').map(({ at, event }) => ({ at: at.getTime(), event }));
  const planAt =
    (now: number): Plan =>
    (due, known) =>
      planDeadlines(due, known, { now, zone: ZONE, work, zoneOf: () => ZONE });
  const simulated = simulate(chart, planAt, script, { until: lines.at(-1)?.at.getTime() ?? 0 });
  const told = (at: number, { type, task, part }: MatchEvent) => `${minute(at)} ${type} ${task ?? ''} ${part ?? ''}`;
  expect(simulated.happened.map(({ at, event }) => told(at, event))).toEqual(
    lines.map(({ at, event }) => told(at.getTime(), event)),
  );
  const durable = await storedOf(peermatch, id);
  expect(byId(deadlines(chart, simulated.stored))).toEqual(byId(deadlines(chart, durable)));
  expect(inMinutes(simulated.stored)).toEqual(inMinutes(durable));
}
