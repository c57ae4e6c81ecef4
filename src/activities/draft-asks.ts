import type { JournalLine } from '../contracts/record.ts';
import type { LetterKind, Reminder } from '../letters/index.ts';
import { nextInLine, ownerOf } from './audience.ts';
import { REMINDER } from './digest.ts';
import { dayOf } from './letter-data.ts';
import type { Desk } from './letter-data.ts';
import type { MatchPerson, NewLetter } from './ports.ts';
import { toOrder, writeLetter } from './write-letter.ts';
import type { Deadline, Effect, Rung } from '../machines/kernel/types.ts';

type Notify = Extract<Effect, { type: 'notify' }>;

/** Where the ask is a letter of its own, to somebody who is asked for an answer; everything else is the plain reminder. */
const ASK_KINDS: Readonly<Partial<Record<Deadline['policy'], string>>> = {
  invitation: 'm4r',
  review: 'm22',
  checkIn: 'm24a',
};
/** Escalations are numbered apart from the asks before them: they may reach the same person. */
const ESCALATED = 100;

/** An ask, unless what it asks for was settled later in the same record. */
export function draftAsks(desk: Desk, line: JournalLine, effect: Notify): NewLetter[] {
  const deadline = desk.input.deadlines.find(({ id }) => id === effect.window);
  if (deadline === undefined || deadline.generation !== effect.generation) return [];
  const book = desk.ports.letters(desk.match.method);
  // Who was given the task and has left is asked no more: it is the role's again.
  const given = desk.people.filter(({ id }) => id === effect.person);
  const owners = given.length > 0 ? given : ownerOf(effect, desk.people);
  const special = book.get(ASK_KINDS[deadline.policy] ?? '');
  const plain = book.get(REMINDER);
  const ask = { desk, line, effect, owners, next: nextInLine(effect.owner, owners, desk.people) };
  if (effect.rung !== 'escalate') return askOwners(ask, special ?? plain, special !== undefined);
  return plain === undefined ? [] : handOn(ask, plain, special !== undefined);
}

interface Ask {
  readonly desk: Desk;
  readonly line: JournalLine;
  readonly effect: Notify;
  readonly owners: readonly MatchPerson[];
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

const dayIn = (desk: Desk, at: number): string => dayOf(at, desk.match.timeZone);
