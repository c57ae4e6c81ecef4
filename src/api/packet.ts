import { ESCALATION } from '../contracts/names.ts';
import type { Role } from '../contracts/names.ts';
import type { MatchRows, PersonRow } from '../db/api-queries.ts';
import { formatBytes, formatDay } from '../letters/index.ts';
import type { LetterData } from '../letters/index.ts';
import { packetPdf } from '../print/index.ts';
import type { Participant, PrintedLetter } from '../print/index.ts';
import { envelopeOf, townOf } from './addresses.ts';
import { agendaOf } from './agenda.ts';
import { withOwnCode } from './links/own-code.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { conflict, invalid } from './errors.ts';
import { chartOfMatch } from './match-view.ts';

/** The cover letter of a packet, and the forms and events that it is put together from (T10, T29, T13). */
const COVER = 'm15';
const AGENDA = 'F6';
const MATERIALS = ['SHARING_ANSWERED', 'PACKET_MATERIALS_SHARED'];

/** The packet of a match on paper; with a person named, its cover letter is to her (requirements.md T30). */
export async function matchPacket(deps: ApiDeps, rows: MatchRows, wanted: string | undefined): Promise<Buffer> {
  const { match } = rows;
  const evaluation = deps.letters.evaluation(match.method);
  if (evaluation === undefined) throw conflict(`${chartOfMatch(rows).title} has no packet`);
  nothingTentative(match);
  const person = wanted === undefined ? undefined : personNamed(rows, wanted);
  const now = nowOf(match, deps.clock());
  return packetPdf({
    title: match.title,
    at: now,
    cover: await coverOf(deps, rows, person, formatDay(deps.dayAt(now, match.time_zone))),
    when: whenOf(rows),
    agenda: agendaOf(await deps.queries.formBody(match.id, AGENDA)),
    teams: teamsOf(rows),
    materials: await materialsOf(deps, rows),
    evaluation,
  });
}

/** X11: nothing that names a date leaves while it is tentative, on paper neither. */
export function nothingTentative({ date_status: status }: MatchRows['match']): void {
  if (status === 'tentative') throw conflict('the dates are tentative: what names them is printed when they are final');
}

function personNamed({ people }: MatchRows, wanted: string): PersonRow {
  const found = people.find(({ id, ref }) => id === wanted || ref === wanted);
  if (found === undefined)
    throw invalid('querystring.person', 'is nobody of this match: give the id or the ref of one of its people');
  return found;
}

/** Her own m15, as it may have been edited; before it is drafted, as it would be written now. */
async function coverOf(
  deps: ApiDeps,
  rows: MatchRows,
  person: PersonRow | undefined,
  date: string,
): Promise<PrintedLetter> {
  const { match } = rows;
  const to = person === undefined ? [] : (envelopeOf(person) ?? [person.name]);
  if (person !== undefined) {
    const { items } = await deps.queries.letters(match.id, undefined, 50, { kind: COVER, person: person.id });
    const own = items.filter(({ state }) => state !== 'withdrawn').at(-1);
    if (own !== undefined) return { to, date, subject: own.subject, body: await withOwnCode(deps, rows, own) };
  }
  const written = deps.letters.render(match.method, COVER, coverData(deps, rows, person));
  return { to, date, subject: written?.subject ?? match.title, body: written?.body ?? '' };
}

function coverData({ programName }: ApiDeps, rows: MatchRows, person: PersonRow | undefined): LetterData {
  const { match, people } = rows;
  const from = holderOf('assistant', people);
  const facilitator = holderOf('facilitator', people);
  const name = person?.name ?? 'participant';
  return {
    program: { name: programName },
    match: {
      title: match.title,
      ...(match.match_start === null ? {} : { startsOn: formatDay(match.match_start) }),
      ...(match.match_end === null || match.match_end === match.match_start
        ? {}
        : { endsOn: formatDay(match.match_end) }),
    },
    to: { name, firstName: name.split(' ')[0] ?? name },
    from: from === undefined ? { name: programName } : contact(from),
    ...(facilitator === undefined ? {} : { facilitator: contact(facilitator) }),
  };
}

const contact = ({ name, email, telephone }: PersonRow) => ({
  name,
  ...(email === null ? {} : { email }),
  ...(telephone === null ? {} : { telephone }),
});

function holderOf(role: Role, people: readonly PersonRow[]): PersonRow | undefined {
  const next = ESCALATION[role];
  return people.find(({ roles }) => roles.includes(role)) ?? (next === undefined ? undefined : holderOf(next, people));
}

function whenOf({ match }: MatchRows): string {
  const { match_start: start, match_end: end, time_zone: zone } = match;
  if (start === null) return 'The days are not settled yet.';
  return `${formatDay(start)}${end === null || end === start ? '' : ` to ${formatDay(end)}`} (${zone})`;
}

/** Name, title, organization and town, team by team; nothing else of anybody (requirements.md A10). */
function teamsOf(rows: MatchRows) {
  const { words } = chartOfMatch(rows);
  const inTeam = (team: 'seeker' | 'helper') =>
    rows.people
      .filter((person) => person.team?.split('/')[0] === team && !isOnlyInvited(rows, person))
      .map(toParticipant);
  const facilitators = rows.people.filter(({ roles, team }) => team === null && roles.includes('facilitator'));
  return [
    { name: capital(words.seeker), people: inTeam('seeker') },
    { name: capital(words.helper), people: inTeam('helper') },
    { name: 'Facilitator', people: facilitators.map(toParticipant) },
  ];
}

/** Who was asked and has not accepted does not come yet, or not any more. */
const isOnlyInvited = ({ parts }: MatchRows, { id }: PersonRow): boolean =>
  parts.some((part) => part.id === `invitation/${id}` && part.state !== 'accepted');

const toParticipant = ({ name, title, organization, address }: PersonRow): Participant => ({
  name,
  title: title ?? '',
  organization: organization ?? '',
  town: townOf(address),
});

/** What the teams agreed to send ahead, a line each: what was noted, and the files. */
async function materialsOf({ queries, files }: ApiDeps, { match }: MatchRows): Promise<string[]> {
  const notes = await queries.notesOf(match.id, MATERIALS);
  const lines = notes
    .filter(({ facts }) => facts?.['agreed'] !== false)
    .flatMap(({ body }) => (typeof body === 'string' ? body.split('\n') : []))
    .map((line) => line.replace(/^\s*[-*•]\s*/, '').trim())
    .filter((line) => line !== '');
  const shared = await files.sharedIn(match.id);
  return [...lines, ...shared.map(({ name, bytes }) => `${name} (${formatBytes(bytes)})`)];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
