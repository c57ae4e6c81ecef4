import type { JournalLine, MatchActivities, RecordInput, RecordResult } from '../contracts/record.ts';
import { MATCH_OFF } from '../contracts/date-events.ts';
import { changePeople } from './change-people.ts';
import type { Moves } from './change-people.ts';
import { changed, derive, planned } from './derive.ts';
import { draftLetters } from './draft-letters.ts';
import { unknownMatch } from './failures.ts';
import { kindsApprovedBy } from './approved-kinds.ts';
import type { Desk } from './desk.ts';
import { moveDates } from './move-dates.ts';
import type { Move } from './move-dates.ts';
import { moveLetters } from './move-letters.ts';
import { recordChanges } from './record-changes.ts';
import type { ActivityPorts } from './ports.ts';
import type { RecordTransaction } from './record-ports.ts';
import { judge } from './replace-by-key.ts';
import type { Effect, Stored } from '../machines/kernel/types.ts';

/**
 * Writes what a match has taken, and everything that follows from it, in one transaction (design.md 5): the journal, what lists and
 * pages read, letters as drafts, and the instants of its deadlines, which the workflow gets back. May be run again with the same
 * argument: nothing is written twice and the answer is the same.
 */
export function makeRecord(ports: ActivityPorts): MatchActivities['record'] {
  return async (input) => {
    if ('since' in input) return recordChanges(ports, input);
    const result = await ports.records.inTransaction(input.match, (tx) => recordIn(ports, tx, input));
    if (result === undefined) throw unknownMatch(input.match);
    return result;
  };
}

/** What a record needs of the world, besides the transaction that it writes in. */
export type Recording = Pick<
  ActivityPorts,
  'letters' | 'link' | 'morning' | 'program' | 'plan' | 'calendar' | 'methodInfo' | 'clock'
>;

/** The whole of a record, in a transaction; `on-paper.ts` gives one that only takes notes. */
export async function recordIn(ports: Recording, tx: RecordTransaction, input: RecordInput): Promise<RecordResult> {
  const { removeFrom, write, fresh } = judge(await standing(tx, input), input.lines);
  const before = await tx.people();
  const undone = removeFrom !== null && (await tx.removeFrom(removeFrom));
  if (write.length > 0) {
    await tx.append(write, new Date(ports.clock()));
    await acceptForms(tx, write);
  }
  const moves = await changePeople(tx, write, before, undone);
  const people = moves.after;
  const plans = planned(ports.plan, input, tx.match, people);
  let next: Date | undefined;
  if (fresh) {
    await writeLetters(ports, tx, input, { write, moves, plans, removed: removeFrom !== null });
    next = await tx.writeDerived(derive(ports, input, tx.match, people, plans));
  } else next = await tx.nextLetter();
  const lettersAt = input.view.status === 'onHold' ? null : (next?.getTime() ?? null);
  return { planned: changed(plans, input.stored.planned), lettersAt };
}

/** Usually nothing stands where a new line goes, and there is nothing to ask. */
async function standing(tx: RecordTransaction, { lines }: RecordInput): ReturnType<RecordTransaction['standing']> {
  const first = Math.min(...lines.map(({ seq }) => seq));
  return lines.length > 0 && first <= tx.match.seq ? tx.standing(first) : [];
}

async function acceptForms(tx: RecordTransaction, lines: readonly JournalLine[]): Promise<void> {
  const accepted = lines.filter(({ refused }) => refused === undefined);
  const refs = accepted.flatMap(({ seq, event }) => Object.values(event.refs ?? {}).map(({ id }) => ({ id, seq })));
  if (refs.length > 0) await tx.acceptForms(refs);
}

interface Written {
  readonly write: readonly JournalLine[];
  readonly moves: Moves;
  readonly plans: Stored['planned'];
  readonly removed: boolean;
}

