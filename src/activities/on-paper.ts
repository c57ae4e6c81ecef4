import type { RecordInput, RecordResult } from '../contracts/record.ts';
import { unknownMatch } from './failures.ts';
import { recordIn } from './record.ts';
import type { Recording } from './record.ts';
import type { ActivityPorts } from './ports.ts';
import type { DatedLetter, NewLetter, RewrittenLetter } from './letter-ports.ts';
import type { MatchPerson, PersonChange, RecordTransaction } from './record-ports.ts';

/** What a record would do to the outbox. */
export interface Notes {
  /** Letters that name a date which would no longer be the match's. */
  readonly dated: DatedLetter[];
  readonly rewritten: RewrittenLetter[];
  readonly withdrawn: string[];
  /** Withdrawn before, and waiting again. */
  readonly restored: string[];
  readonly drafted: NewLetter[];
}

/** What would be written: the outbox, and the plans of all deadlines. */
export interface OnPaper extends Notes {
  readonly planned: RecordResult['planned'];
  /** Who would be in the match then. */
  readonly people: readonly MatchPerson[];
}

/**
 * The record of an event that has not happened: the very code that would write it, in a transaction that takes notes instead
 * (requirements.md X8: the consequences are shown before anything is done). Nothing is written.
 */
export async function recordOnPaper(
  ports: Recording & Pick<ActivityPorts, 'records'>,
  input: RecordInput,
): Promise<OnPaper> {
  const notes: Notes = { dated: [], rewritten: [], withdrawn: [], restored: [], drafted: [] };
  const result = await ports.records.inTransaction(input.match, async (tx) => {
    const paper = noting(tx, notes);
    const { planned } = await recordIn(ports, paper, input);
    return { ...notes, planned, people: await paper.people() };
  });
  if (result === undefined) throw unknownMatch(input.match);
  return result;
}

/** Reads as the transaction does, and writes down what it would have written. */
function noting(tx: RecordTransaction, notes: Notes): RecordTransaction {
  const nothing = () => Promise.resolve();
  const changes: PersonChange[] = [];
  return {
    ...tx,
    removeFrom: () => Promise.resolve(false),
    append: nothing,
    people: async () => changes.reduce(changedPeople, await tx.people()),
    changePerson: async (change) => void changes.push(change),
    acceptForms: nothing,
    writeDerived: () => Promise.resolve(undefined),
    releaseLetters: nothing,
    restoreLetters: async (letters) => void notes.restored.push(...letters),
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

/** Who is in the match after a change, as the record would read it. Somebody who comes back is not among them before. */
function changedPeople(people: readonly MatchPerson[], change: PersonChange): MatchPerson[] {
  const { person, left, roles, team, roleKind } = change;
  const others = people.filter(({ id }) => id !== person);
  const known = people.find(({ id }) => id === person);
  if (known === undefined || left === true) return others;
  const said = { ...(roles ? { roles } : {}), ...(team ? { team } : {}), ...(roleKind ? { roleKind } : {}) };
  return people.map((one) => (one === known ? { ...known, ...said } : one));
}
