import { sql } from 'kysely';
import type { Role } from '../contracts/names.ts';
import type { ChangedPerson, NewPerson } from '../contracts/people.ts';
import type { DatabaseTransaction } from './database.ts';
import { makeId } from './secrets.ts';

/** Columns of a person and of her place in a match, with their types, as they travel in one JSON document. */
const PERSON_COLUMNS = {
  name: 'text',
  title: 'text',
  organization: 'text',
  address: 'text',
  telephone: 'text',
  email: 'text',
  channel: 'text',
  zone: 'text',
  language: 'text',
  town: 'text',
  consents: 'jsonb',
} as const;
const PLACE_COLUMNS = {
  ref: 'text',
  roles: 'text[]',
  team: 'text',
  role_kind: 'text',
  honorarium: 'boolean',
  phone_card: 'boolean',
  hard_copies: 'boolean',
  room: 'boolean',
  access_needs: 'text',
  diet: 'text',
  payment: 'text',
  arrives_on: 'date',
  leaves_on: 'date',
} as const;

type Columns = Readonly<Record<string, string>>;
/** Values by column; what is undefined is not said. */
type Values = Readonly<Record<string, unknown>>;

/** What is said of a person, as columns. */
function columnsOf(said: ChangedPerson & { readonly ref?: string | undefined; readonly roles?: readonly Role[] }) {
  const { needs = {} } = said;
  return {
    person: {
      name: said.name,
      title: said.title,
      organization: said.organization,
      address: said.address,
      telephone: said.telephone,
      email: said.email,
      channel: said.channel,
      zone: said.timeZone,
      language: said.language,
      town: said.town,
      consents: said.listed === undefined ? undefined : said.listed === null ? {} : { listed: said.listed },
    } satisfies Record<keyof typeof PERSON_COLUMNS, unknown>,
    place: {
      ref: said.ref,
      roles: said.roles,
      team: said.team,
      role_kind: said.roleKind,
      honorarium: needs.honorarium,
      phone_card: needs.phoneCard,
      hard_copies: needs.hardCopies,
      room: needs.room,
      access_needs: needs.access,
      diet: needs.diet,
      payment: said.payment,
      arrives_on: said.arrivesOn,
      leaves_on: said.leavesOn,
    } satisfies Record<keyof typeof PLACE_COLUMNS, unknown>,
  };
}

/** Residents and parents are those whose voices the guide asks for (R2): unless something else is said, they count as residents. */
function rolesSaid({ roles, resident, roleKind }: NewPerson): Role[] {
  const isResident = resident ?? (roles.includes('resident') || roleKind === 'resident' || roleKind === 'parent');
  return isResident ? [...new Set([...roles, 'resident' as const])] : roles.filter((role) => role !== 'resident');
}

/** Adds people to a match, in this order, under opaque ids. @returns the ids */
export async function addPeople(
  tx: DatabaseTransaction,
  match: string,
  people: readonly NewPerson[],
): Promise<string[]> {
  const rows = people.map((one) => ({ id: makeId(), ...columnsOf({ ...one, roles: rolesSaid(one) }) }));
  const values = (pick: (row: (typeof rows)[number]) => Values) =>
    JSON.stringify(rows.map((row) => ({ id: row.id, ...pick(row) })));
  await sql`
    insert into people (id, ${names(PERSON_COLUMNS)})
    select id, ${names(PERSON_COLUMNS, DEFAULTS)}
    from jsonb_to_recordset(${values(({ person }) => person)}::jsonb) as said (id text, ${typed(PERSON_COLUMNS)})`.execute(
    tx,
  );
  await sql`
    insert into match_people (match, person, ${names(PLACE_COLUMNS)})
    select ${match}, id, ${names(PLACE_COLUMNS)}
    from jsonb_to_recordset(${values(({ place }) => place)}::jsonb) as said (id text, ${typed(PLACE_COLUMNS)})`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

const DEFAULTS: Columns = {
  channel: `coalesce(channel, 'mail')`,
  language: `coalesce(language, 'en')`,
  consents: `coalesce(consents, '{}')`,
};
const names = (columns: Columns, as: Columns = {}) =>
  sql.raw(
    Object.keys(columns)
      .map((name) => as[name] ?? name)
      .join(', '),
  );
const typed = (columns: Columns) =>
  sql.raw(
    Object.entries(columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  );

export interface RowChange {
  readonly id: string;
  readonly said: ChangedPerson & { readonly roles?: readonly Role[] };
  /** She had left, and comes back. */
  readonly back?: boolean;
}

/** Writes what is said of people of a match; what is not said stays. */
export async function updatePeople(
  tx: DatabaseTransaction,
  match: string,
  changes: readonly RowChange[],
): Promise<void> {
  const rows = changes.map(({ id, said, back = false }) => ({ id, back, ...columnsOf(said) }));
  const table = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as said (id text, back boolean, person jsonb, place jsonb)`;
  await sql`
    update people as old set ${sql.raw(settings(PERSON_COLUMNS, 'said.person'))}
    from ${table} where old.id = said.id and old.erased_at is null`.execute(tx);
  await sql`
    update match_people as old
    set ${sql.raw(settings(PLACE_COLUMNS, 'said.place'))}, left_at = case when said.back then null else old.left_at end
    from ${table} where old.match = ${match} and old.person = said.id`.execute(tx);
}

/** Each column from the document where that names it, as it was elsewhere. */
const settings = (columns: Columns, document: string): string =>
  Object.entries(columns)
    .map(
      ([name, type]) =>
        `${name} = case when ${document} ? '${name}' then ${read(document, name, type)} else old.${name} end`,
    )
    .join(', ');

const read = (document: string, name: string, type: string): string =>
  type === 'text[]'
    ? `array(select jsonb_array_elements_text(${document} -> '${name}'))`
    : type === 'jsonb'
      ? `${document} -> '${name}'`
      : `(${document} ->> '${name}')::${type}`;
