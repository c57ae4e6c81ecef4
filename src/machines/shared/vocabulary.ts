import { and, not, stateIn } from 'xstate';
import type { Role } from '../../contracts/names.ts';
import type { Facts, MatchEvent, Policy, StateMeta, Window } from '../kernel/types.ts';

/** An event as charts see it: one member per name, so that an unknown name does not compile. */
export type ChartEvent<E extends string> = E extends string ? Omit<MatchEvent, 'type'> & { readonly type: E } : never;

/** Guards that every chart has (its own stand beside them in `setup`). */
export const sharedGuards = {
  never: () => false,
  /** The event names this task. */
  mine: ({ event }: { event: { task?: string } }, params: { id: string }) => event.task === params.id,
  /** Letters of this kind were released. */
  released: ({ event }: { event: { facts?: Facts } }, params: { kind: string }) =>
    event.facts?.['kind'] === params.kind,
};

/** Sentences of the shared guards, for refusals. */
export const sharedGuardWords = {
  released: { because: 'letters of another kind were released', readsFacts: true },
} as const;

export interface LetterOf {
  readonly kind: string;
  /** A fact or a context key that holds the persons; without it the letter's own audience. */
  readonly persons?: string;
  /** Each event makes a letter of its own; otherwise one per opening of the task. */
  readonly repeat?: boolean;
}

interface TaskConfig<E extends string, G> {
  /** The events that settle the task. */
  readonly event: E | readonly E[];
  readonly owner: Role;
  /** Without a window the task has no date. `opens` makes it upcoming until that day. */
  readonly window?: Window;
  readonly policy?: Policy;
  /** A guard instead of a day: the task opens when it holds. */
  readonly opensWhen?: G;
  /** A guard that settles the task by itself, and reopens it when it no longer holds. */
  readonly doneWhen?: G;
  /** Events that settle the task only while their guard holds: the hard rules. */
  readonly guarded?: Readonly<Partial<Record<E, G>>>;
  /** Drafted when the task opens by its day or guard. */
  readonly onOpen?: readonly LetterOf[];
  /** Drafted when one of its events settles the task. */
  readonly onDone?: readonly LetterOf[];
  /** Settled also when letters of this kind are released. */
  readonly sent?: string;
  /** Events that take a settled task back. */
  readonly reopenedBy?: E | readonly E[];
  readonly title?: string;
}

