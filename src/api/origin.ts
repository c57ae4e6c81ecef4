import type { NewMatch } from '../contracts/api.ts';
import { STAFF } from '../contracts/names.ts';
import type { NewPerson } from '../contracts/people.ts';
import type { MatchRows, PersonRow } from '../db/api-queries.ts';
import { rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './errors.ts';

/** The match that a new one begins from, when the caller may see it (requirements.md S0 l.125: a new need, a new match). */
export async function originOf({ queries }: Pick<ApiDeps, 'queries'>, caller: Caller, id: string): Promise<MatchRows> {
  const rows = await queries.match(id);
  if (rows === undefined || rolesIn(caller, rows.people).length === 0)
    throw invalid('origin.match', 'there is no such match');
  return rows;
}

/** Its staff and its requesting site, when nobody else is named. Whom to ask for help this time is an open question. */
export const withOrigin = (input: NewMatch, { people }: MatchRows): NewMatch =>
  input.people.length > 0 ? input : { ...input, people: people.filter(goesAlong).map(toNewPerson) };

const goesAlong = ({ roles, team }: PersonRow): boolean =>
  roles.some((role) => (STAFF as readonly string[]).includes(role)) || team?.split('/')[0] === 'seeker';

/** Who she is and what she always needs; days of travel were those of the other match. */
function toNewPerson(row: PersonRow): NewPerson {
  const said = {
    ref: row.ref,
    title: row.title,
    organization: row.organization,
    address: row.address,
    telephone: row.telephone,
    email: row.email,
    town: row.town,
    team: row.team,
    roleKind: row.role_kind,
    timeZone: row.zone,
    payment: row.payment,
    listed: row.consents.listed ?? null,
  };
  const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
  return {
    ...known,
    name: row.name,
    roles: [...row.roles],
    resident: row.resident,
    channel: row.channel,
    language: row.language,
    needs: {
      honorarium: row.honorarium,
      phoneCard: row.phone_card,
      hardCopies: row.hard_copies,
      access: row.access_needs,
      diet: row.diet,
    },
  };
}
