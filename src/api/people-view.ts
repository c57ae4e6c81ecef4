import type { Person } from '../contracts/people.ts';
import type { PersonRow } from '../db/api-queries.ts';
import { isCaller, rolesIn } from './access.ts';
import type { Caller } from './access.ts';

const SEE_ADDRESSES = ['facilitator', 'assistant', 'administrator'];

/** Addresses are for facilitator and assistant, and for the administrator; everybody sees the own (requirements.md A2.6 (8)). */
export function seesAddresses(caller: Caller, people: readonly PersonRow[]): (person: PersonRow) => boolean {
  const isStaff = rolesIn(caller, people).some((role) => SEE_ADDRESSES.includes(role));
  return (person) => isStaff || isCaller(caller, person);
}

/** A person as the caller may see her: whole, or name, title, organization, town and what her part in the match is. */
export function toPerson(row: PersonRow, whole: boolean, onBehalf: boolean): Person {
  const shown = {
    id: row.id,
    ref: row.ref,
    name: row.name,
    title: row.title,
    organization: row.organization,
    roles: [...row.roles],
    team: row.team,
    town: row.town,
    roleKind: row.role_kind,
    resident: row.resident,
    listed: row.consents.listed ?? null,
    reach: reachOf(row),
    onBehalf,
  };
  return whole ? { ...shown, ...privateOf(row) } : { ...shown, ...NOTHING_PRIVATE };
}

function privateOf(row: PersonRow) {
  return {
    address: row.address,
    telephone: row.telephone,
    email: row.email,
    channel: row.channel,
    language: row.language,
    needs: {
      honorarium: row.honorarium,
      phoneCard: row.phone_card ?? wantsPhoneCard(row),
      hardCopies: row.hard_copies,
      room: row.room,
      access: row.access_needs,
      diet: row.diet,
    },
    payment: row.payment,
    arrivesOn: row.arrives_on,
    leavesOn: row.leaves_on,
  };
}
const NOTHING_PRIVATE = {
  address: null,
  telephone: null,
  email: null,
  channel: null,
  language: null,
  needs: null,
  payment: null,
  arrivesOn: null,
  leavesOn: null,
} satisfies { [K in keyof ReturnType<typeof privateOf>]: null };

/** How her letters go: without e-mail on paper, unless she would rather be called (the same as when letters are written). */
export function reachOf({ email, telephone, address, channel }: PersonRow): Person['reach'] {
  if (email !== null) return 'mail';
  if (channel === 'phone' && telephone !== null) return 'phone';
  if (address !== null) return 'post';
  return telephone === null ? 'none' : 'phone';
}

/** X14: a resident without a telephone gets a phone card for the calls, unless somebody said otherwise. */
export const wantsPhoneCard = ({ resident, telephone }: PersonRow): boolean | null =>
  resident && telephone === null ? true : null;

/** The list that goes to all participants: both teams, without whoever does not wish to stand on it. */
export const participantsOf = (people: readonly PersonRow[]): PersonRow[] =>
  people.filter(({ team, consents }) => team !== null && consents.listed !== false);
