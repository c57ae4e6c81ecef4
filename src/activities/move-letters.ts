import { audience } from './audience.ts';
import type { About } from './audience.ts';
import type { Moves } from './change-people.ts';
import type { Desk } from './desk.ts';
import type { MatchPerson, RecordTransaction } from './record-ports.ts';
import type { NewLetter, OpenLetter } from './letter-ports.ts';
import { rendered, writeLetter } from './write-letter.ts';
import type { LetterKind } from '../letters/index.ts';

export const LEFT = 'the person is no longer in the match';
export const HANDED_OVER = 'the role was handed over to somebody else';
/** A letter that is written anew for a new person is numbered by the line that moved it, so that a role may go back and forth. */
const MOVED = 1000;

/**
 * Brings letters that have not left to the people who are in the match now (X4, X7): letters to those who left are withdrawn, those to
 * a role that was handed over go to the new person, and untouched ones name the people who now sign and answer.
 */
export async function moveLetters(tx: RecordTransaction, desk: Desk, moves: Moves): Promise<void> {
  const { before, after, line } = moves;
  const letters = await tx.openLetters();
  const isIn = new Set(after.map(({ id }) => id));
  const seq = line?.seq ?? desk.input.stored.seq;
  const toNobody = letters.filter(({ person }) => !isIn.has(person));
  const toOldRole = letters.filter((letter) => isIn.has(letter.person) && isLost(desk, letter, moves));
  await tx.withdrawLetters(ids(toNobody), seq, LEFT);
  await tx.withdrawLetters(ids(toOldRole), seq, HANDED_OVER);
  await tx.addLetters([...toNobody, ...toOldRole].flatMap((letter) => forNewPerson(desk, letter, moves)));
  const gone = new Set(ids([...toNobody, ...toOldRole]));
  await tx.setTexts(letters.filter(({ id }) => !gone.has(id)).flatMap((letter) => signedAnew(desk, letter, before)));
}

const ids = (letters: readonly OpenLetter[]): string[] => letters.map(({ id }) => id);

function isLost(desk: Desk, letter: OpenLetter, { before, after, givers }: Moves): boolean {
  const reached = (people: readonly MatchPerson[]) =>
    readers(desk, letter, people).some(({ id }) => id === letter.person);
  return givers.has(letter.person) && reached(before) && !reached(after);
}

/** The same letter to whoever took over the role that it is to. */
function forNewPerson(desk: Desk, letter: OpenLetter, { before, after, givers, takers, line }: Moves): NewLetter[] {
  const kind = kindOf(desk, letter);
  if (kind === undefined || line === undefined || !givers.has(letter.person)) return [];
  const old = new Set(readers(desk, letter, before).map(({ id }) => id));
  const fresh = readers(desk, letter, after).filter(({ id }) => takers.has(id) && !old.has(id));
  const ask = letter.ask + MOVED * line.seq;
  return fresh.map((to) => writeLetter(desk, { ...letter, kind, ask, at: line.at, seq: line.seq }, to));
}

/** Whom the letter's kind reaches, when no event has named the persons. */
function readers(desk: Desk, letter: OpenLetter, people: readonly MatchPerson[]): MatchPerson[] {
  const kind = kindOf(desk, letter);
  if (kind === undefined) return [];
  const asked = desk.input.deadlines.find(({ id }) => id === letter.source.window);
  const given = people.some(({ id }) => id === asked?.person) ? asked?.person : undefined;
  const about: About = {
    part: letter.part ?? undefined,
    owner: asked?.owner ?? (letter.task === null ? undefined : desk.info.tasks[letter.task]?.owner),
    parts: desk.input.view.parts,
    ...(given === undefined ? {} : { persons: [given] }),
  };
  return audience(kind.to, about, people);
}

/** A letter that says what it would have said before, and would now say something else, was written by somebody who is gone. */
function signedAnew(
  desk: Desk,
  letter: OpenLetter,
  before: readonly MatchPerson[],
): Pick<OpenLetter, 'id' | 'subject' | 'body'>[] {
  const kind = kindOf(desk, letter);
  const words = (people: readonly MatchPerson[]) => {
    const to = people.find(({ id }) => id === letter.person);
    return kind && to && rendered({ ...desk, people }, { ...letter, kind }, to);
  };
  if (letter.edited || (letter.state !== 'draft' && letter.state !== 'queued')) return [];
  const now = words(desk.people);
  if (now === undefined || now.reason !== null || now.body === letter.body) return [];
  return words(before)?.body === letter.body ? [{ id: letter.id, subject: now.subject, body: now.body }] : [];
}

const kindOf = (desk: Desk, letter: OpenLetter): LetterKind | undefined =>
  desk.ports.letters(desk.match.method).get(letter.kind);
