import { setup } from 'xstate';
import type { Facts } from '../../kernel/types.ts';
import { draft } from '../../shared/vocabulary.ts';
import type { DraftLetterParams } from '../../shared/config.ts';
import type { Context, Happened } from '../context.ts';
import { idOf } from '../facts.ts';
import { isForResidents, isLeftOut, needsPlace } from '../left-out.ts';
import { bringsResident } from '../memory-of-people.ts';
import { QUIET } from '../quiet.ts';

interface Opened {
  /** What the match knew when the arrangement was begun. */
  readonly match?: Facts;
  readonly id?: string;
}

const base = setup({
  types: {} as { context: { leftOut: boolean }; events: Happened; input: Opened },
  guards: {
    beginsLeftOut: ({ context }: { context: { leftOut: boolean } }) => context.leftOut,
    needsPlace: ({ event }: { event: Happened }) => needsPlace(idOf(event)),
    isForResidents: ({ event }: { event: Happened }) => isForResidents(idOf(event)),
    residentComes: ({ event }: { event: Happened }) => isForResidents(idOf(event)) && bringsResident(event),
  },
  actions: { draftLetter: (_, _params: DraftLetterParams) => {} },
});

const tell = draft('T15', { kind: 'm16', repeat: true });
const notNeeded = { target: 'notNeeded', actions: [tell] };
const reopened = { target: 'open', actions: [tell] };
/** What the match hears of: people meet by video (X16), or no resident comes (X12). */
const falls = {
  MATCH_MADE_VIRTUAL: { guard: 'needsPlace', target: 'leftOut' },
  NO_RESIDENTS_EXPLAINED: { guard: 'isForResidents', target: 'leftOut' },
} as const;
const comesBack = { guard: 'residentComes', target: 'open' } as const;

/** Travel, facility, hotel, meals, audiovisual, ground transport or phone cards (S0 l.172-208): arranged by the assistant, confirmed by the facilitator. */
export const arrangement = base.createMachine({
  id: 'arrangement',
  initial: 'begun',
  options: { maxIterations: 100 },
  context: ({ input }) => ({
    leftOut: isLeftOut(input?.id ?? '', (input?.match ?? { people: {} }) as never as Context),
  }),
  states: {
    begun: { always: [{ guard: 'beginsLeftOut', target: 'leftOut' }, 'open'] },
    open: {
      meta: {
        id: 'arrange',
        task: 'T15',
        owner: 'assistant',
        window: { anchor: 'matchStart', due: '-2w' },
        policy: 'standard',
        outcome: 'ARRANGEMENT_UNSETTLED',
        quietWhile: QUIET,
      },
      on: { ARRANGEMENT_MADE: { target: 'arranged', actions: [tell] }, ARRANGEMENT_NOT_NEEDED: notNeeded, ...falls },
    },
    arranged: {
      // T15 itself asks the facilitator to confirm; seven asks for one look would be six too many.
      meta: {
        id: 'confirm',
        task: 'T15',
        owner: 'facilitator',
        window: { anchor: 'matchStart', due: '-1w' },
        policy: 'none',
        outcome: 'ARRANGEMENT_STANDS',
      },
      on: {
        ARRANGEMENT_CONFIRMED: 'confirmed',
        ARRANGEMENT_NOT_NEEDED: notNeeded,
        ARRANGEMENT_REOPENED: reopened,
        ...falls,
      },
    },
    confirmed: {
      meta: { outcome: 'ARRANGEMENT_SETTLED' },
      on: { ARRANGEMENT_REOPENED: reopened, ARRANGEMENT_NOT_NEEDED: notNeeded, ...falls },
    },
    notNeeded: { meta: { outcome: 'ARRANGEMENT_LEFT_OUT' }, on: { ARRANGEMENT_REOPENED: reopened } },
    // Back at a place it is arranged anew: what was booked has been released.
    leftOut: {
      meta: { outcome: 'ARRANGEMENT_LEFT_OUT' },
      on: {
        ARRANGEMENT_REOPENED: reopened,
        MATCH_MADE_IN_PERSON: { guard: 'needsPlace', target: 'open' },
        PERSON_ADDED: comesBack,
        PERSON_CHANGED: comesBack,
        PEOPLE_LISTED: comesBack,
      },
    },
  },
});
