import type { RecordInput, RecordResult } from '../contracts/record.ts';
import { unknownMatch } from './failures.ts';
import { recordIn } from './record.ts';
import type { Recording } from './record.ts';
import type { ActivityPorts } from './ports.ts';
import type { DatedLetter, NewLetter, RewrittenLetter } from './letter-ports.ts';
import type { RecordTransaction } from './record-ports.ts';

/** What a record would do to the outbox. */
export interface Notes {
  /** Letters that name a date which would no longer be the match's. */
  readonly dated: DatedLetter[];
  readonly rewritten: RewrittenLetter[];
  readonly withdrawn: string[];
  readonly drafted: NewLetter[];
}

/** What would be written: the outbox, and the plans of all deadlines. */
export interface OnPaper extends Notes {
  readonly planned: RecordResult['planned'];
}

/**
 * The record of an event that has not happened: the very code that would write it, in a transaction that takes notes instead
 * (requirements.md X8: the consequences are shown before anything is done). Nothing is written.
 */
export async function recordOnPaper(
  ports: Recording & Pick<ActivityPorts, 'records'>,
  input: RecordInput,
): Promise<OnPaper> {
  const notes: Notes = { dated: [], rewritten: [], withdrawn: [], drafted: [] };
  const result = await ports.records.inTransaction(input.match, (tx) => recordIn(ports, noting(tx, notes), input));
  if (result === undefined) throw unknownMatch(input.match);
  return { ...notes, planned: result.planned };
}

/** Reads as the transaction does, and writes down what it would have written. */
function noting(tx: RecordTransaction, notes: Notes): RecordTransaction {
  const nothing = () => Promise.resolve();
  return {
    ...tx,
    removeFrom: () => Promise.resolve(false),
    append: nothing,
    changePerson: nothing,
    acceptForms: nothing,
    writeDerived: () => Promise.resolve(undefined),
    releaseLetters: nothing,
    restoreLetters: nothing,
    setTexts: nothing,
    addLetters: async (letters) => void notes.drafted.push(...letters),
    rewriteLetters: async (letters) => void notes.rewritten.push(...letters),
    withdrawLetters: async (letters) => void notes.withdrawn.push(...letters),
    lettersOfOtherDates: async (dateVersion) => {
      const letters = await tx.lettersOfOtherDates(dateVersion);
      notes.dated.push(...letters);
      return letters;
    },
  };
}
