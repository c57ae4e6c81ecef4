import type { StoredFinding } from '../db/schema.ts';

type Facts = Readonly<Record<string, unknown>>;
type Sentence = string | ((facts: Facts) => string);

const number = (facts: Facts, name: string, otherwise: string): string =>
  typeof facts[name] === 'number' ? String(facts[name]) : otherwise;

/** What findings say to people; the codes are those of requirements.md (A2.4, A3 to A6, A9). A finding never blocks anything. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  R1: (facts) =>
    `A team has ${number(facts, 'people', 'fewer or more than the usual')} people; three to ten are usual.`,
  R2: 'No resident or parent takes part yet. They should whenever that is possible.',
  R3: 'Not every role in the team that wants to learn has a counterpart in the other team.',
  R4: (facts) =>
    `The match is ${number(facts, 'days', 'a different number of')} days after the assignment; six to eight weeks are ideal.`,
  R5: 'Work with the requesting site did not begin within a week of the assignment.',
  R6: 'Fewer than two calls were held before the match.',
  R10: 'The match is planned for longer or shorter than the usual two working days.',
  R11: 'The room is not set up as a U or with staggered tables.',
  R12: 'The agenda leaves something out that the guide asks for.',
  R13: 'The packet is not complete: agenda, list of participants, materials and evaluation form belong in it.',
  R14: 'Notes of a call have not been sent.',
  R15: 'A person on a list lacks one of the six fields.',
  Q1: 'People were chosen before the problem or issue was put down.',
  Q3: 'A supervisor takes part with people who report to them. Participants should be on an equal footing.',
  Q4: 'It is not stated yet how the provider fits the need.',
  P7: 'The match comes too late for the decision that it should inform.',
  P17: 'The session is longer than two days.',
  H4: 'More than eighteen people take part: plan to break up, so that everyone can speak.',
  X10: 'There is less time than the plan needs. A compressed plan can be accepted.',
  X11: 'The date has not been settled for a long time.',
  X12: 'No residents take part.',
  X13: 'Residents take part, but there are no funds for honoraria.',
  PAST_DATE: 'The date of the match had passed when it was given, or lies before the assignment.',
  DATES_REVERSED: 'The match would end before it starts.',
  R7: 'The review of the summary is shorter than five working days; ten are usual.',
  R8: 'Somebody who attended was not asked to review the summary. It cannot be published before everyone could.',
  X2: 'The requesting site has not answered for four weeks. Call them, or close the match.',
  X5: 'An invitation was not answered for nine working days. Choose another candidate.',
  X14: 'Somebody cannot be reached: there is no e-mail address, no telephone and no address. Add one of them.',
  X15: 'The assistant sent the Fact Sheet back with remarks.',
  X19: 'Nobody answered the review. Everybody had the opportunity; publishing needs the program manager.',
  X20: 'Somebody objects to the summary.',
  X24: 'Mail to somebody came back. Call, and correct the address.',
  DATE_AT_RISK: 'The date is at risk: there is no lead consultant yet.',
  UNEXAMINED: 'Somebody was invited before it was examined whether they fit.',
  NOT_APPROVED: 'Confirmation letters were released before the facilitator approved them.',
  NEW_NEED: 'The site has a new need. A new match can begin from this one.',
  REQUESTS: 'The site asks for information or an exchange. Answer it.',
};

export function sentenceOf({ code, facts, task }: Pick<StoredFinding, 'code' | 'facts' | 'task'>): string {
  const sentence = SENTENCES[code];
  if (sentence === undefined) return `Worth a look${task ? ` at task ${task}` : ''} (${code}).`;
  return typeof sentence === 'string' ? sentence : sentence(facts ?? {});
}
