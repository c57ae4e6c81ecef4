import { COMMITMENT_LINES, commitmentsIn } from '../../contracts/commitments.ts';
import type { Commitment, CommitmentRow } from '../../contracts/commitments.ts';
import type { EventSchema } from '../../contracts/events/schema.ts';
import type { Answers } from '../../contracts/forms/answers.ts';
import { fieldsOf } from '../../contracts/forms/definition.ts';
import type { FormDefinition } from '../../contracts/forms/definition.ts';
import type { MatchRows, PersonRow } from '../../db/api-queries.ts';
import { read } from '../../forms/read.ts';
import type { Row } from '../../forms/read.ts';
import type { Facts } from '../../machines/kernel/types.ts';
import type { ApiDeps } from '../deps.ts';

/** What a form says to the chart, and what is written down beside it. */
export interface Said {
  readonly facts: Facts;
  readonly texts: Readonly<Record<string, unknown>>;
}

/**
 * What a form that comes with an event tells its chart, so that nobody types it twice (requirements.md A2.2): what its fields with
 * `tells` say, which is yes or no, and the commitments of its rows, which are recorded one by one. Only facts that the event can carry.
 */
export async function factsOfForm(
  deps: ApiDeps,
  rows: MatchRows,
  { definition, answers, schema, makeId }: Telling,
): Promise<Said> {
  const told = Object.fromEntries(
    Object.entries(toldBy(definition, answers)).filter(([name]) => name in schema.facts.shape),
  );
  const listed = 'commitments' in schema.facts.shape ? read(definition, answers).rows('commitments') : [];
  if (listed.length === 0) return { facts: told, texts: {} };
  const known = commitmentsIn(await deps.queries.toldLines(rows.match.id, COMMITMENT_LINES));
  const commitments = recognised(listed, known, makeId).map(({ row, id }) => toRow(row, id, rows.people));
  return { facts: { ...told, commitments: commitments.map(({ id }) => id) }, texts: { commitments } };
}

export interface Telling {
  readonly definition: FormDefinition;
  readonly answers: Answers;
  readonly schema: EventSchema;
  readonly makeId: (what: string) => string;
}

function toldBy(definition: FormDefinition, answers: Answers): Record<string, boolean> {
  const told: Record<string, boolean> = {};
  for (const field of fieldsOf(definition)) {
    const isGroup = field.kind === 'group' && !field.repeat;
    const values = isGroup ? ((answers[field.id] ?? {}) as Answers) : answers;
    for (const { id, kind, tells } of isGroup ? (field.fields ?? []) : [field])
      if (tells !== undefined && (values[id] ?? undefined) !== undefined)
        told[tells] = kind === 'yesNo' ? values[id] === true : true;
  }
  return told;
}

/**
 * A row that says the same as a known commitment is that one. A row that was reworded stands where it stood: it is the commitment at
 * that place that no other row says. Every other row is a new commitment. What is not in the form any more stays as it is.
 */
function recognised(
  rows: readonly Row[],
  known: readonly Commitment[],
  makeId: (what: string) => string,
): { row: Row; id: string }[] {
  const same = (one: string | null, other: string | null) => squeezed(one) === squeezed(other);
  const taken = new Set<string>();
  const byWords = rows.map((row) => {
    const found = known.find(({ id, what }) => !taken.has(id) && same(what, whatOf(row)));
    if (found) taken.add(found.id);
    return found?.id;
  });
  return rows.map((row, index) => {
    const there = known[index];
    const moved = byWords[index] ?? (there && !taken.has(there.id) ? there.id : undefined);
    if (moved !== undefined) taken.add(moved);
    return { row, id: moved ?? makeId(`commitment ${index}`) };
  });
}

const whatOf = ({ at }: Row): string | null => at('commitment.what', 'string')?.value ?? null;
const squeezed = (text: string | null): string => (text ?? '').toLowerCase().replace(/\s+/g, ' ').trim();

function toRow(row: Row, id: string, people: readonly PersonRow[]): CommitmentRow {
  const who = row.at('commitment.who', 'string')?.value ?? null;
  const when = row.at('commitment.when', 'string')?.value ?? null;
  const kind = row.at('commitment.kind', 'string')?.value;
  return {
    id,
    what: whatOf(row),
    who,
    owners: ownersIn(who, people),
    kind: kind === 'individual' || kind === 'collective' ? kind : null,
    due: when !== null && /^\d{4}-\d{2}-\d{2}$/.test(when) ? when : null,
  };
}

/** The people of the match whom a row names: by the whole name, or by a first name that only one of them has. */
function ownersIn(who: string | null, people: readonly PersonRow[]): string[] {
  const names = (who ?? '').split(/[,;/&]|\band\b/).map(squeezed);
  return names.flatMap((name) => {
    const whole = people.filter((person) => squeezed(person.name) === name);
    const first = people.filter((person) => squeezed(person.name).split(' ')[0] === name);
    return whole.length > 0 ? whole.map(({ id }) => id) : first.length === 1 ? first.map(({ id }) => id) : [];
  });
}