/** Drafts what the lines ask for, lets go what they release, and keeps dates and people in letters true. */
async function writeLetters(
  ports: Recording,
  tx: RecordTransaction,
  input: RecordInput,
  written: Written,
): Promise<void> {
  const { write, moves, plans, removed } = written;
  const people = moves.after;
  const drafting = write.some(({ effects }) => effects.some(isLetter));
  const moved = removed || input.stored.dateVersion !== tx.match.dateVersion;
  const replaced = moves.before !== people;
  await settleCancellation(ports, tx, write);
  if (drafting || moved || replaced) {
    const texts = write.flatMap(({ event }) => Object.values(event.refs ?? {}).map(({ id }) => id));
    const desk: Desk = {
      ports,
      match: tx.match,
      input,
      info: ports.methodInfo(tx.match.method, input.stored.version),
      people,
      before: moves.before,
      ...(write.some((line) => isForTold(ports, tx, line)) ? { told: new Set(await tx.told()) } : {}),
      forms: await tx.forms(),
      commitments: await tx.commitments(),
      unreleased: write.some(({ effects }) => effects.some(({ type }) => type === 'notify'))
        ? await unreleased(tx)
        : [],
      texts: texts.length > 0 ? await tx.texts(texts) : {},
      planned: plans,
    };
    if (moved) await moveDates(tx, desk, toMove(write, input));
    if (replaced) await moveLetters(tx, desk, moves);
    await tx.addLetters(write.flatMap((line) => draftLetters(desk, line)));
  }
  for (const line of write) {
    const kinds = kindsApprovedBy(ports.letters(tx.match.method), line);
    if (kinds.length > 0) await tx.approveKinds(kinds, { by: line.event.by.person, at: new Date(line.at) });
    await release(tx, line);
  }
}

const unreleased = async (tx: RecordTransaction) =>
  (await tx.openLetters()).filter(({ state }) => state === 'draft' || state === 'edited');
/** A letter to those who were written to before. */
const isForTold = (ports: Recording, { match }: RecordTransaction, { effects }: JournalLine): boolean =>
  effects.some(
    (effect) =>
      effect.type === 'draftLetter' && ports.letters(match.method).get(effect.kind)?.to.includes('told') === true,
  );

const CANCELLED = 'the match was cancelled';
const NOT_CANCELLED = 'the cancellation was taken back';

/**
 * What waits to leave is retracted when a match is cancelled, and waits again when that is taken back (X3, X26). A call that was
 * called off still stands in calendars, so its letter stays.
 */
async function settleCancellation(
  ports: Recording,
  tx: RecordTransaction,
  lines: readonly JournalLine[],
): Promise<void> {
  const line = lines.findLast(({ event, refused }) => refused === undefined && MATCH_OFF.includes(event.type));
  if (line === undefined) return;
  const book = ports.letters(tx.match.method);
  const isBack = line.event.type === 'CANCELLATION_UNDONE';
  const waiting = (await tx.openLetters()).filter(({ kind }) => {
    const use = book.get(kind)?.calendar;
    return isBack ? use === 'matchCancelled' : use !== 'partCancelled';
  });
  await tx.withdrawLetters(
    waiting.map(({ id }) => id),
    line.seq,
    isBack ? NOT_CANCELLED : CANCELLED,
  );
  if (isBack) await tx.restoreLetters(await tx.withdrawnFor(CANCELLED));
}

const isLetter = ({ type }: Effect): boolean => type === 'draftLetter' || type === 'notify';

function toMove(lines: readonly JournalLine[], input: RecordInput): Move {
  const line = lines.findLast(({ effects }) => effects.some(({ type }) => type === 'moveDates'));
  const at = { seq: line?.seq ?? input.stored.seq, at: line?.at ?? input.now };
  return line === undefined ? { ...at, known: false } : { ...at, known: true, line };
}

async function release(tx: RecordTransaction, { effects, event, at, seq }: JournalLine): Promise<void> {
  const letters = effects.flatMap((effect) => (effect.type === 'releaseLetters' ? effect.letters : []));
  const leavesAt = new Date(at + 1000 * Number(event.facts?.['leavesAfter'] ?? 0));
  if (letters.length > 0) await tx.releaseLetters({ letters, by: event.by.person, at: new Date(at), leavesAt, seq });
  const back = effects.flatMap((effect) => (effect.type === 'recallLetters' ? effect.letters : []));
  if (back.length > 0) await tx.recallLetters(back);
}
