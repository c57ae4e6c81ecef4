import { assign, setup, stateIn } from 'xstate';
import type { DraftLetterParams, OpenPartParams } from '../shared/config.ts';
import { vocabulary } from '../shared/vocabulary.ts';
import type { Context, Happened } from './context.ts';
import type { Event } from './events.ts';
import { guards } from './guards.ts';
import type { GuardName } from './guards.ts';
import { MEMORY } from './memory.ts';
import { QUIET } from './quiet.ts';
import { tasks } from './tasks.ts';
import type { Task } from './tasks.ts';

/** What the chart is made with: its guards, its two kinds of effects, its memory. */
export const base = setup({
  types: {} as { context: Context; events: Happened },
  guards,
  actions: {
    draftLetter: (_, _params: DraftLetterParams) => {},
    openPart: (_, _params: OpenPartParams) => {},
    /** Keeps the facts of an event, as memory.ts says. */
    remember: assign(({ context, event }) => MEMORY[event.type]?.(context, event) ?? {}),
    /** What the confirmation letters, or the contents of the packets, have reached is forgotten when their task is reopened. */
    forgetConfirmations: assign({ approved: false, released: false, confirmed: [] }),
    forgetContents: assign({ handedOver: [] }),
    forgetSharing: assign({ sharing: [] }),
    rememberWhy: assign({ why: (_, params: { why: string }) => params.why }),
  },
});

export type Node = NonNullable<Parameters<typeof base.createMachine>[0]['states']>[string];
/** A guard made by `stateIn`, `and`, `or` or `not`; opaque, so that the compiler need not unfold it in 40 regions. */
export type Composed = GuardName & { readonly composed: never };
export const composed = (guard: unknown): Composed => guard as Composed;
/** True while that state is active; for `always` only. */
export const inState = (id: string): Composed => composed(stateIn(id));

const words = vocabulary<Event, GuardName, Node>('DATE_MOVED');
export const { stage, life } = words;

type Config = Omit<Parameters<typeof words.task>[1], 'owner'>;
/** Steps that are for the match itself: once it is over nobody is asked for what was left open in them. */
const BEFORE_THE_END: readonly string[] = ['clarifying', 'recruiting', 'preparing'];

/** A task of the table, with its owner. */
export const task = (id: Task, config: Config): Node =>
  words.task(id, {
    owner: tasks[id].owner,
    ...(BEFORE_THE_END.includes(tasks[id].step) ? { quietWhile: QUIET } : {}),
    ...(tasks[id].step === 'clearUp' ? { apart: true } : {}),
    ...config,
  });
