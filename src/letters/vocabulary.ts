import type { RungName } from '../machines/kernel/types.ts';

/** Whom a kind of letter is for. Who that is in a given match is looked up where letters are drafted. */
export const AUDIENCES = [
  'lead',
  'assistant',
  'facilitator',
  'programManager',
  /** Everybody of the team that wants to learn. */
  'seekerTeam',
  /** Everybody of the team that has done it. */
  'helperTeam',
  /** Both teams. */
  'everyone',
  /** Both teams, facilitator, assistant and program manager. */
  'everyoneAndStaff',
  /** Those of the helper team who accepted an invitation. */
  'consultants',
  /** Those of both teams who were marked as having attended (T35). */
  'attended',
  /** Everybody outside who was written to, and has not said no since. */
  'told',
  /** The part's person, or the persons that the event names. */
  'person',
  /** Whoever owns the task, by role or by reassignment. */
  'owner',
  /** Whoever comes after the task's owner in the escalation order, and after whoever reported the event. */
  'nextInLine',
] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Who signs, and whom a reply reaches. `engine` signs in the program's name; its reply-to is the facilitator. */
export const SENDERS = ['facilitator', 'assistant', 'programManager', 'engine'] as const;
export type Sender = (typeof SENDERS)[number];

/** Who lets a draft go. `automatic` goes by itself. */
export const RELEASES = ['automatic', 'facilitator', 'assistant', 'programManager'] as const;
export type Release = (typeof RELEASES)[number];

/** Who may have to say yes to a draft before it is released. */
export const APPROVALS = ['facilitator', 'assistant', 'programManager'] as const;
export type Approval = (typeof APPROVALS)[number];

/** What a letter puts into the reader's calendar: the match, or the part it is about; or that it will not take place. */
export const CALENDARS = ['match', 'part', 'matchCancelled', 'partCancelled', 'checkIn'] as const;
export type CalendarUse = (typeof CALENDARS)[number];

/** Which files of the match come with the letter: those that an event says were shared. */
export const ATTACHES = ['shared'] as const;
export type Attaches = (typeof ATTACHES)[number];

export interface Commitment {
  readonly who?: string;
  readonly what: string;
  readonly when?: string;
  /** open, kept or dropped. */
  readonly state?: string;
  /** seeker or helper, when all whose it is are of that side. */
  readonly team?: string;
}

export interface Reminder {
  readonly rung?: RungName;
  readonly last?: boolean;
  readonly isLate?: boolean;
  readonly next?: string;
  readonly goesOn?: string;
  readonly goesTo?: string;
  readonly askedBefore?: string;
  readonly unanswered?: boolean;
  readonly unsent?: boolean;
}

/** One of several reminders that leave in one mail. */
export interface ListedAsk extends Reminder {
  readonly title: string;
  readonly part?: string;
  readonly due?: string;
  /** The title of its match and what the reader is in it: at the first of each match, when the mail is about several. */
  readonly match?: string;
  readonly roles?: readonly string[];
  /** Whom she can call about that match. */
  readonly help?: string;
  /** The one page for it. */
  readonly link?: string;
}

/** Everything that a letter can say. Days and instants arrive as words (`formatDay`, `formatInstant`). */
export interface LetterData {
  readonly program?: { readonly name?: string };
  readonly match: {
    readonly title: string;
    readonly seeker?: string;
    readonly helper?: string;
    readonly startsOn?: string;
    readonly endsOn?: string;
    readonly oldStartsOn?: string;
    readonly oldEndsOn?: string;
    readonly place?: string;
    readonly isVirtual?: boolean;
    readonly isCancelled?: boolean;
    readonly zone?: string;
    readonly dateStatus?: 'unset' | 'tentative' | 'final';
  };
  readonly to: {
    readonly name: string;
    readonly firstName?: string;
    readonly team?: 'seeker' | 'helper';
    readonly standsIn?: boolean;
  };
  readonly from: {
    readonly name: string;
    readonly role?: string;
    readonly organization?: string;
    readonly telephone?: string;
    readonly email?: string;
  };
  readonly facilitator?: { readonly name?: string; readonly email?: string; readonly telephone?: string };
  readonly help?: { readonly name?: string; readonly email?: string; readonly telephone?: string };
  readonly task?: { readonly title?: string; readonly opens?: string; readonly due?: string; readonly late?: string };
  readonly part?: { readonly title?: string; readonly person?: string };
  readonly reminder?: Reminder;
  readonly call?: { readonly on?: string; readonly time?: string; readonly place?: string; readonly notes?: string };
  readonly review?: { readonly until?: string };
  /** The letter that this one is about. */
  readonly about?: { readonly subject?: string; readonly on?: string };
  readonly handOver?: {
    readonly role?: string;
    readonly from?: string;
    readonly to?: string;
    readonly email?: string;
    readonly telephone?: string;
  };
  readonly honorarium?: { readonly person?: string };
  readonly bounced?: { readonly name?: string; readonly telephone?: string; readonly email?: string };
  readonly counts?: {
    readonly attended?: number;
    readonly returned?: number;
    readonly persons?: number;
    readonly asks?: number;
    readonly matches?: number;
  };
  /** Each with its size. */
  readonly files?: { readonly attached?: readonly string[]; readonly left?: readonly string[] };
  readonly goals?: string;
  readonly commitments?: readonly Commitment[];
  readonly items?: readonly string[];
  readonly asks?: readonly ListedAsk[];
  readonly text?: string;
  readonly link?: string;
}
