import type { JournalLine } from '../contracts/record.ts';
import { dayAt } from '../letters/index.ts';
import type { LetterKind, Reminder } from '../letters/index.ts';
import { holders, nextInLine, ownerOf } from './audience.ts';
import { REMINDER } from './digest.ts';
import type { Desk } from './desk.ts';
import type { MatchPerson } from './record-ports.ts';
import type { NewLetter } from './letter-ports.ts';
import { toOrder, writeLetter } from './write-letter.ts';
import type { Deadline, Effect, Rung } from '../machines/kernel/types.ts';

type Notify = Extract<Effect, { type: 'notify' }>;

/** Where the ask is a letter of its own, to somebody who is asked for an answer; everything else is the plain reminder. */
const ASK_KINDS: Readonly<Partial<Record<Deadline['policy'], string>>> = {
  invitation: 'm4r',
  review: 'm22',
  checkIn: 'm24a',
  site: 'm1r',
};
/** Escalations are numbered apart from the asks before them: they may reach the same person. */
const ESCALATED = 100;
const UNSENT = 200;

/** An ask, unless what it asks for was settled later in the same record. */
export function draftAsks(desk: Desk, line: JournalLine, effect: Notify): NewLetter[] {
  const deadline = desk.input.deadlines.find(({ id }) => id === effect.window);
  if (deadline === undefined || deadline.generation !== effect.generation) return [];
  const book = desk.ports.letters(desk.match.method);
  // Who was given the task and has left is asked no more: it is the role's again.
  const given = desk.people.filter(({ id }) => id === effect.person);
  const turn = given.length > 0 ? { owners: given } : askedNow(deadline, effect, desk.people);
  const { owners } = turn;
  const special = book.get(ASK_KINDS[deadline.policy] ?? '');
  const plain = book.get(REMINDER);
  if (neverInvited(desk, deadline, owners)) return plain === undefined ? [] : sayUnsent(desk, line, effect, plain);
  const ask = { desk, line, effect, ...turn, next: handedTo(deadline, owners, desk.people) };
  if (effect.rung !== 'escalate') return askOwners(ask, special ?? plain, special !== undefined);
  return plain === undefined ? [] : handOn(ask, plain, special !== undefined);
}

/**
 * The leads are asked twice; when they are silent, or there is none any more, the third and last ask goes to the others of their team
 * (requirements.md X22).
 */
function askedNow({ policy }: Deadline, effect: Notify, people: readonly MatchPerson[]): Turn {
  if (policy !== 'checkIn') return { owners: ownerOf(effect, people) };
  const team = people.filter((person) => person.team?.split('/')[0] === 'seeker');
  const leads = team.filter(({ roles }) => roles.includes('lead'));
  const others = team.filter((person) => !leads.includes(person));
  const turned = effect.rung === 'overdue2' || (effect.rung !== 'escalate' && leads.length === 0);
  if (turned && others.length > 0)
    return { owners: others, ...(leads.length > 0 ? { askedBefore: leads.map(({ name }) => name).join(', ') } : {}) };
  return { owners: leads.length > 0 ? leads : ownerOf(effect, people) };
}

interface Turn {
  readonly owners: readonly MatchPerson[];
  /** Who was asked, and was silent. */
  readonly askedBefore?: string;
}

/** The letter that asks first is still a draft: a reminder of what was never sent would only puzzle (m4r of m4). */
const neverInvited = ({ unreleased }: Desk, { policy, part }: Deadline, owners: readonly MatchPerson[]): boolean =>
  policy === 'invitation' &&
  owners.some(({ id }) =>
    unreleased.some((letter) => letter.kind === INVITING && letter.part === part && letter.person === id),
  );
const INVITING = 'm4';

/** Whoever can let the letter go is reminded of it instead. */
function sayUnsent(desk: Desk, line: JournalLine, effect: Notify, kind: LetterKind): NewLetter[] {
  const reminder: Reminder = { rung: 'due', isLate: true, last: false, unsent: true };
  const order = toOrder(
    kind,
    line,
    { ...effect, ask: UNSENT + effect.ask },
    { window: effect.window, data: { reminder } },
  );
  return holders('facilitator', desk.people).map((person) => writeLetter(desk, order, person));
}

