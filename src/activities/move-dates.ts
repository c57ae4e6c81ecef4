import type { JournalLine } from '../contracts/record.ts';
import { sendKey } from '../letters/index.ts';
import { eventData } from './letter-data.ts';
import type { Desk } from './desk.ts';
import { withoutSigner } from './draft-letters.ts';
import type { DatedLetter, NewLetter, RewrittenLetter } from './letter-ports.ts';
import type { RecordTransaction } from './record-ports.ts';
import { rendered, writeLetter } from './write-letter.ts';
import type { Order } from './write-letter.ts';

export const OLD_DATE = 'the date of the match was moved';
/** The letter that tells of a moved date, to those whom an earlier letter told the old one. */
const CHANGE_OF_DATE = 'x8';

/** The line that moved the dates, or, after a branch was replaced, the last one of the record. */
export interface Move {
  readonly seq: number;
  readonly at: number;
  /** The match had a date before: whoever was told must hear of it. */
  readonly known: boolean;
  /** The line that moved them; after a branch was replaced there may be none. */
  readonly line?: JournalLine;
}

/**
 * Brings letters that name a date to the match's date version (design.md 7): untouched drafts are rendered again, edited ones are
 * kept and marked, those released but not yet handed over are withdrawn and drafted anew; whoever was told the old date gets a
 * draft of x8. Run whenever the version differs, so that it also puts right what a replaced branch had moved.
 */
export async function moveDates(tx: RecordTransaction, desk: Desk, move: Move): Promise<void> {
  const v = desk.input.stored.dateVersion;
  const letters = await tx.lettersOfOtherDates(v);
  const open = letters.filter(({ state }) => state === 'draft' || state === 'edited' || state === 'queued');
  const onTheirWay = letters.filter(({ state }) => state === 'released' || state === 'deferred');
  await tx.rewriteLetters(open.flatMap((letter) => rewrite(desk, letter)));
  await tx.withdrawLetters(
    onTheirWay.map(({ id }) => id),
    move.seq,
    OLD_DATE,
  );
  const told = letters.filter(({ state }) => state === 'sent' || state === 'unknown' || state === 'sending');
  await tx.addLetters([
    ...onTheirWay.flatMap((letter) => draftAnew(desk, letter, move)),
    ...(move.known && !isToldByChart(move) ? tellOfChange(desk, told, move) : []),
  ]);
}

/** The chart itself tells everybody, because the packets are out (X9). */
const isToldByChart = ({ line }: Move): boolean =>
  line?.effects.some((effect) => effect.type === 'draftLetter' && effect.kind === CHANGE_OF_DATE) ?? false;

function rewrite(desk: Desk, letter: DatedLetter): RewrittenLetter[] {
  const order = orderOf(desk, letter);
  const to = desk.people.find(({ id }) => id === letter.person);
  if (order === undefined || to === undefined) return [];
  const text = letter.edited ? letter : rendered(desk, order, to);
  return [
    {
      id: letter.id,
      v: desk.input.stored.dateVersion,
      sendKey: newKey(desk, letter),
      subject: text.subject,
      body: text.body,
      namesOldDate: letter.edited,
    },
  ];
}

function draftAnew(desk: Desk, letter: DatedLetter, move: Move): NewLetter[] {
  const order = orderOf(desk, letter);
  const to = desk.people.find(({ id }) => id === letter.person);
  if (order === undefined || to === undefined) return [];
  const fresh = writeLetter(desk, { ...order, at: move.at, seq: move.seq }, to);
  if (!letter.edited) return [fresh];
  return [{ ...fresh, state: 'edited', namesOldDate: true, subject: letter.subject, body: letter.body }];
}

function tellOfChange(desk: Desk, told: readonly DatedLetter[], move: Move): NewLetter[] {
  const kind = desk.ports.letters(desk.match.method).get(CHANGE_OF_DATE);
  if (kind === undefined) return [];
  const persons = new Set(told.map(({ person }) => person));
  const ask = desk.input.stored.dateVersion;
  const order: Order = {
    kind,
    task: null,
    part: null,
    generation: 1,
    ask,
    source: { data: move.line === undefined ? {} : eventData(desk, move.line) },
    at: move.at,
    seq: move.seq,
  };
  const to = desk.people.filter(({ id }) => persons.has(id));
  return withoutSigner(kind, to, desk.people).map((person) => writeLetter(desk, order, person));
}

function orderOf(desk: Desk, letter: DatedLetter): Order | undefined {
  const kind = desk.ports.letters(desk.match.method).get(letter.kind);
  return kind && { ...letter, kind, at: desk.input.now, seq: desk.input.stored.seq };
}

const newKey = (desk: Desk, { kind, task, part, generation, ask, person }: DatedLetter): string =>
  sendKey({
    match: desk.match.id,
    kind,
    subject: part ?? task ?? undefined,
    generation,
    ask,
    person,
    v: desk.input.stored.dateVersion,
  });
