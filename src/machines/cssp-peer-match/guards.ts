import { sharedGuards } from '../shared/vocabulary.ts';
import type { Context, Happened } from './context.ts';
import { accepted, fact, isNoAnswer, own, teamOf, text } from './facts.ts';
import { IDEAL, numberOf } from './days.ts';
import { isLeftOut, noResidentComes } from './left-out.ts';
import { bringsNews, bringsResident } from './memory-of-people.ts';
import { isContents } from './memory.ts';

interface At {
  readonly context: Context;
  readonly event: Happened;
}

export const ARRANGEMENTS = ['travel', 'facility', 'hotel', 'meals', 'audiovisual', 'ground', 'phoneCards'] as const;

const held = (context: Context) => Object.values(context.calls).filter(({ heldOn }) => heldOn !== null);
const teams = (context: Context): string[] => [
  ...new Set(['seeker', 'helper', ...Object.values(context.people).flatMap(({ team }) => (team ? [team] : []))]),
];

/** Had every person who attended the opportunity to review, amend and approve (R8; S0 l.115)? */
const couldReview = ({ attended, reviewers, reviews }: Context): boolean =>
  attended !== null &&
  attended.length > 0 &&
  attended.every((id) => reviewers.includes(id) && own(reviews, id) !== undefined);

/** Letters that put the match into somebody's calendar. */
const WITH_DATE: readonly string[] = ['m13a', 'm13b', 'x8', 'x16'];

const isSettled = (state: string | undefined): boolean => state === 'settled' || state === 'leftOut';

/** Days from the assignment to the match, by what an event says of it or by what is known; NaN while it is not. */
function leadTime({ assignedOn, start }: Context, event?: Happened): number {
  const said = event && (text(event, 'matchStart') ?? text(event, 'targetStart'));
  return (numberOf(said ?? start) ?? NaN) - (numberOf(assignedOn) ?? NaN);
}