interface Ask extends Turn {
  readonly desk: Desk;
  readonly line: JournalLine;
  readonly effect: Notify;
  /** Whom it goes to when the owners do not settle it. */
  readonly next: readonly MatchPerson[];
}

function askOwners(ask: Ask, kind: LetterKind | undefined, isSpecial: boolean): NewLetter[] {
  const { desk, line, effect, owners } = ask;
  if (kind === undefined) return [];
  const coming = later(desk, effect.window, line.at);
  const reminder: Reminder = {
    rung: effect.rung,
    last: isSpecial && (coming === undefined || coming.rung === 'escalate'),
    isLate: effect.late || isPast(desk, effect.window, line.at),
    ...goesTo(ask),
    ...(ask.askedBefore === undefined ? {} : { askedBefore: ask.askedBefore }),
    ...(coming === undefined ? {} : { [coming.rung === 'escalate' ? 'goesOn' : 'next']: dayIn(desk, coming.at) }),
  };
  const due = desk.planned[effect.window]?.due;
  const data = {
    reminder,
    ...(kind.kind === ASK_KINDS.review && due !== undefined ? { review: { until: dayIn(desk, due) } } : {}),
  };
  const order = toOrder(kind, line, effect, { window: effect.window, data });
  return owners.map((person) => writeLetter(desk, order, person));
}

/**
 * It goes to the next in line. The owner hears that this was the last reminder; but not somebody who was only asked for an answer
 * (B3): she has had her letters, and the task behind them was never hers.
 */
function handOn(ask: Ask, kind: LetterKind, isSpecial: boolean): NewLetter[] {
  const { desk, line, effect, owners, next } = ask;
  const write = (reminder: Reminder, to: readonly MatchPerson[]): NewLetter[] => {
    const about = { ...effect, ask: ESCALATED + effect.ask };
    const order = toOrder(kind, line, about, { window: effect.window, data: { reminder } });
    return to.map((person) => writeLetter(desk, order, person));
  };
  const common = { rung: effect.rung, isLate: true } as const;
  const askedBefore = owners.map(({ name }) => name).join(', ') || 'somebody who is no longer in the match';
  return [
    ...write({ ...common, last: false, askedBefore, ...(isSpecial ? { unanswered: true } : {}) }, next),
    ...(isSpecial ? [] : write({ ...common, last: true, ...goesTo(ask) }, owners)),
  ];
}

/** Whom the window names (X2: the program manager), else the next in line. */
function handedTo(
  { owner, handsTo }: Deadline,
  owners: readonly MatchPerson[],
  people: readonly MatchPerson[],
): MatchPerson[] {
  const named = handsTo === undefined ? [] : holders(handsTo, people).filter((person) => !owners.includes(person));
  return named.length > 0 ? named : nextInLine(owner, owners, people);
}

const goesTo = ({ next }: Ask): Pick<Reminder, 'goesTo'> =>
  next.length === 0 ? {} : { goesTo: next.map(({ name }) => name).join(', ') };

/** The ask after this one, or the escalation. */
function later(desk: Desk, window: string, at: number): Rung | undefined {
  const rungs = desk.planned[window]?.rungs ?? [];
  return rungs
    .filter(({ rung, dropped, at: when }) => !dropped && when > at && rung !== 'expire' && rung !== 'moment')
    .sort((one, other) => one.at - other.at)[0];
}

/** An ask can come after the day it is about: on the next working day, or to make up for one that was missed. */
function isPast(desk: Desk, window: string, at: number): boolean {
  const due = desk.planned[window]?.due;
  return due !== undefined && due < at && dayIn(desk, due) !== dayIn(desk, at);
}

const dayIn = (desk: Desk, at: number): string => dayAt(at, desk.match.timeZone);
