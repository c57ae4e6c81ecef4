/** What people said they would do next (requirements.md F9, S0 l.104): kept as a record, and never chased (X23). */
export interface Commitment {
  readonly id: string;
  readonly what: string | null;
  /** As it was written down; the people of the match among them are the owners. */
  readonly who: string | null;
  readonly owners: readonly string[];
  readonly kind: 'individual' | 'collective' | null;
  /** The day by which it is to be done. */
  readonly due: string | null;
  readonly state: 'open' | 'kept' | 'dropped';
  /** Why it was dropped, or what was noted when it was kept. */
  readonly reason: string | null;
  /** The lines of the record that made it, and changed its state last. */
  readonly seq: number;
  readonly changedSeq: number;
}

/** One commitment as a form's row says it, with the id that ties it to the record. */
export type CommitmentRow = Pick<Commitment, 'id' | 'what' | 'who' | 'owners' | 'kind' | 'due'>;

/** A line of the record with the texts that it points to. */
export interface ToldLine {
  readonly seq: number;
  readonly at: Date;
  readonly type: string;
  readonly part: string | null;
  readonly by: string;
  readonly onBehalfOf: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, unknown>>;
}

const MADE = 'COMMITMENT_MADE';
const LISTED = 'REFLECTIONS_CIRCULATED';
const STATES: Readonly<Record<string, Commitment['state']>> = {
  COMMITMENT_KEPT: 'kept',
  COMMITMENT_DROPPED: 'dropped',
  COMMITMENT_REOPENED: 'open',
};
/** Lines that say something of a commitment. */
export const COMMITMENT_LINES: readonly string[] = [MADE, LISTED, ...Object.keys(STATES)];

/** All commitments of a match in the order they were made, each as it was said last. */
export function commitmentsIn(lines: readonly ToldLine[]): Commitment[] {
  const all = new Map<string, Commitment>();
  const say = ({ id, ...said }: CommitmentRow, seq: number): void => {
    const known = all.get(id);
    const words = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
    all.set(id, { ...(known ?? { ...NOTHING, seq, changedSeq: seq }), ...words, id, owners: said.owners });
  };
  for (const line of lines) {
    if (line.type === MADE) for (const row of madeBy(line)) say(row, line.seq);
    else if (line.type === LISTED) for (const row of rowsOf(line)) say(row, line.seq);
    else settle(all, line);
  }
  return [...all.values()];
}

const NOTHING = { what: null, who: null, kind: null, due: null, state: 'open', reason: null } as const;

function settle(all: Map<string, Commitment>, { type, part, texts, seq }: ToldLine): void {
  const known = all.get(part?.slice(part.indexOf('/') + 1) ?? '');
  const state = STATES[type];
  if (known === undefined || state === undefined) return;
  const reason = textOf(texts['reason']) ?? textOf(texts['notes']);
  all.set(known.id, { ...known, state, reason: state === 'open' ? null : reason, changedSeq: seq });
}

function madeBy({ facts, texts }: ToldLine): CommitmentRow[] {
  const id = textOf(facts['commitment']);
  if (id === null) return [];
  const owners = Array.isArray(facts['owners']) ? facts['owners'].map(String) : [textOf(facts['by'])].flatMap(orNone);
  const kind = facts['kind'];
  return [
    {
      id,
      what: textOf(texts['text']),
      who: null,
      owners,
      kind: kind === 'individual' || kind === 'collective' ? kind : null,
      due: textOf(facts['due']),
    },
  ];
}

/** The API has read the form by what its fields mean, and keeps the rows beside it. */
const rowsOf = ({ texts }: ToldLine): CommitmentRow[] =>
  Array.isArray(texts['commitments']) ? (texts['commitments'] as CommitmentRow[]) : [];

const orNone = <T>(value: T | null): T[] => (value === null ? [] : [value]);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
