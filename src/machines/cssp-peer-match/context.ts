import type { ChartEvent } from '../shared/vocabulary.ts';
import type { Event } from './events.ts';

/** What the chart knows of a person: no names, no addresses. */
export interface Person {
  /** `seeker`, `helper`, `helper/2`; absent for staff. */
  readonly team: string | null;
  /** The role kind by which peers recognise each other: official, director, practitioner, resident, parent, partner. */
  readonly kind: string | null;
  readonly resident: boolean;
  /** Not said: yes. All six fields are known (R15); there is a way to reach her (X14). */
  readonly complete?: boolean;
  readonly reachable?: boolean;
}
export interface Candidate {
  readonly lead: boolean;
  readonly examined: boolean;
  readonly suitable: boolean;
  readonly invited: boolean;
  readonly state: 'open' | 'accepted' | 'declined' | 'lost' | 'silent';
}
export interface Call {
  readonly audience: string;
  readonly heldOn: string | null;
  readonly seekers: number;
  readonly helpers: number;
}

export interface Comment {
  readonly by: string;
  readonly state: 'open' | 'accepted' | 'declined' | 'noted';
}

/** Facts of a match that guards and rules read. JSON only. */
export interface Context {
  readonly people: Readonly<Record<string, Person>>;
  readonly bounced: readonly string[];
  readonly assignedOn: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly writer: string | null;
  /** The one who was named has left, and nobody was named since (X21). */
  readonly writerLeft: boolean;
  readonly funds: { readonly site: boolean | null; readonly consultants: boolean | null };
  /** How often the purpose was put down: F1 is refined after calls. */
  readonly purposes: number;
  readonly candidates: Readonly<Record<string, Candidate>>;
  readonly calls: Readonly<Record<string, Call>>;
  /** Persons asked to a call, by its part id. */
  readonly invitees: Readonly<Record<string, readonly string[]>>;
  /** Everybody of the requesting site, for letters to them. */
  readonly seekers: readonly string[];
  readonly factSheet: 'open' | 'submitted' | 'accepted' | 'returned';
  readonly listed: boolean;
  /** The site's list, handed over as 1; a person who comes, changes or leaves afterwards makes the next (X7). */
  readonly listVersion: number;
  /** The site was asked and has not answered (X2). */
  readonly siteSilent: boolean;
  /** Somebody else facilitates than whoever was assigned (X1). */
  readonly reassigned: boolean;
  /** The agenda was finished with points on which no agreement was found (X17). */
  readonly openPoints: boolean;
  /** Somebody gave the reason why no resident takes part (R2). */
  readonly explained: boolean;
  /** Somebody wrote down what else can be done for residents without funds (X13). */
  readonly alternatives: boolean;
  /** The site was spoken to; kinds of letters that went to people outside. What a cancellation has to take back (X3). */
  readonly contacted: boolean;
  readonly told: readonly string[];
  /** People meet by video, not at a place (X16). */
  readonly virtual: boolean;
  readonly approved: boolean;
  readonly released: boolean;
  /** Kinds of confirmation letters of which the last has been released. */
  readonly confirmed: readonly string[];
  readonly mailed: boolean;
  /** Teams that said what they would share. */
  readonly sharing: readonly string[];
  /** Packet contents that the assistant has, or has mailed: agenda, participantList, materials, evaluationForm. */
  readonly handedOver: readonly string[];
  readonly arrangements: Readonly<Record<string, 'open' | 'made' | 'settled' | 'leftOut'>>;
  /** Null until attendance was marked. */
  readonly attended: readonly string[] | null;
  readonly residents: readonly string[];
  readonly honoraria: Readonly<Record<string, 'due' | 'promised' | 'settled'>>;
  readonly evaluations: readonly string[];
  readonly reviewSentOn: string | null;
  readonly reviewUntil: string | null;
  readonly reviewers: readonly string[];
  readonly reviews: Readonly<Record<string, 'approved' | 'amended' | 'objected' | 'noAnswer'>>;
  /** What readers wrote, by the comment's id: whose it is, and what became of it (T22). */
  readonly comments: Readonly<Record<string, Comment>>;
  /** The summary was finished: from then on it is corrected (X20). */
  readonly finished: boolean;
  readonly checkIn: 'none' | 'answered' | 'expired';
  readonly requests: number;
  /** What the check-in asked for. */
  readonly information: boolean;
  readonly exchange: boolean;
  readonly newNeeds: boolean;
  readonly why: string | null;
}

export const emptyContext: Context = {
  people: {},
  bounced: [],
  assignedOn: null,
  start: null,
  end: null,
  writer: null,
  writerLeft: false,
  funds: { site: null, consultants: null },
  purposes: 0,
  candidates: {},
  calls: {},
  invitees: {},
  seekers: [],
  factSheet: 'open',
  listed: false,
  listVersion: 0,
  siteSilent: false,
  reassigned: false,
  openPoints: false,
  explained: false,
  alternatives: false,
  contacted: false,
  told: [],
  virtual: false,
  approved: false,
  released: false,
  confirmed: [],
  mailed: false,
  sharing: [],
  handedOver: [],
  arrangements: {},
  attended: null,
  residents: [],
  honoraria: {},
  evaluations: [],
  reviewSentOn: null,
  reviewUntil: null,
  reviewers: [],
  reviews: {},
  comments: {},
  finished: false,
  checkIn: 'none',
  requests: 0,
  information: false,
  exchange: false,
  newNeeds: false,
  why: null,
};

/** An event as this chart sees it. */
export type Happened = ChartEvent<Event>;

/** What is kept of an event, by its name. */
export type Memory = Partial<Record<Event, (context: Context, event: Happened) => Partial<Context>>>;
