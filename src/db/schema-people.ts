import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { Role } from '../contracts/names.ts';
import type { RoleKind } from '../contracts/people.ts';
import type { Defaulted, JsonOf } from './schema-columns.ts';

export interface PeopleTable {
  id: string;
  name: string;
  title: string | null;
  organization: string | null;
  address: string | null;
  telephone: string | null;
  email: string | null;
  channel: Defaulted<'mail' | 'phone' | 'post'>;
  zone: string | null;
  language: Defaulted<string>;
  town: Generated<string | null>;
  /** `listed`: may stand on the list that goes to all participants. */
  consents: JSONColumnType<{ listed?: boolean }, string | undefined>;
  bounced_at: Date | null;
  /** She asked to be removed: nothing personal is left (X28). */
  erased_at: Generated<Date | null>;
}

export interface MatchPeopleTable {
  match: string;
  person: string;
  /** The caller's own word for the person, from `POST /matches`. */
  ref: string | null;
  roles: Role[];
  team: string | null;
  /** By which peers recognise each other (R3). */
  role_kind: Generated<RoleKind | null>;
  /** Made of the roles. */
  resident: GeneratedAlways<boolean>;
  honorarium: Generated<boolean | null>;
  phone_card: Generated<boolean | null>;
  hard_copies: Generated<boolean | null>;
  /** Needs a room for the night. */
  room: Generated<boolean | null>;
  access_needs: Generated<string | null>;
  diet: Generated<string | null>;
  payment: Generated<'transfer' | 'cheque' | 'pickup' | null>;
  arrives_on: Generated<string | null>;
  leaves_on: Generated<string | null>;
  left_at: Date | null;
  /** The order in which people were named. */
  position: GeneratedAlways<number>;
}

/** Kept for replace-by-key: the columns that a journal line changed, as they were. */
export interface MatchPeopleChangesTable {
  match: string;
  seq: number;
  person: string;
  before: JsonOf<PersonBefore>;
}

export interface PersonBefore {
  readonly roles: Role[];
  readonly team: string | null;
  /** Absent in lines of before it was kept. */
  readonly role_kind?: RoleKind | null;
  readonly left_at: string | null;
  /** Absent when the line did not touch it: the hand-over of letters writes it too. */
  readonly bounced_at?: string | null;
}
