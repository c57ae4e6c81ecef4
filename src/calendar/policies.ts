import type { Offset, Policy, RungName } from '../machines/kernel/types.ts';
import type { Hour } from './zones.ts';

/** What a rung is counted from. `late` is the day of the overdue rung, `half` the middle of a review, `ends` its last day; a moment comes when its window opens, or is due when it has no opening. */
export type From = 'opens' | 'due' | 'late' | 'half' | 'ends' | 'opensOrDue';

/** One rung of a ladder: a day, and an hour of it. Working-day steps from a day off count from the next working day. */
export interface LadderRung {
  readonly rung: RungName;
  readonly from: From;
  readonly offset: Offset;
  /** A second step, from where the first one led. */
  readonly then?: Offset;
  /** Default: morning for asks, midnight for moments. */
  readonly hour?: Hour;
  /** Planned only when it comes after the day on which the window opened. */
  readonly afterOpening?: true;
}

export interface Ladder {
  /** When a window is late that does not say so itself, from `due`. Without it the window has no such day. */
  readonly late?: Offset;
  /** The hour of `window.ends` at which it expires. Default: midnight, the first instant of that day. */
  readonly expires?: Hour;
  readonly rungs: readonly LadderRung[];
}

/** A letter asked for an answer: asked twice more, then somebody else is told. */
const LETTER_UNANSWERED: Ladder = {
  late: '0d',
  rungs: [
    { rung: 'overdue', from: 'late', offset: '0d' },
    { rung: 'overdue2', from: 'late', offset: '+3wd' },
    { rung: 'escalate', from: 'late', offset: '+6wd' },
  ],
};

/**
 * The reminder policies, as data (requirements.md B3). A window that ends and has an event for it expires too, whatever its
 * policy. `invitation` and `site` hang on the state's entry (due +3wd): the letter itself was the first ask.
 */
export const LADDERS: Readonly<Record<Policy, Ladder>> = {
  standard: {
    late: '+3wd',
    rungs: [
      { rung: 'ahead', from: 'due', offset: '-5wd', afterOpening: true },
      { rung: 'due', from: 'due', offset: '0d' },
      { rung: 'overdue', from: 'late', offset: '0d' },
      { rung: 'escalate', from: 'late', offset: '+3wd' },
    ],
  },
  start: {
    late: '+3wd',
    rungs: [
      { rung: 'due', from: 'due', offset: '0d' },
      { rung: 'escalate', from: 'late', offset: '0d' },
    ],
  },
  invitation: LETTER_UNANSWERED,
  review: {
    expires: 'endOfDay',
    rungs: [
      { rung: 'ahead', from: 'half', offset: '0d' },
      { rung: 'due', from: 'ends', offset: '-2wd' },
    ],
  },
  checkIn: {
    late: '+2w',
    rungs: [
      { rung: 'due', from: 'due', offset: '0d' },
      { rung: 'overdue', from: 'late', offset: '0d' },
      { rung: 'overdue2', from: 'late', offset: '+2w' },
      { rung: 'escalate', from: 'late', offset: '+2w', then: '+3wd' },
    ],
  },
  site: LETTER_UNANSWERED,
  handover: {
    late: '+3wd',
    rungs: [
      { rung: 'due', from: 'due', offset: '0d', hour: 'endOfDay' },
      { rung: 'overdue', from: 'late', offset: '0d' },
      { rung: 'escalate', from: 'late', offset: '+3wd' },
    ],
  },
  moment: { rungs: [{ rung: 'moment', from: 'opensOrDue', offset: '0d' }] },
  endOfDay: { rungs: [{ rung: 'moment', from: 'opensOrDue', offset: '0d', hour: 'endOfDay' }] },
  none: { rungs: [] },
};
