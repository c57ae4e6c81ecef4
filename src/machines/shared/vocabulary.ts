import { and, not, stateIn } from 'xstate';
import type { Facts, MatchEvent, StateMeta } from '../kernel/types.ts';
import type { LetterOf, StageConfig, TaskConfig } from './config.ts';

/** An event as charts see it: one member per name, so that an unknown name does not compile. */
export type ChartEvent<E extends string> = E extends string ? Omit<MatchEvent, 'type'> & { readonly type: E } : never;

/** Guards that every chart has (its own stand beside them in `setup`). */
export const sharedGuards = {
  never: () => false,
  /** The event names this task. */
  mine: ({ event }: { event: { task?: string } }, params: { id: string }) => event.task === params.id,
  /** Letters of this kind were released, and none of the kind waits any more (`rest` counts those that do). */
  released: ({ event }: { event: { facts?: Facts } }, params: { kind: string }) =>
    event.facts?.['kind'] === params.kind && event.facts?.['rest'] === 0,
  /** Letters of this kind were taken back before they left (X26): what they settled is open again. */
  recalled: ({ event }: { event: { facts?: Facts } }, params: { kind: string }) =>
    event.facts?.['kind'] === params.kind,
  /** Who moved the dates has ticked this task: it is to be done again (X8). */
  ticked: ({ event }: { event: { facts?: Facts } }, params: { id: string }) => {
    const tasks = event.facts?.['reopen'];
    return Array.isArray(tasks) && tasks.includes(params.id);
  },
};

/** Sentences of the shared guards, for refusals. */
export const sharedGuardWords = {
  released: { because: 'letters of this kind are still waiting to be released', readsFacts: true },
  recalled: { because: 'the letters taken back are of another kind', readsFacts: true },
  ticked: { because: 'the task was not ticked to be done again', readsFacts: true },
} as const;

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** A `draftLetter` action for a task. */
export const draft = (task: string | undefined, { kind, persons, about, repeat }: LetterOf) => ({
  type: 'draftLetter' as const,
  params: {
    kind,
    ...(task ? { task } : {}),
    ...(persons ? { persons } : {}),
    ...(about ? { about } : {}),
    ...(repeat ? { repeat } : {}),
  },
});

export const mine = (id: string) => ({ type: 'mine' as const, params: { id } });
const ticked = (id: string) => ({ type: 'ticked' as const, params: { id } });
const released = (kind: string) => ({ type: 'released' as const, params: { kind } });
const recalled = (kind: string) => ({ type: 'recalled' as const, params: { kind } });

/**
 * The words that charts are written in (design.md 4). `E` names the chart's events, `G` its guards, `N` its state
 * nodes: `vocabulary<Event, Guard, Node>()`; unknown names do not compile. `moves` is the event that moves the match's dates and
 * may name settled tasks that are to be done again.
 */
