import { not } from 'xstate';
import type { Window } from '../../kernel/types.ts';
import { draft, mine } from '../../shared/vocabulary.ts';
import { QUIET } from '../quiet.ts';
import type { Node } from '../setup.ts';

/** m2 leaves whenever dates are saved (T04); who was told an old date is written to by the record (x8). */
const tell = draft('T04', { kind: 'm2', repeat: true });
/** Without final dates eight weeks after the assignment the program manager is asked (X11). */
const ask = (id: string) => ({
  id,
  task: 'T03',
  owner: 'programManager',
  window: { anchor: 'assigned', due: '+8w' },
  policy: 'start',
  quietWhile: QUIET,
});
const finalize = { target: 'final', actions: [tell] };
const stayOrFinal = [
  { guard: 'isFinal', ...finalize },
  { target: 'tentative', actions: [tell] },
];

/** The status of the dates: unset, tentative, final (A2.6 tension 3). Dates given at the start are tentative. */
export const date = {
  id: 'date',
  initial: 'unset',
  states: {
    unset: {
      meta: ask('dateUnset'),
      always: { guard: 'datesKnown', target: 'tentative' },
      on: { TIMELINE_DRAFTED: { actions: [tell] }, DATES_FINALIZED: finalize, DATE_MOVED: stayOrFinal },
    },
    tentative: {
      meta: ask('dateTentative'),
      on: { TIMELINE_DRAFTED: { actions: [tell] }, DATES_FINALIZED: finalize, DATE_MOVED: stayOrFinal },
    },
    final: {
      on: {
        TIMELINE_DRAFTED: [{ guard: 'namesDates', target: 'tentative', actions: [tell] }, { actions: [tell] }],
        DATES_FINALIZED: { actions: [tell] },
        DATE_MOVED: [{ guard: 'isTentative', target: 'tentative', actions: [tell] }, finalize],
      },
    },
  },
} as Node;

const heard = [{ guard: 'noAnswer', target: 'silent' }, { target: 'answered' }];

/** A site that does not answer the first contact is written to twice more, then the program manager is asked to call (X2). */
export const site = {
  id: 'site',
  initial: 'unknown',
  states: {
    unknown: { on: { SITE_CONTACTED: heard } },
    silent: {
      meta: {
        id: 'siteSilent',
        task: 'T01',
        owner: 'lead',
        handsTo: 'programManager',
        window: { anchor: 'entered', due: '+3wd' },
        policy: 'site',
      },
      on: { SITE_CONTACTED: { guard: not('noAnswer' as never), target: 'answered' } },
    },
    answered: { on: { SITE_CONTACTED: heard } },
  },
} as Node;

/** X9: once the packets are out everybody is told of a moved date, not only those whom an earlier letter had told the old one. */
export const packets = {
  id: 'packets',
  on: { DATE_MOVED: { guard: 'mailed', actions: [draft(undefined, { kind: 'x8', repeat: true })] } },
} as Node;

const tellOfPlace = draft(undefined, { kind: 'x16', repeat: true });

/** X16: where people meet. By video what needs a place is left out, as its parts hear; back at a place it is open again. */
export const place = {
  id: 'place',
  initial: 'inPerson',
  states: {
    inPerson: { on: { MATCH_MADE_VIRTUAL: { target: 'virtual', actions: ['remember', tellOfPlace] } } },
    virtual: {
      on: {
        MATCH_MADE_VIRTUAL: { actions: ['remember', tellOfPlace] },
        MATCH_MADE_IN_PERSON: { target: 'inPerson', actions: ['remember', tellOfPlace] },
      },
    },
  },
} as Node;

const moment = (id: string, window: Window, policy: 'moment' | 'endOfDay') => ({
  id,
  task: id,
  owner: 'facilitator',
  window,
  policy,
});

/** The days together. A moved date begins them anew: a day that was reached without anybody there was not the day. */
export const meeting = {
  id: 'meeting',
  initial: 'ahead',
  states: {
    ahead: {
      meta: moment('dayOfMatch', { anchor: 'matchStart', due: '0d' }, 'moment'),
      on: {
        MOMENT_REACHED: { guard: mine('dayOfMatch'), target: 'running' },
        MATCH_STARTED: 'running',
        MATCH_ENDED: 'over',
      },
    },
    running: {
      id: 'meetingRunning',
      meta: moment('endOfMatch', { anchor: 'matchEnd', due: '0d' }, 'endOfDay'),
      on: {
        MOMENT_REACHED: { guard: mine('endOfMatch'), target: 'over' },
        MATCH_ENDED: 'over',
        DATE_MOVED: 'ahead',
      },
    },
    over: { id: 'meetingOver', tags: [QUIET], on: { DATE_MOVED: 'ahead' } },
  },
} as Node;

const list = draft('T09', { kind: 'm11', repeat: true });

/** People come and go; once the lists are out the assistant hears of it, and a substitute gets a letter (X7). */
export const people = {
  id: 'people',
  initial: 'incomplete',
  on: {
    PERSON_ADDED: [
      { guard: 'listedSubstitute', actions: [list, draft(undefined, { kind: 'x7', persons: 'person', repeat: true })] },
      { guard: 'listed', actions: [list] },
    ],
    PERSON_LEFT: { guard: 'listed', actions: [list] },
    PERSON_CHANGED: { guard: 'listed', actions: [list] },
    PEOPLE_LISTED: { guard: 'listedAnew', actions: [list] },
    PERSON_ERASED: { guard: 'listed', actions: [list] },
    ROLE_HANDED_OVER: {
      actions: [
        draft(undefined, { kind: 'x4', persons: 'to', repeat: true }),
        draft(undefined, { kind: 'x4b', repeat: true }),
      ],
    },
  },
  states: {
    incomplete: { always: { guard: 'peopleComplete', target: 'complete' } },
    complete: { id: 'peopleComplete', always: { guard: not('peopleComplete' as never), target: 'incomplete' } },
  },
} as Node;
