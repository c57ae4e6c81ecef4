import { assign, setup } from 'xstate';
import type { DraftLetterParams, OpenPartParams } from '../shared/config.ts';
import { draft, sharedGuards, vocabulary } from '../shared/vocabulary.ts';
import type { ChartEvent } from '../shared/vocabulary.ts';
import type { Event } from './events.ts';
import {
  answered,
  askedAgain,
  chosen,
  corrected,
  emptyContext,
  formatChosen,
  hasSupervisor,
  isSubstitute,
  joined,
  left,
  listed,
  mailCameBack,
} from './memory.ts';
import type { Context } from './memory.ts';

const base = setup({
  types: {} as { context: Context; events: ChartEvent<Event> },
  guards: {
    ...sharedGuards,
    framed: ({ context }) => context.asked.length > 0,
    everybodyAnswered: ({ context }) =>
      context.asked.length > 0 && context.asked.every((id) => context.answered.includes(id)),
    met: ({ context }) => context.sessionsHeld > 0,
    footingKnown: ({ event }) => !hasSupervisor(event),
    /** Q3 is soft: who chooses a supervisor sees a finding, and the task stays open until it is overridden with a reason. */
    footingSettled: ({ context }) => context.asked.length > 0 && (!context.supervisor || context.overridden),
    substitutes: ({ context, event }) => context.asked.length > 0 && isSubstitute(event),
    checkInWanted: ({ context }) => context.checkIn,
  },
  actions: {
    draftLetter: (_, _params: DraftLetterParams) => {},
    openPart: (_, _params: OpenPartParams) => {},
    rememberPeople: assign(({ context, event }) => chosen(context, event)),
    rememberJoined: assign(({ context, event }) => joined(context, event)),
    rememberListed: assign(({ context, event }) => listed(context, event)),
    rememberLeft: assign(({ context, event }) => left(context, event)),
    rememberBounced: assign(({ context, event }) => mailCameBack(context, event)),
    rememberCorrected: assign(({ context, event }) => corrected(context, event)),
    remember: assign(({ context, event }) => formatChosen(context, event)),
    rememberAnswer: assign(({ context, event }) => answered(context, event)),
    forgetAnswer: assign(({ context, event }) => askedAgain(context, event)),
    countPlanned: assign({ sessionsPlanned: ({ context }) => context.sessionsPlanned + 1 }),
    countSession: assign({ sessionsHeld: ({ context }) => context.sessionsHeld + 1 }),
    uncountSession: assign({ sessionsHeld: ({ context }) => Math.max(0, context.sessionsHeld - 1) }),
    wantCheckIn: assign({ checkIn: true }),
  },
});

type Node = NonNullable<Parameters<typeof base.createMachine>[0]['states']>[string];
type Guard = 'framed' | 'footingSettled' | 'everybodyAnswered' | 'met' | 'checkInWanted';
const askGains = { type: 'openPart' as const, params: { chart: 'gain', each: 'persons' } };
const askGain = { type: 'openPart' as const, params: { chart: 'gain', each: 'person' } };
/** Numbered by their event, because only newcomers get them. */
const invite = draft('Q3', { kind: 'n1', persons: 'newcomers', repeat: true });
const question = draft('Q2', { kind: 'n3', persons: 'newcomers', repeat: true });
const substitute = draft('Q3', { kind: 'x7', persons: 'newcomers', repeat: true });
const callUp = draft(undefined, { kind: 'x24', repeat: true });
const { task, stage, life } = vocabulary<Event, Guard, Node>();

/** The tips for peer matches (S1; requirements.md A3, A8): no facilitator of its own, no back office, no deadlines in the source. */
export const machine = base.createMachine({
  id: 'ncdb',
  initial: 'draft',
  options: { maxIterations: 1000 },
  context: emptyContext,
  on: {
    // To write people down is not to choose them: whoever is chosen is named again (Q3).
    PEOPLE_LISTED: { actions: 'rememberListed' },
    // Whoever asks to be erased is erased, wherever the match stands (X28).
    PERSON_ERASED: { actions: 'rememberLeft' },
  },
  states: {
    draft: {
      on: {
        MATCH_DRAFTED: 'draft',
        ASSIGNED: 'underway',
        PERSON_ADDED: { actions: 'rememberJoined' },
        PERSON_CHANGED: { actions: 'rememberCorrected' },
        PERSON_LEFT: { actions: 'rememberLeft' },
        PERSON_BOUNCED: { actions: 'rememberBounced' },
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
              { guard: 'footingKnown', actions: ['rememberPeople', askGains, invite, question] },
              { actions: ['rememberPeople', askGains] },
            ],
            EQUAL_FOOTING_OVERRIDDEN: { actions: ['rememberPeople', askGains, invite, question] },
            SESSION_PLANNED: {
              actions: [
                'countPlanned',
                { type: 'openPart', params: { chart: 'session', each: 'session' } },
                draft('Q7', { kind: 'n2', about: 'session', repeat: true }),
              ],
            },
            GAIN_SETTLED: { actions: 'rememberAnswer' },
            GAIN_OPEN_AGAIN: { actions: 'forgetAnswer' },
            SESSION_TOOK_PLACE: { actions: 'countSession' },
            SESSION_TAKEN_BACK: { actions: 'uncountSession' },
            CHECK_IN_OFFERED: { actions: 'wantCheckIn' },
          },
        },
        // People come and go (A8, X4, X7, X24); whoever joins those who were chosen is invited and asked as they were.
        participants: {
          on: {
            PERSON_ADDED: [
              { guard: 'substitutes', actions: ['rememberJoined', askGain, substitute, question] },
              { guard: 'framed', actions: ['rememberJoined', askGain, invite, question] },
              { actions: 'rememberJoined' },
            ],
            PERSON_CHANGED: { actions: 'rememberCorrected' },
            PERSON_LEFT: { actions: 'rememberLeft' },
            PERSON_BOUNCED: { actions: ['rememberBounced', callUp] },
            ROLE_HANDED_OVER: { actions: [draft(undefined, { kind: 'x4', persons: 'to', repeat: true })] },
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
        // Nothing in the source asks for either (A3): they are offers without a date of their own, and the match may be concluded without.
        after: stage('after', {
          when: 'met',
          tasks: {
            Q8: task('Q8', {
              event: 'RESULT_SHARED',
              owner: 'facilitator',
              opensWhen: 'met',
              onDone: [{ kind: 'n5', repeat: true }],
            }),
            Q9: task('Q9', {
              event: 'CHECK_IN_ANSWERED',
              owner: 'facilitator',
              opensWhen: 'checkInWanted',
              window: { anchor: 'entered', due: '+3m' },
              policy: 'start',
            }),
          },
        }),
      },
    },
    completed: { type: 'final' },
    withdrawn: { type: 'final' },
    noMatchFound: { type: 'final' },
  },
});
