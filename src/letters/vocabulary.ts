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

type Leaf = string | number | boolean | readonly unknown[];
type Paths<T> = {
  [K in keyof T & string]-?: NonNullable<T[K]> extends Leaf ? K : `${K}.${keyof NonNullable<T[K]> & string}`;
}[keyof T & string];
export type Placeholder = Paths<LetterData>;

/** The placeholders, each with a sentence for whoever edits a letter. A field added to `LetterData` must be added here. */
export const PLACEHOLDERS: Readonly<Record<Placeholder, string>> = {
  'program.name': 'The program that runs the match.',
  'match.title': 'The title of the match. Always there.',
  'match.seeker': 'The method\u2019s word for the team that wants to learn: requesting site.',
  'match.helper': 'The method\u2019s word for the team that has done it: peer consultants.',
  'match.startsOn': 'First day of the match.',
  'match.endsOn': 'Last day of the match; absent when it is the first day too.',
  'match.oldStartsOn': 'First day before the dates were moved.',
  'match.oldEndsOn': 'Last day before the dates were moved.',
  'match.place': 'Where the match takes place; by video, the link.',
  'match.isVirtual': 'True when people meet by video.',
  'match.zone': 'Time zone of the match, in words.',
  'match.dateStatus': 'unset, tentative or final.',
  'to.name': 'The full name of the person written to. Always there.',
  'to.firstName': 'How that person is addressed.',
  'to.team': 'seeker or helper; absent for staff.',
  'to.standsIn': 'True for staff who get a letter to the lead contact because nobody is that any more.',
  'from.name': 'The name that the letter is signed with. Always there.',
  'from.role': 'The signer\u2019s role, in words.',
  'from.organization': 'The signer\u2019s organization.',
  'from.telephone': 'The signer\u2019s telephone number.',
  'from.email': 'The signer\u2019s e-mail address.',
  'facilitator.name': 'The facilitator\u2019s name.',
  'facilitator.email': 'The facilitator\u2019s e-mail address.',
  'facilitator.telephone': 'The facilitator\u2019s telephone number.',
  'help.name': 'Whom the reader can call: the facilitator, or the program manager when the reader is the facilitator.',
  'help.email': 'The e-mail address of whom the reader can call.',
  'help.telephone': 'The telephone number of whom the reader can call.',
  'task.title': 'The task that the letter is about.',
  'task.opens': 'The day the task opened.',
  'task.due': 'The day the task is due.',
  'task.late': 'The day from which the task is late.',
  'part.title':
    'Which call, arrangement, invitation and so on the letter is about: phone cards, or a person\u2019s name.',
  'part.person': 'The person whom that part is about.',
  'reminder.rung': 'ahead, due, overdue, overdue2 or escalate.',
  'reminder.last': 'True when no further reminder follows for the person written to.',
  'reminder.isLate': 'True when the task is late.',
  'reminder.next': 'The day of the next reminder.',
  'reminder.goesOn': 'The day on which it goes to the next person in line, when that comes next.',
  'reminder.goesTo': 'Name of the person who is asked after this one.',
  'reminder.askedBefore': 'Who was asked before; present in the letter to the person who is asked next.',
  'reminder.unanswered': 'True when whoever was asked before was asked by a letter of its own and has not answered.',
  'reminder.unsent': 'True when the letter that asks was written and nobody has let it go yet.',
  'call.on': 'The day of the call.',
  'call.time': 'The time of the call, with its zone.',
  'call.place': 'The place of the meeting, or the link to it.',
  'call.notes': 'The notes of the call, as they were written.',
  'review.until': 'The day until which the summary can be amended.',
  'about.subject': 'The subject of the letter that this one is about: one that was wrong.',
  'about.on': 'The day on which that letter was sent.',
  'handOver.role': 'What was handed over, in words.',
  'handOver.from': 'The name of who had it before.',
  'handOver.to': 'The name of who has it now.',
  'handOver.email': 'The e-mail address of who has it now.',
  'handOver.telephone': 'The telephone number of who has it now.',
  'honorarium.person': 'The resident whom the honorarium is for.',
  'bounced.name': 'The person to whom mail came back.',
  'bounced.telephone': 'That person\u2019s telephone number.',
  'bounced.email': 'The address that does not work.',
  'counts.attended': 'How many people attended.',
  'counts.returned': 'How many evaluation forms came back.',
  'counts.persons': 'How many people a list names.',
  'counts.asks': 'How many reminders one mail carries.',
  'counts.matches': 'How many matches they are of; absent when it is one.',
  'files.attached': 'Files that come with the letter, for a loop: {% for file in files.attached %}; only in _files.md.',
  'files.left': 'Files that are too large to come with the letter, for a loop; only in _files.md.',
  goals: 'The learning goals, as they were written.',
  commitments: 'The commitments, for a loop: {% for commitment in commitments %}.',
  items: 'Open things, arrangements or people, for a loop: {% for item in items %}.',
  asks: 'The reminders that one mail carries, for a loop: {% for ask in asks %}.',
  text: 'What a person wrote for this letter: reflections, a practical note, a summary, a reason.',
  link: 'The one page that the person needs.',
};

