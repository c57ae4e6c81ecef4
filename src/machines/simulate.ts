import { deadlines, live } from './kernel/deadlines.ts';
import { begin, isRefusal, nextDue, nextInstant, step, withPlans } from './kernel/index.ts';
import type { Chart, Effect, MatchEvent, Plan, Refusal, Stored } from './kernel/types.ts';

/** An event of a script, at an instant (epoch ms). */
export interface Scripted {
  readonly at: number;
  readonly event: MatchEvent;
}

/** What happened: an event of the script or one that time brought, with its effects or its refusal. */
export interface Happening {
  readonly at: number;
  readonly event: MatchEvent;
  readonly effects: readonly Effect[];
  readonly refused?: Refusal;
}

export interface Simulation {
  readonly happened: readonly Happening[];
  readonly stored: Stored;
  /** The virtual time at which it stopped. */
  readonly now: number;
}

export interface SimulateOptions {
  /** Where the match stands; default: before its first event. */
  readonly stored?: Stored;
  /** Stops at this instant. Default: when nothing more comes. */
  readonly until?: number;
  /** A safety net against charts that never come to rest. */
  readonly most?: number;
}

/** The plan is given the instant, so that the caller closes it over a calendar: machines know none. */
export type PlanAt = (now: number) => Plan;

/**
 * Runs a match in memory under a virtual clock, exactly as the host does: after each event the deadlines are planned; what time
 * brings is taken one event at a time; the script's events come at their instants, after what was due by then.
 */
export function simulate(
  chart: Chart,
  plan: PlanAt,
  script: readonly Scripted[],
  options: SimulateOptions = {},
): Simulation {
  const { until = Infinity, most = 20_000 } = options;
  const waiting = [...script].sort((a, b) => a.at - b.at).filter(({ at }) => at <= until);
  const happened: Happening[] = [];
  let stored = options.stored ?? begin(chart);
  let now = waiting[0]?.at ?? 0;

  const take = (event: MatchEvent): void => {
    const outcome = step(chart, stored, event, now);
    if (isRefusal(outcome)) {
      happened.push({ at: now, event, effects: [], refused: outcome });
      return;
    }
    stored = withPlans(outcome.stored, plan(now)(outcome.deadlines, outcome.stored.planned));
    happened.push({ at: now, event, effects: outcome.effects });
  };

  while (happened.length < most && !isOver(chart, stored)) {
    const instant = nextInstant(stored);
    const scripted = waiting[0];
    const next = Math.min(instant ?? Infinity, scripted?.at ?? Infinity);
    if (next === Infinity || next > until) break;
    now = Math.max(now, next);
    if (instant !== undefined && instant <= now) {
      const event = nextDue(chart, stored, now);
      if (!event) throw new Error(`${chart.method}: something is due at ${instant} and no window asks for it`);
      take(event);
    } else if (scripted) {
      waiting.shift();
      take(scripted.event);
    }
  }
  return { happened, stored, now: until === Infinity ? now : Math.max(now, until) };
}

const isOver = (chart: Chart, stored: Stored): boolean => live(chart, stored).match.status === 'done';

/**
 * What time brings at once after an event, as the host takes it: moments and expiries that have passed, one after the other.
 * `stored` has its plans.
 */
export function takeWhatIsDue(
  chart: Chart,
  plan: PlanAt,
  stored: Stored,
  now: number,
): { readonly stored: Stored; readonly effects: readonly Effect[] } {
  const effects: Effect[] = [];
  for (let most = 1000, event = nextDue(chart, stored, now); event && most > 0; most -= 1) {
    const outcome = step(chart, stored, event, now);
    if (isRefusal(outcome)) throw new Error(`what is due was refused: ${event.type}: ${outcome.because}`);
    effects.push(...outcome.effects);
    stored = withPlans(outcome.stored, plan(now)(outcome.deadlines, outcome.stored.planned));
    event = nextDue(chart, stored, now);
  }
  return { stored, effects };
}

/** What will be sent and asked, and when, if nobody acts (design.md 9). */
export interface Forecast {
  readonly at: number;
  readonly what: 'letter' | 'ask' | 'moment';
  /** Kind of the letter, rung of the ask, or name of the event. */
  readonly kind: string;
  readonly task?: string;
  readonly part?: string;
  /** Role of whoever owes the task, and the person when it was given to one. */
  readonly owner?: string;
  readonly person?: string;
  /** Persons that a letter names. */
  readonly persons?: readonly string[];
}

/** Runs the real chart on from where it stands, and tells what time alone brings. */
export function forecast(
  chart: Chart,
  stored: Stored,
  plan: PlanAt,
  now: number,
  options: Omit<SimulateOptions, 'stored'> = {},
): Forecast[] {
  const planned = withPlans(stored, plan(now)(deadlines(chart, stored), stored.planned));
  return simulate(chart, plan, [], { ...options, stored: planned }).happened.flatMap(toForecast);
}

function toForecast({ at, event, effects }: Happening): Forecast[] {
  const about = (one: { task?: string; part?: string }) => ({
    ...(one.task === undefined ? {} : { task: one.task }),
    ...(one.part === undefined ? {} : { part: one.part }),
  });
  const comes: Forecast[] = effects.flatMap((effect): Forecast[] => {
    if (effect.type === 'draftLetter')
      return [
        {
          at,
          what: 'letter',
          kind: effect.kind,
          ...about(effect),
          ...(effect.persons ? { persons: effect.persons } : {}),
        },
      ];
    if (effect.type !== 'notify') return [];
    const person = effect.person === undefined ? {} : { person: effect.person };
    return [{ at, what: 'ask', kind: effect.rung, ...about(effect), owner: effect.owner, ...person }];
  });
  return event.type === 'REMINDER_DUE' ? comes : [{ at, what: 'moment', kind: event.type, ...about(event) }, ...comes];
}