/** Guards of the chart. All are total: what is not known is false. */
export const guards = {
  ...sharedGuards,
  noAnswer: ({ event }: At) => isNoAnswer(event),
  datesKnown: ({ context }: At) => context.start !== null,
  namesDates: ({ event }: At) => text(event, 'targetStart') !== null,
  isFinal: ({ event }: At) => fact(event, 'final') === true,
  isTentative: ({ event }: At) => fact(event, 'final') === false,
  fundsKnown: ({ context: { funds } }: At) => funds.site !== null && funds.consultants !== null,
  siteCallHeld: ({ context }: At) => held(context).some(({ seekers }) => seekers > 0),
  groupCallHeld: ({ context }: At) => held(context).some(({ seekers, helpers }) => seekers > 0 && helpers > 0),
  callIsNew: ({ context, event }: At) => {
    const id = text(event, 'call');
    return id !== null && own(context.calls, id) === undefined;
  },
  candidateIsNew: ({ context, event }: At) => {
    const id = text(event, 'person');
    return id !== null && own(context.candidates, id) === undefined;
  },
  someoneExamined: ({ context }: At) => Object.values(context.candidates).some(({ examined }) => examined),
  someoneAccepted: ({ context }: At) => accepted(context).length > 0,
  leadAccepted: ({ context }: At) => accepted(context).some(([, { lead }]) => lead),
  factSheetSent: ({ context }: At) => context.factSheet === 'submitted',
  confirmationsOut: ({ context: { approved, released } }: At) => approved && released,
  contentsHandedOver: ({ context }: At) => isContents(context.handedOver),
  everyTeamAnswered: ({ context }: At) => teams(context).every((team) => context.sharing.includes(team)),
  arrangementsSettled: ({ context }: At) =>
    ARRANGEMENTS.every((name) => isLeftOut(name, context) || isSettled(own(context.arrangements, name))),
  listed: ({ context }: At) => context.listed,
  listedAnew: ({ context, event }: At) => context.listed && bringsNews(context, event),
  listedSubstitute: ({ context, event }: At) => context.listed && text(event, 'insteadOf') !== null,
  noResidents: ({ context: { attended, residents } }: At) => attended !== null && residents.length === 0,
  residentsNamed: ({ event }: At) => {
    const residents = fact(event, 'residents');
    return Array.isArray(residents) && residents.length > 0;
  },
  honorariaSettled: ({ context: { attended, residents, honoraria } }: At) =>
    attended !== null && residents.length > 0 && residents.every((id) => own(honoraria, id) === 'settled'),
  nothingPromised: ({ context }: At) => !Object.values(context.honoraria).includes('promised'),
  /** R7: a review message must carry its date. */
  reviewDateGiven: ({ event }: At) => {
    const until = text(event, 'reviewUntil');
    return until !== null && until > (text(event, 'reviewSentOn') ?? '');
  },
  reviewOver: ({ context: { reviewSentOn, reviewUntil, reviewers, reviews } }: At) =>
    (reviewSentOn ?? reviewUntil) !== null && reviewers.every((id) => own(reviews, id) !== undefined),
  everyoneCouldReview: ({ context }: At) => couldReview(context),
  peopleComplete: ({ context }: At) =>
    teamOf('seeker', context).length >= 3 &&
    accepted(context).some(([, { lead }]) => lead) &&
    context.bounced.length === 0,
  commentsMade: ({ context }: At) => Object.keys(context.comments).length > 0,
  wasFinished: ({ context }: At) => context.finished,
  informationWanted: ({ context }: At) => context.information,
  exchangeWanted: ({ context }: At) => context.exchange,
  newMatchWanted: ({ context }: At) => context.newNeeds,
  noInformationWanted: ({ context }: At) => context.checkIn !== 'none' && !context.information,
  noExchangeWanted: ({ context }: At) => context.checkIn !== 'none' && !context.exchange,
  noNewMatchWanted: ({ context }: At) => context.checkIn !== 'none' && !context.newNeeds,
  answered: ({ context }: At) => context.checkIn === 'answered',
  /** X12: it was explained why no resident comes, and none does: nobody need ask for money. */
  noResidentComes: ({ context }: At) => noResidentComes(context),
  bringsResident: ({ event }: At) => bringsResident(event),
  /** X10: more than eight weeks from the assignment to the match. */
  idleGap: ({ context, event }: At) => leadTime(context, event) > IDEAL.most,
  noIdleGap: ({ context }: At) => leadTime(context) <= IDEAL.most,
  /** X6: candidates were looked at, and none of them is left. */
  nobodyLeft: ({ context: { candidates } }: At) =>
    Object.keys(candidates).length > 0 &&
    Object.values(candidates).every(
      ({ state, examined, suitable }) => ['declined', 'lost', 'silent'].includes(state) || (examined && !suitable),
    ),
  mailed: ({ context }: At) => context.mailed,
  notMailed: ({ context }: At) => !context.mailed,
  /** X3: nobody outside has heard of it, by letter or by telephone. */
  nobodyTold: ({ context }: At) => context.told.length === 0 && !context.contacted,
  nobodyAsked: ({ context }: At) => Object.values(context.candidates).every(({ invited }) => !invited),
  nothingDated: ({ context }: At) =>
    Object.keys(context.calls).length === 0 && !context.told.some((kind) => WITH_DATE.includes(kind)),
  nothingArranged: ({ context }: At) =>
    !Object.values(context.arrangements).some((state) => state === 'made' || state === 'settled'),
  noHonoraria: ({ context }: At) =>
    Object.keys(context.honoraria).length === 0 && context.funds.site !== true && context.funds.consultants !== true,
  siteWithdrew: ({ context }: At) => context.why === 'withdrawn',
  noMatchFound: ({ context }: At) => context.why === 'noMatchFound',
};
export type GuardName = Exclude<keyof typeof guards, 'mine' | 'released' | 'recalled' | 'ticked'>;

/** What a refusal says, by the guard that stood in the way. */
export const guardWords = {
  reviewDateGiven: {
    because: 'a summary is sent for review with the date until which it can be amended (reviewUntil)',
    rule: 'R7',
    readsFacts: true,
  },
  everyoneCouldReview: {
    because: 'not everyone who attended has had the opportunity to review, amend and approve the summary yet',
    rule: 'R8',
  },
  commentsMade: { because: 'nobody has commented on the summary' },
  wasFinished: {
    because: 'the summary was not finished yet: it is still being written, so there is nothing to correct',
  },
  fundsGranted: {
    because: 'honoraria are for residents only, and only after the program has said that there are funds',
    rule: 'R9',
  },
  callIsNew: { because: 'a planned call needs an id of its own (call)', readsFacts: true },
  candidateIsNew: { because: 'a candidate is suggested once, by the id of the person', readsFacts: true },
  factSheetSent: { because: 'the assistant has no Fact Sheet to accept: it was not sent, or was accepted already' },
  residentsNamed: { because: 'no residents were named', readsFacts: true },
  isFinal: { because: 'the dates are not final', readsFacts: true },
  isTentative: { because: 'the dates stay final', readsFacts: true },
  namesDates: { because: 'no dates were named', readsFacts: true },
  idleGap: { because: 'there is no idle time between the assignment and the match', readsFacts: true },
} as const;