/** What can be named inside a loop, by the list it runs over: the loop variable has one name only. */
export const LOOP_PLACEHOLDERS: Readonly<Record<string, string>> = {
  item: 'One of the items.',
  file: 'One of the files, with its size.',
  'ask.title': 'The task that waits.',
  'ask.part': 'Which call, arrangement, invitation and so on of that task.',
  'ask.due': 'The day it is due.',
  'ask.match': 'The title of its match, at the first of each match; absent when all are of one.',
  'ask.roles': 'What the reader is in that match, for a loop: {% for role in ask.roles %}; at the first of each match.',
  role: 'One of the roles: facilitator, assistant, programManager, lead and so on.',
  'ask.help': 'Whom the reader can call about that match, at the first of each match.',
  'ask.link': 'The one page for it.',
  'ask.rung': 'ahead, due, overdue, overdue2 or escalate.',
  'ask.isLate': 'True when it is late.',
  'ask.last': 'True when no further reminder follows for the person written to.',
  'ask.next': 'The day of the next reminder.',
  'ask.goesOn': 'The day on which it goes to the next person in line, when that comes next.',
  'ask.goesTo': 'Name of the person who is asked after this one.',
  'ask.askedBefore': 'Who was asked before; present for the person who is asked next.',
  'ask.unanswered': 'True when whoever was asked before was asked by a letter of its own and has not answered.',
  'ask.unsent': 'True when the letter that asks was written and nobody has let it go yet.',
  'commitment.who': 'Who promised it.',
  'commitment.what': 'What was promised.',
  'commitment.when': 'By when.',
  'commitment.state': 'open, kept or dropped.',
  'commitment.team': 'seeker or helper; absent when it is everybody\u2019s.',
  'forloop.first': 'True for the first of the list.',
  'forloop.last': 'True for the last of the list.',
};

/** Placeholders that name the date of the match: a letter that uses one must say `bears: date`, and the reverse. */
export const DATE_PLACEHOLDERS: readonly string[] = [
  'match.startsOn',
  'match.endsOn',
  'match.oldStartsOn',
  'match.oldEndsOn',
] satisfies Placeholder[];

/** What may stand in a subject: short facts, never a link (it is a secret) nor what somebody wrote. */
export const mayStandInSubject = (placeholder: string): boolean =>
  ![
    'link',
    'text',
    'goals',
    'call.place',
    'call.notes',
    'items',
    'commitments',
    'asks',
    'files.attached',
    'files.left',
    'help.telephone',
    'help.email',
    'bounced.telephone',
    'bounced.email',
    'handOver.email',
    'handOver.telephone',
  ].includes(placeholder);
