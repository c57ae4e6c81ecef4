import { readHalf } from '../../contracts/forms/answers.ts';
import type { Answers } from '../../contracts/forms/answers.ts';
import { fieldsOf } from '../../contracts/forms/definition.ts';
import type { FormDefinition, LeafDefinition } from '../../contracts/forms/definition.ts';
import type { Term } from '../../contracts/forms/terms.ts';
import { personChangeSchema } from '../../contracts/people.ts';
import type { ChangedPerson } from '../../contracts/people.ts';
import type { MatchRows, PersonRow } from '../../db/api-queries.ts';
import { updatePeople } from '../../db/people-rows.ts';
import type { RowChange } from '../../db/people-rows.ts';
import { makeId } from '../../db/secrets.ts';
import { findPerson } from '../../forms/people-rows.ts';
import type { Caller } from '../access.ts';
import { rolesIn } from '../access.ts';
import { rolesAfter, rowAfter } from '../change-person.ts';
import { reportEvent } from '../commands.ts';
import type { Deliver } from '../delivery.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem, issuePaths } from '../errors.ts';
import { allowedFor, chartOfMatch, storedOf } from '../match-view.ts';
import { personFacts } from '../person-facts.ts';
import { toPerson } from '../people-view.ts';

const LISTED = 'PEOPLE_LISTED';

/** Where the list of people keeps what a field of a row means. */
const PLACES: Readonly<Partial<Record<Term, string>>> = {
  'person.name': 'name',
  'person.title': 'title',
  'person.organization': 'organization',
  'person.address': 'address',
  'person.telephone': 'telephone',
  'person.email': 'email',
  'person.team': 'team',
  'person.kind': 'roleKind',
  'person.resident': 'resident',
  'person.honorarium': 'needs.honorarium',
  'person.phoneCard': 'needs.phoneCard',
  'person.hardCopies': 'needs.hardCopies',
  'person.stays': 'needs.room',
  'person.access': 'needs.access',
  'person.diet': 'needs.diet',
  'person.arrival': 'arrivesOn',
  'person.departure': 'leavesOn',
  'person.language': 'language',
  'person.channel': 'channel',
  'person.listed': 'listed',
};

/**
 * Writes what the rows of a people list say over the list of people of the match, which is the one place for it, and tells the chart
 * (requirements.md A2.2 F3: no double typing). Somebody whom the match does not know is left alone: she is added as a person first.
 *
 * @throws ApiProblem 422 with the place of what the list of people cannot take
 */
export async function writePeopleOfForm(
  deps: ApiDeps & { readonly deliver: Deliver },
  caller: Caller,
  rows: MatchRows,
  definition: FormDefinition,
  given: Answers,
  place: readonly string[],
): Promise<void> {
  const list = fieldsOf(definition).find(({ means }) => means === 'people');
  const half = list === undefined ? undefined : readHalf(definition, given);
  const answered = list !== undefined && half?.ok ? half.answers[list.id] : undefined;
  if (list === undefined || !Array.isArray(answered) || !takesList(rows, caller)) return;
  const changes = answered.flatMap((row, index) => {
    const said = changeIn(row as Answers | null, list.fields ?? [], rows.people, [...place, list.id, String(index)]);
    return said === undefined ? [] : [said];
  });
  if (changes.length === 0) return;
  const after = rows.people.map((row) => {
    const change = changes.find(({ id }) => id === row.id);
    return change === undefined ? row : rowAfter(row, change.said, change.said.roles ?? row.roles);
  });
  const people = after.filter(({ id }) => changes.some((one) => one.id === id));
  const facts = people.map((row) => ({ person: row.id, ...personFacts(row) }));
  await reportEvent(deps, caller, rows.match.id, { type: LISTED, data: { people: facts } }, makeId(), {
    said: changes,
    after: (now) => now,
    write: (tx) => updatePeople(tx, rows.match.id, changes),
  });
}

function takesList(rows: MatchRows, caller: Caller): boolean {
  const stored = storedOf(rows);
  if (stored === undefined) return false;
  return allowedFor(chartOfMatch(rows), stored, rolesIn(caller, rows.people)).some(({ type }) => type === LISTED);
}

/** What a row says of somebody known that the list of people does not say yet. */
function changeIn(
  row: Answers | null,
  fields: readonly LeafDefinition[],
  people: readonly PersonRow[],
  place: readonly string[],
): RowChange | undefined {
  const valueOf = (term: Term) => row?.[fields.find(({ means }) => means === term)?.id ?? ''];
  const known = people.map((one) => ({ one, 'person.email': one.email, 'person.name': one.name }));
  const found = findPerson(known, valueOf('person.email'), valueOf('person.name'))?.one;
  if (row === null || found === undefined) return undefined;
  const now = toPerson(found, true, false) as unknown as Record<string, unknown>;
  const said: Record<string, unknown> = {};
  const fieldsOfPlaces = new Map<string, string>();
  for (const { id, means } of fields) {
    const [name, need] = (PLACES[means as Term] ?? '').split('.');
    const value = row[id];
    if (!name || value === undefined) continue;
    const before = need === undefined ? now[name] : (now['needs'] as Record<string, unknown>)[need];
    if (same(value, before ?? null)) continue;
    if (need === undefined) said[name] = value;
    else said['needs'] = { ...(said['needs'] as object | undefined), [need]: value };
    fieldsOfPlaces.set(need ?? name, id);
  }
  if (Object.keys(said).length === 0) return undefined;
  const parsed = personChangeSchema.safeParse(withoutForbiddenNulls(said));
  if (!parsed.success)
    throw new ApiProblem(422, {
      errors: issuePaths(parsed.error.issues).map(({ path, message }) => ({
        path: [...place, fieldsOfPlaces.get(path.split('.').at(-1) ?? '') ?? path].join('.'),
        message,
      })),
    });
  return { id: found.id, said: { ...parsed.data, roles: rolesAfter(found, parsed.data as ChangedPerson) } };
}

/** Names are compared as people read them: a name in other letters is no correction. */
const same = (one: unknown, other: unknown): boolean =>
  typeof one === 'string' && typeof other === 'string' ? one.trim() === other.trim() : one === other;

/** What everybody has cannot be emptied; an empty box there says nothing. */
const NEVER_EMPTY = ['name', 'team', 'roleKind', 'resident', 'language', 'channel'];
const withoutForbiddenNulls = (said: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(said).filter(([name, value]) => value !== null || !NEVER_EMPTY.includes(name)));
