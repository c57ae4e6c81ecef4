import { ESCALATION } from '../contracts/names.ts';
import type { Role } from '../contracts/names.ts';
import type { MatchRows, PersonRow } from '../db/api-queries.ts';
import { formatBytes, formatDay, formatZone, localeOf } from '../letters/index.ts';
import type { LetterData } from '../letters/index.ts';
import { packetPdf } from '../print/index.ts';
import type { PacketWords, Participant, PrintedLetter } from '../print/index.ts';
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

/** Whose packet it is, by id or ref, or in which language it is when it is nobody's. */
export interface PacketFor {
  readonly person?: string | undefined;
  readonly language?: string | undefined;
}

/** The packet of a match on paper; with a person named, its cover letter is to her, and all of it in her language (requirements.md T30). */
export async function matchPacket(deps: ApiDeps, rows: MatchRows, wanted: PacketFor): Promise<Buffer> {
  const { match } = rows;
  if (deps.letters.evaluation(match.method) === undefined) throw conflict(`${chartOfMatch(rows).title} has no packet`);
  nothingTentative(match);
  const person = wanted.person === undefined ? undefined : personNamed(rows, wanted.person);
  const now = nowOf(match, deps.clock());
  const reader = readerOf(deps, rows, person, wanted.language);
  const { language, locale, say } = reader;
  return packetPdf({
    title: match.title,
    at: now,
    lang: locale,
    words: headingsOf(reader, match.title),
    cover: await coverOf(deps, rows, reader, formatDay(deps.dayAt(now, match.time_zone), locale)),
    when: whenOf(rows, reader),
    agenda: agendaOf(await deps.queries.formBody(match.id, AGENDA), {
      locale,
      minutes: (minutes) => say('minutes', { minutes }),
    }),
    teams: teamsOf(deps, rows, reader),
    materials: await materialsOf(deps, rows),
    evaluation: deps.letters.evaluation(match.method, language) ?? '',
  });
}

/** To whom a packet is, and how it speaks to her. */
interface Reader {
  readonly person: PersonRow | undefined;
  readonly language: string;
  readonly locale: string;
  readonly say: (id: string, facts?: Readonly<Record<string, unknown>>) => string;
}

function readerOf(
  { pageWords }: ApiDeps,
  { match }: MatchRows,
  person: PersonRow | undefined,
  wished: string | undefined,
): Reader {
  const book = pageWords(match.method);
  const language = book.languageOf(person?.language ?? wished ?? '');
  const texts = book.paper(language);
  return { person, language, locale: localeOf(language), say: (id, facts = {}) => texts.get(id)?.title(facts) ?? '' };
}

const headingsOf = ({ say }: Reader, match: string): PacketWords => ({
  packet: say('packet', { match }),
  agenda: say('agenda'),
  noAgenda: say('noAgenda'),
  when: say('when'),
  what: say('what'),
  who: say('who'),
  participants: say('participants'),
  name: say('name'),
  title: say('title'),
  organization: say('organization'),
  town: say('town'),
  materials: say('materials'),
  shared: say('shared'),
  noMaterials: say('noMaterials'),
  evaluation: say('evaluation'),
});

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
async function coverOf(deps: ApiDeps, rows: MatchRows, reader: Reader, date: string): Promise<PrintedLetter> {
  const { match } = rows;
  const { person, language } = reader;
  const to = person === undefined ? [] : (envelopeOf(person) ?? [person.name]);
  if (person !== undefined) {
    const { items } = await deps.queries.letters(match.id, undefined, 50, { kind: COVER, person: person.id });
    const own = items.filter(({ state }) => state !== 'withdrawn').at(-1);
    if (own !== undefined) return { to, date, subject: own.subject, body: await withOwnCode(deps, rows, own) };
  }
  const written = deps.letters.render(match.method, COVER, coverData(deps, rows, reader), language);
  return { to, date, subject: written?.subject ?? match.title, body: written?.body ?? '' };
}

function coverData({ programName }: ApiDeps, rows: MatchRows, { person, locale, say }: Reader): LetterData {
  const { match, people } = rows;
  const from = holderOf('assistant', people);
  const facilitator = holderOf('facilitator', people);
  const name = person?.name ?? say('reader');
  return {
    program: { name: programName },
    match: {
      title: match.title,
      ...(match.match_start === null ? {} : { startsOn: formatDay(match.match_start, locale) }),
      ...(match.match_end === null || match.match_end === match.match_start
        ? {}
        : { endsOn: formatDay(match.match_end, locale) }),
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

function whenOf({ match }: MatchRows, { say, locale }: Reader): string {
  const { match_start: start, match_end: end } = match;
  const zone = formatZone(match.time_zone, locale);
  if (start === null) return say('noDays');
  const until = end === null || end === start ? '' : formatDay(end, locale);
  return say('days', { from: formatDay(start, locale), until, zone });
}

/** Name, title, organization and town, team by team; nothing else of anybody (requirements.md A10). */
function teamsOf({ pageWords }: ApiDeps, rows: MatchRows, { language, say }: Reader) {
  const words = { ...chartOfMatch(rows).words, ...pageWords(rows.match.method).names(language) };
  const inTeam = (team: 'seeker' | 'helper') =>
    rows.people
      .filter((person) => person.team?.split('/')[0] === team && !isOnlyInvited(rows, person))
      .map(toParticipant);
  const facilitators = rows.people.filter(({ roles, team }) => team === null && roles.includes('facilitator'));
  return [
    { name: capital(words.seeker), people: inTeam('seeker') },
    { name: capital(words.helper), people: inTeam('helper') },
    { name: say('facilitator'), people: facilitators.map(toParticipant) },
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
  return [
    ...lines,
    ...shared.map(
      ({ name, description, bytes }) =>
        `${name} (${formatBytes(bytes)})${description === null ? '' : `: ${description}`}`,
    ),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