interface StageConfig<E extends string, G> {
  /** Opens by this window's day ... */
  readonly opens?: Window;
  /** ... or as soon as this guard holds, or with one of these events. */
  readonly when?: G;
  readonly openedBy?: readonly E[];
  /** More than all tasks settled. */
  readonly and?: readonly G[];
  /** Tasks that may stay open when the step is complete. */
  readonly without?: readonly string[];
  readonly tasks: Readonly<Record<string, unknown>>;
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** A `draftLetter` action for a task. */
export const draft = (task: string | undefined, { kind, persons, repeat }: LetterOf) => ({
  type: 'draftLetter' as const,
  params: { kind, ...(task ? { task } : {}), ...(persons ? { persons } : {}), ...(repeat ? { repeat } : {}) },
});

const mine = (id: string) => ({ type: 'mine' as const, params: { id } });

/**
 * The words that charts are written in (design.md 4). `E` names the chart's events, `G` its guards, `N` its state
 * nodes: `vocabulary<Event, Guard, Node>()`; unknown names do not compile.
 */
export function vocabulary<E extends string, G, N>() {
  /** A task that a person must settle: `unsettled { upcoming -> open }`, `settled { done, skipped, notApplicable }`. Its event is taken in both halves of `unsettled`. */
  const task = (id: string, config: TaskConfig<E, G>): N => {
    const { owner, window, policy = 'standard', opensWhen, doneWhen, title } = config;
    const byDay = window?.opens !== undefined && opensWhen === undefined;
    const opening = list(config.onOpen).map((letter) => draft(id, letter));
    const settle = { target: 'settled.done', actions: list(config.onDone).map((letter) => draft(id, letter)) };
    const upcomingMeta: StateMeta = {
      id: `${id}:opens`,
      task: id,
      owner,
      ...(window ? { window, policy: byDay ? 'moment' : 'none' } : {}),
    };
    const openMeta: StateMeta = {
      id,
      task: id,
      owner,
      ...(window ? { window, policy } : {}),
      ...(title ? { title } : {}),
    };
    const open = { target: 'open', actions: opening };
    const node = {
      id,
      initial: 'unsettled',
      states: {
        unsettled: {
          initial: byDay || opensWhen !== undefined ? 'upcoming' : 'open',
          ...(doneWhen ? { always: { guard: doneWhen, ...settle } } : {}),
          on: {
            ...Object.fromEntries(list(config.event).map((event) => [event, settle])),
            ...Object.fromEntries(
              Object.entries(config.guarded ?? {}).map(([event, guard]) => [event, { guard, ...settle }]),
            ),
            ...(config.sent
              ? {
                  LETTERS_RELEASED: {
                    guard: { type: 'released', params: { kind: config.sent } },
                    target: 'settled.done',
                  },
                }
              : {}),
            TASK_SKIPPED: { guard: mine(id), target: 'settled.skipped' },
            TASK_NOT_APPLICABLE: { guard: mine(id), target: 'settled.notApplicable' },
          },
          states: {
            upcoming: {
              meta: upcomingMeta,
              ...(byDay ? { on: { MOMENT_REACHED: { guard: mine(id), ...open } } } : {}),
              ...(opensWhen === undefined ? {} : { always: { guard: opensWhen, ...open } }),
            },
            open: { tags: ['open'], meta: openMeta },
          },
        },
        settled: {
          initial: 'done',
          states: {
            done: doneWhen ? { always: { guard: not(doneWhen as never), target: `#${id}.unsettled` } } : {},
            skipped: {},
            notApplicable: {},
          },
          on: {
            TASK_REOPENED: { guard: mine(id), target: 'unsettled.open' },
            ...Object.fromEntries(list(config.reopenedBy).map((event) => [event, { target: 'unsettled.open' }])),
          },
        },
      },
    };
    return node as N;
  };

  /** A step: its tasks, and a region `stage { waiting -> underway <-> complete }` (design.md 4.2). */
  const stage = (id: string, config: StageConfig<E, G>): N => {
    const needs = Object.keys(config.tasks).filter((name) => !list(config.without).includes(name));
    const complete = and([...needs.map((name) => stateIn(`#${name}.settled`)), ...list(config.and)] as never);
    const waits = config.opens !== undefined || config.when !== undefined || config.openedBy !== undefined;
    const node = {
      id,
      type: 'parallel',
      states: {
        ...config.tasks,
        stage: {
          initial: waits ? 'waiting' : 'underway',
          states: {
            waiting: {
              ...(config.opens
                ? { meta: { id: `${id}:stage`, task: id, window: config.opens, policy: 'moment' } }
                : {}),
              ...(config.when === undefined ? {} : { always: { guard: config.when, target: 'underway' } }),
              on: {
                ...(config.opens ? { MOMENT_REACHED: { guard: mine(id), target: 'underway' } } : {}),
                ...Object.fromEntries(list(config.openedBy).map((event) => [event, 'underway'])),
              },
            },
            underway: { always: { guard: complete, target: 'complete' } },
            complete: { id: `${id}-complete`, always: { guard: not(complete), target: 'underway' } },
          },
        },
      },
    };
    return node as N;
  };

  /** `going <-> held`: on hold nothing is due and nothing leaves; what arrives is taken (design.md 4.6). */
  const life = (held: E, resumed: E): N =>
    ({
      id: 'life',
      initial: 'going',
      states: { going: { on: { [held]: 'held' } }, held: { tags: ['silent'], on: { [resumed]: 'going' } } },
    }) as N;

  return { task, stage, life };
}
