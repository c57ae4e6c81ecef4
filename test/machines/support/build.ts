import { Temporal } from 'temporal-polyfill';
import { makeWorkCalendar, planDeadlines } from '../../../src/calendar/index.ts';
import { csspPeerMatch } from '../../../src/machines/cssp-peer-match/index.ts';
import { begin, isRefusal, step, view } from '../../../src/machines/kernel/index.ts';
import type {
  Chart,
  Deadline,
  Effect,
  Facts,
  MatchEvent,
  Refusal,
  Step,
  Stored,
} from '../../../src/machines/kernel/types.ts';
import type { Actor } from '../../../src/contracts/names.ts';
import type { PlanAt } from '../../../src/machines/simulate.ts';

export const ZONE = 'America/New_York';

const work = makeWorkCalendar();

/** The calendar that the engine uses, closed over: what simulate and forecast are given. */
export const plan: PlanAt = (now) => {
  const context = { now, zone: ZONE, work, zoneOf: () => ZONE };
  return (deadlines, known) => planDeadlines(deadlines, known, context);
};

/** Epoch ms of a local time: `at('2027-01-04 09:00')`. */
export const at = (local: string): number =>
  Temporal.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime(ZONE).epochMilliseconds;

export const local = (instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');

export const day = (from: string, n: number): string => Temporal.PlainDate.from(from).add({ days: n }).toString();

/** Assigned on Monday January 4 2027; the match is eight weeks later, on Monday and Tuesday. */
export const A = '2027-01-04';
export const M = '2027-03-01';
export const E = '2027-03-02';

export interface More {
  readonly task?: string;
  readonly part?: string;
  readonly role?: Actor;
  readonly key?: string;
}

export const event = (type: string, facts: Facts = {}, { role, ...more }: More = {}): MatchEvent => ({
  type,
  ...more,
  facts,
  by: { person: role ?? 'f', role: role ?? 'facilitator' },
});

/** A match under test: events go through the kernel's `step`, and after every step its state goes through JSON. */
export class Match {
  stored: Stored;
  deadlines: Deadline[] = [];
  effects: Effect[] = [];
  now: number;
  readonly chart: Chart;

  constructor(chart: Chart = csspPeerMatch, now = at(`${A} 09:00`)) {
    this.chart = chart;
    this.now = now;
    this.stored = begin(chart);
  }

  /** Reports what must be taken. */
  on(type: string, facts: Facts = {}, more: More = {}): this {
    const outcome = this.try(type, facts, more);
    if (isRefusal(outcome)) throw new Error(`${type} was refused: ${outcome.because}`);
    return this;
  }

  /** Reports what must be refused. */
  refusal(type: string, facts: Facts = {}, more: More = {}): Refusal {
    const outcome = this.try(type, facts, more);
    if (!isRefusal(outcome)) throw new Error(`${type} was taken`);
    return outcome;
  }

  try(type: string, facts: Facts = {}, more: More = {}): Step | Refusal {
    const outcome = step(this.chart, this.stored, event(type, facts, more), this.now);
    if (!isRefusal(outcome)) {
      this.stored = JSON.parse(JSON.stringify(outcome.stored)) as Stored;
      this.deadlines = outcome.deadlines;
      this.effects = outcome.effects;
    }
    return outcome;
  }

  /** Time brings the moment of a window, planned for now. */
  moment(window: string): this {
    const open = this.stored.open[window];
    if (!open?.active) throw new Error(`${window} is not open`);
    const rung = { rung: 'moment' as const, at: this.now };
    const generation = open.generation;
    const planned = { generation, dateVersion: this.stored.dateVersion, basis: '', rungs: [rung] };
    this.stored = { ...this.stored, planned: { ...this.stored.planned, [window]: planned } };
    const deadline = this.deadlines.find(({ id }) => id === window);
    const about = {
      task: deadline?.task ?? window,
      ...(deadline?.part ? { part: deadline.part } : {}),
      role: 'engine' as const,
    };
    return this.on('MOMENT_REACHED', { window, rung: 'moment', at: this.now, generation }, about);
  }

  /** Time closes a window, now. */
  expire(window: string): this {
    const deadline = this.deadlines.find(({ id }) => id === window);
    if (!deadline?.expires) throw new Error(`${window} does not expire`);
    const { generation } = deadline;
    const rung = { rung: 'expire' as const, at: this.now };
    const planned = { generation, dateVersion: this.stored.dateVersion, basis: '', rungs: [rung] };
    this.stored = { ...this.stored, planned: { ...this.stored.planned, [window]: planned } };
    const about = { task: deadline.task, ...(deadline.part ? { part: deadline.part } : {}), role: 'engine' as const };
    return this.on(deadline.expires, { window, rung: 'expire', at: this.now, generation }, about);
  }

  get view() {
    return view(this.chart, this.stored);
  }
  task(id: string): string | undefined {
    return this.view.tasks.find((task) => task.id === id)?.state;
  }
  stage(id: string): string | undefined {
    return this.view.steps.find((one) => one.id === id)?.stage;
  }
  part(id: string): string | undefined {
    return this.view.parts.find((part) => part.id === id)?.state;
  }
  deadline(id: string): Deadline | undefined {
    return this.deadlines.find((one) => one.id === id);
  }
  /** Kinds of the letters that the last event drafted. */
  get letters(): string[] {
    return this.effects.flatMap((effect) => (effect.type === 'draftLetter' ? [effect.kind] : []));
  }
  get findings(): string[] {
    return Object.keys(this.stored.findings);
  }
}

/** A CSSP match that has begun, its dates given (and so tentative). */
export const assigned = (facts: Facts = { matchStart: M, matchEnd: E }): Match =>
  new Match().on('ASSIGNED', { assignedOn: A, ...facts });
