import { Temporal } from 'temporal-polyfill';
import { makeWorkCalendar, planDeadlines } from '../../src/calendar/index.ts';
import type { PlanContext } from '../../src/calendar/index.ts';
import type { Deadline, Planned, Rung } from '../../src/machines/kernel/types.ts';

export const NEW_YORK = 'America/New_York';
export const work = makeWorkCalendar();

/** Epoch ms of a local time: `at('2026-03-02 09:00')`. */
export const at = (local: string, zone = NEW_YORK): number =>
  Temporal.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime(zone).epochMilliseconds;

/** The local time of an instant: `2026-03-02 09:00`. */
export const local = (instant: number, zone = NEW_YORK): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');

/** A match assigned on Monday March 2 2026, held from Tuesday May 12 to Wednesday May 13. */
export function deadline(over: Partial<Deadline> = {}): Deadline {
  return {
    id: 'T08',
    task: 'T08',
    owner: 'facilitator',
    window: { anchor: 'matchStart', opens: '-4w', due: '-3w' },
    policy: 'standard',
    generation: 1,
    dateVersion: 1,
    anchors: { assigned: '2026-03-02', matchStart: '2026-05-12', matchEnd: '2026-05-13' },
    entered: at('2026-03-02 10:00'),
    ...over,
  };
}

export function context(over: Partial<PlanContext> = {}): PlanContext {
  const zone = over.zone ?? NEW_YORK;
  return { now: at('2026-03-02 10:00'), zone, work, zoneOf: () => zone, ...over };
}

/** The plan of one deadline. */
export function plan(one: Deadline, over: Partial<PlanContext> = {}): Planned {
  const planned = planDeadlines([one], {}, context(over))[one.id];
  if (!planned) throw new Error(`${one.id} was not planned`);
  return planned;
}

const line = (zone: string) => (rung: Rung) => `${rung.rung} ${local(rung.at, zone)}${rung.dropped ? ' dropped' : ''}`;

/** The ladder of one deadline in words: `due 2026-04-21 09:00`, in the zone given or the match's. */
export function ladder(one: Deadline, over: Partial<PlanContext> = {}, zone = over.zone ?? NEW_YORK): string[] {
  return plan(one, over).rungs.map(line(zone));
}