export function vocabulary<E extends string, G, N>(moves?: E) {
  /** A task that a person must settle: `unsettled { upcoming -> open }`, `settled { done, skipped, notApplicable }`. Its event is taken in both halves of `unsettled`. */
  const task = (id: string, config: TaskConfig<E, G>): N => {
    const { owner, window, policy = 'standard', opensWhen, doneWhen, notApplicableWhen } = config;
    const opening = config.opensOn ?? window;
    const byDay = opening?.opens !== undefined && opensWhen === undefined;
    const upcoming = byDay || opensWhen !== undefined;
    const open = {
      target: 'open',
      actions: [
        ...list(config.onOpen).map((letter) => draft(id, letter)),
        ...(config.openParts ? [{ type: 'openPart', params: config.openParts }] : []),
      ],
    };
    const memory = config.remembers ? [{ type: 'remember' }] : [];
    const settle = {
      target: 'settled.done',
      actions: [...memory, ...list(config.onDone).map((letter) => draft(id, letter))],
    };
    const again = { target: 'unsettled.open', actions: memory };
    const byItself = [
      ...(notApplicableWhen === undefined ? [] : [{ guard: notApplicableWhen, target: 'settled.notApplicable' }]),
      ...(doneWhen === undefined ? [] : [{ guard: doneWhen, ...settle }]),
    ];
    const reopenable = list(config.event).length > 0 || config.guarded !== undefined || config.forgets !== undefined;
    const takenBack = {
      target: `#${id}.unsettled.open`,
      actions: config.forgets ? [{ type: config.forgets }] : [],
    };
    const reopened = {
      TASK_REOPENED: { guard: mine(id), ...takenBack },
      ...(moves === undefined || config.apart ? {} : { [moves]: { guard: ticked(id), ...takenBack } }),
    };
    const upcomingMeta: StateMeta = {
      id: `${id}:opens`,
      task: id,
      owner,
      // What ends so long after it was opened has no date before that.
      ...(opening && (byDay || opening.ends === undefined)
        ? { window: opening, policy: byDay ? 'moment' : 'none' }
        : {}),
    };
    const openMeta: StateMeta = {
      id,
      task: id,
      owner: config.asks ?? owner,
      ...(window ? { window, policy } : {}),
      ...(config.lapsedBy ? { expires: config.lapsedBy } : {}),
      ...(config.givenTo ? { givenTo: config.givenTo } : {}),
      ...(window && config.quietWhile ? { quietWhile: config.quietWhile } : {}),
    };
    const node = {
      id,
      initial: 'unsettled',
      states: {
        unsettled: {
          initial: upcoming ? 'upcoming' : 'open',
          ...(byItself.length > 0 ? { always: byItself } : {}),
          on: {
            ...Object.fromEntries(list(config.event).map((event) => [event, settle])),
            ...Object.fromEntries(
              Object.entries(config.guarded ?? {}).map(([event, guard]) => [event, { guard, ...settle }]),
            ),
            ...(config.lapsedBy
              ? { [config.lapsedBy]: { guard: mine(id), target: 'settled.skipped', actions: memory } }
              : {}),
            ...(config.sent ? { LETTERS_RELEASED: { guard: released(config.sent), target: 'settled.done' } } : {}),
            TASK_SKIPPED: { guard: mine(id), target: 'settled.skipped' },
            TASK_NOT_APPLICABLE: { guard: mine(id), target: 'settled.notApplicable' },
          },
          states: {
            ...(upcoming
              ? {
                  upcoming: {
                    meta: upcomingMeta,
                    on: {
                      ...(byDay ? { MOMENT_REACHED: { guard: mine(id), ...open } } : {}),
                      ...Object.fromEntries(list(config.openedBy).map((event) => [event, open])),
                    },
                    ...(opensWhen === undefined ? {} : { always: { guard: opensWhen, ...open } }),
                  },
                }
              : {}),
            open: { tags: ['open'], meta: openMeta },
          },
        },
        settled: {
          initial: 'done',
          states: {
            done: {
              ...(doneWhen === undefined || list(config.event).length > 0
                ? {}
                : { always: { guard: not(doneWhen as never), target: `#${id}.unsettled.open` } }),
              on: {
                ...(reopenable ? reopened : {}),
                ...(config.sent
                  ? { LETTERS_RECALLED: { guard: recalled(config.sent), target: `#${id}.unsettled.open` } }
                  : {}),
              },
            },
            skipped: { on: reopened },
            notApplicable: { on: reopened },
          },
          on: {
            ...Object.fromEntries(list(config.reopenedBy).map((event) => [event, again])),
            ...Object.fromEntries(
              Object.entries(config.reopenedWhen ?? {}).map(([event, guard]) => [event, { guard, ...again }]),
            ),
            ...Object.fromEntries(
              list(config.returnsBy).map((event) => [event, { target: 'unsettled', actions: memory }]),
            ),
            ...Object.fromEntries(
              Object.entries(config.returnsWhen ?? {}).map(([event, guard]) => [
                event,
                { guard, target: 'unsettled', actions: memory },
              ]),
            ),
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
