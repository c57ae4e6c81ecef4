import { sql } from 'kysely';
import type { Role } from '../contracts/names.ts';
import type { RoleKind } from '../contracts/people.ts';
import type { Database } from './database.ts';

export interface PersonRow {
  readonly match: string;
  readonly id: string;
  readonly ref: string | null;
  readonly name: string;
  readonly title: string | null;
  readonly organization: string | null;
  readonly address: string | null;
  readonly telephone: string | null;
  readonly email: string | null;
  readonly town: string | null;
  readonly channel: 'mail' | 'phone' | 'post';
  readonly zone: string | null;
  readonly language: string;
  readonly consents: { readonly listed?: boolean };
  readonly roles: readonly Role[];
  readonly team: string | null;
  readonly role_kind: RoleKind | null;
  readonly resident: boolean;
  readonly honorarium: boolean | null;
  readonly phone_card: boolean | null;
  readonly hard_copies: boolean | null;
  readonly room: boolean | null;
  readonly access_needs: string | null;
  readonly diet: string | null;
  /** Mail to this person came back. */
  readonly bounced_at: Date | null;
  readonly payment: 'transfer' | 'cheque' | 'pickup' | null;
  readonly arrives_on: string | null;
  readonly leaves_on: string | null;
}

export const PERSON_COLUMNS = [
  'people.id',
  'people.name',
  'people.title',
  'people.organization',
  'people.address',
  'people.telephone',
  'people.email',
  'people.town',
  'people.channel',
  'people.zone',
  'people.bounced_at',
  'people.language',
  'people.consents',
  'match_people.match',
  'match_people.ref',
  'match_people.roles',
  'match_people.team',
  'match_people.role_kind',
  'match_people.resident',
  'match_people.honorarium',
  'match_people.phone_card',
  'match_people.hard_copies',
  'match_people.room',
  'match_people.access_needs',
  'match_people.diet',
  'match_people.payment',
  'match_people.arrives_on',
  'match_people.leaves_on',
] as const;

/** Who takes part, for the API and the pages. */
export function makePeopleQueries(db: Database) {
  const inMatches = (matches: readonly string[]) =>
    db
      .selectFrom('match_people')
      .innerJoin('people', 'people.id', 'match_people.person')
      .select(PERSON_COLUMNS)
      .where('match_people.match', 'in', [...matches])
      .orderBy('match_people.position');

  const everPeople = (match: string): Promise<(PersonRow & { readonly left: boolean })[]> =>
    inMatches([match])
      .select(sql<boolean>`match_people.left_at is not null`.as('left'))
      .where('people.erased_at', 'is', null)
      .execute();

  return {
    async peopleOf(matches: readonly string[]): Promise<PersonRow[]> {
      return matches.length === 0 ? [] : inMatches(matches).where('match_people.left_at', 'is', null).execute();
    },

    /** Also those who have left, but nobody who was erased. */
    everPeople,

    /** The same, inside a transaction that no other list of this match passes. */
    async lockedPeople(match: string) {
      await sql`select pg_advisory_xact_lock(hashtext(${`people ${match}`}))`.execute(db);
      return everPeople(match);
    },

    /** For whom staff have entered something. */
    async onBehalf(match: string): Promise<ReadonlySet<string>> {
      const rows = await db
        .selectFrom('journal')
        .select('on_behalf_of')
        .distinct()
        .where('match', '=', match)
        .where('on_behalf_of', 'is not', null)
        .execute();
      return new Set(rows.map(({ on_behalf_of: person }) => person ?? ''));
    },

    /** A person who is or was in a match; undefined: never. */
    async personOf(match: string, person: string): Promise<{ id: string; erased: boolean } | undefined> {
      return db
        .selectFrom('match_people')
        .innerJoin('people', 'people.id', 'match_people.person')
        .select(['people.id', sql<boolean>`people.erased_at is not null`.as('erased')])
        .where('match_people.match', '=', match)
        .where('people.id', '=', person)
        .executeTakeFirst();
    },

    /** Where else somebody with the same e-mail takes part, or took part. */
    async alike(person: string): Promise<{ match: string; person: string }[]> {
      return db
        .selectFrom('people')
        .innerJoin('people as other', (join) =>
          join.on(sql<boolean>`lower(other.email) = lower(people.email)`).onRef('other.id', '<>', 'people.id'),
        )
        .innerJoin('match_people', 'match_people.person', 'other.id')
        .select(['match_people.match', 'match_people.person'])
        .where('people.id', '=', person)
        .orderBy('match_people.match')
        .execute();
    },
  };
}
