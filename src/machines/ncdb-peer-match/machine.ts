import { assign, setup } from 'xstate';
import { sharedGuards, vocabulary } from '../shared/vocabulary.ts';
import type { ChartEvent } from '../shared/vocabulary.ts';
import { draft } from '../shared/vocabulary.ts';
import type { Event } from './events.ts';

export interface Context {
  /** Persons who were asked what they hope to gain, and those who have settled it. */
  readonly asked: string[];
  readonly answered: string[];
  readonly sessionsHeld: number;
  readonly supervisor: boolean;
  readonly overridden: boolean;
  /** training, caseStudy or groupProblemSolving (Q5). */
  readonly format: string | null;
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const base = setup({
  types: {} as { context: Context; events: ChartEvent<Event> },
  guards: {
    ...sharedGuards,
    framed: ({ context }) => context.asked.length > 0,
    everybodyAnswered: ({ context }) =>
      context.asked.length > 0 && context.asked.every((id) => context.answered.includes(id)),
    met: ({ context }) => context.sessionsHeld > 0,
    footingKnown: ({ event }) =>
      (event as { facts?: { supervisorIncluded?: boolean } }).facts?.supervisorIncluded !== true,
    /** Q3 is soft: who chooses a supervisor sees a finding, and the task stays open until it is overridden with a reason. */
    footingSettled: ({ context }) => context.asked.length > 0 && (!context.supervisor || context.overridden),
  },
  actions: {
    draftLetter: (_, _params: { kind: string; task?: string; persons?: string; repeat?: boolean }) => {},
    openPart: (_, _params: { chart: string; each?: string; ids?: string[] }) => {},
    rememberPeople: assign({
      asked: ({ event }) => strings(event.facts?.['persons']),
      supervisor: ({ event }) => event.facts?.['supervisorIncluded'] === true,
      overridden: ({ event }) => event.type === 'EQUAL_FOOTING_OVERRIDDEN',
    }),
    remember: assign({
      format: ({ event }) => (typeof event.facts?.['format'] === 'string' ? event.facts['format'] : null),
    }),
    rememberAnswer: assign({ answered: ({ context, event }) => [...context.answered, personOf(event.part)] }),
    forgetAnswer: assign({
      answered: ({ context, event }) => context.answered.filter((id) => id !== personOf(event.part)),
    }),
    countSession: assign({ sessionsHeld: ({ context }) => context.sessionsHeld + 1 }),
    uncountSession: assign({ sessionsHeld: ({ context }) => Math.max(0, context.sessionsHeld - 1) }),
  },
});

const personOf = (part: string | undefined): string => part?.split('/')[1] ?? '';

type Node = NonNullable<Parameters<typeof base.createMachine>[0]['states']>[string];
type Guard = 'framed' | 'footingSettled' | 'everybodyAnswered' | 'met';
const askGains = { type: 'openPart' as const, params: { chart: 'gain', each: 'persons' } };
const invite = draft('Q3', { kind: 'n1', persons: 'persons' });
const { task, stage, life } = vocabulary<Event, Guard, Node>();

/** The tips for peer matches (S1; requirements.md A3, A8): no facilitator of its own, no back office, no deadlines in the source. */
export const machine = base.createMachine({
  id: 'ncdb',
  initial: 'draft',
  options: { maxIterations: 1000 },
  context: { asked: [], answered: [], sessionsHeld: 0, supervisor: false, overridden: false, format: null },
  states: {
    draft: {
      on: {
        MATCH_DRAFTED: 'draft',
        ASSIGNED: 'underway',
      },
    },
    underway: {
      type: 'parallel',
      on: {
        NO_FIT_FOUND: 'noMatchFound',
        PEOPLE_WITHDREW: 'withdrawn',
        MATCH_CONCLUDED: 'completed',
      },
      states: {
        life: life('HELD', 'RESUMED'),
        // A region of its own, because a transition of a task hides one of its parent.
        facts: {
          on: {
            PEOPLE_CHOSEN: [
              { guard: 'footingKnown', actions: ['rememberPeople', askGains, invite] },
              { actions: ['rememberPeople', askGains] },
            ],
            EQUAL_FOOTING_OVERRIDDEN: { actions: ['rememberPeople', askGains, invite] },
            SESSION_PLANNED: {
              actions: [
                { type: 'openPart', params: { chart: 'session', each: 'session' } },
                draft('Q7', { kind: 'n2', repeat: true }),
              ],
            },
            GAIN_SETTLED: { actions: 'rememberAnswer' },
            GAIN_OPEN_AGAIN: { actions: 'forgetAnswer' },
            SESSION_TOOK_PLACE: { actions: 'countSession' },
            SESSION_TAKEN_BACK: { actions: 'uncountSession' },
          },
        },
        framing: stage('framing', {
          tasks: {
            Q1: task('Q1', { event: 'PROBLEM_DEFINED', owner: 'facilitator' }),
            Q2: task('Q2', { event: [], owner: 'facilitator', opensWhen: 'framed', doneWhen: 'everybodyAnswered' }),
          },
        }),
        people: stage('people', {
          tasks: {
            Q3: task('Q3', { event: [], owner: 'facilitator', doneWhen: 'footingSettled' }),
            Q4: task('Q4', { event: 'PROVIDER_FIT_CONFIRMED', owner: 'facilitator' }),
          },
        }),
        meeting: stage('meeting', {
          tasks: {
            Q5: task('Q5', { event: 'FORMAT_CHOSEN', owner: 'facilitator', remembers: true }),
            Q7: task('Q7', { event: [], owner: 'facilitator', doneWhen: 'met' }),
          },
        }),
      },
    },
    completed: { type: 'final' },
    withdrawn: { type: 'final' },
    noMatchFound: { type: 'final' },
  },
});
