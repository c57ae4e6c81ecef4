import type { Answers } from '../contracts/forms/answers.ts';
import type { FormDefinition } from '../contracts/forms/definition.ts';
import type { Known } from './prefill.ts';
import { read } from './read.ts';
import type { Facts, Row } from './read.ts';

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly organization: string | null;
  readonly address: string | null;
  readonly telephone: string | null;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly team: string | null;
  /** How peers recognise each other: official, director, resident ... */
  readonly kind: string | null;
  readonly resident: boolean;
}

/** What forms are filled from and compared with. */
export interface KnownMatch {
  readonly title: string;
  readonly timeZone: string;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** The method's words for the teams. */
  readonly words: Readonly<Record<'seeker' | 'helper', string>>;
  readonly people: readonly KnownPerson[];
  /** Whom and what the part is about that the form belongs to. */
  readonly part?: { readonly person: string | null; readonly callDay: string | null } | undefined;
  /** The other forms of the match, as far as they are filled in. */
  readonly forms: readonly { readonly definition: FormDefinition; readonly answers: Answers }[];
}

/** Everything that no form need ask again (requirements.md A2.2: no double typing). The match and its people know better than forms. */
export function knowledge(match: KnownMatch): Known {
  const readings = match.forms.map(({ definition, answers }) => read(definition, answers));
  const people = inTeams(match).map(personFacts);
  return {
    facts: {
      ...Object.assign({}, ...readings.map(({ facts }) => carried(facts))),
      ...given('match.title', match.title),
      ...given('match.zone', match.timeZone),
      ...given('match.firstDay', match.firstDay),
      ...given('match.lastDay', match.lastDay),
      ...given('start.day', match.firstDay),
      ...given('end.day', match.lastDay),
      ...residentFacts(match),
      ...travelFacts(listedPeople(match)),
      ...partFacts(match),
    },
    lists: {
      people,
      facilitators: holding(match, 'facilitator'),
      leads: holding(match, 'lead'),
      teams: teamsOf(match),
      commitments: readings.flatMap((reading) => reading.rows('commitments')).map(({ facts }) => facts),
    },
  };
}

/** The rows of the people list (F3), when somebody has filled it in. */
export const listedPeople = ({ forms }: Pick<KnownMatch, 'forms'>): Row[] =>
  forms.flatMap(({ definition, answers }) => read(definition, answers).rows('people'));

export const inTeams = ({ people }: Pick<KnownMatch, 'people'>): KnownPerson[] =>
  people.filter(({ team }) => team !== null);

/** How many rows of the people list say yes; undefined when none says anything. */
export function wanting(rows: readonly Row[], term: 'person.honorarium' | 'person.phoneCard' | 'person.stays') {
  const said = rows.map(({ at }) => at(term, 'boolean')?.value).filter((value) => value !== undefined);
  return said.length === 0 ? undefined : said.filter((value) => value).length;
}

const given = (term: keyof Facts, value: unknown): Facts =>
  value === null || value === undefined ? {} : { [term]: value };

/** What one form says is known to the next, but for whom and what a single form is about. */
const carried = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([term]) => !/^(person|call)\./.test(term)));

const personFacts = (person: KnownPerson): Facts => ({
  'person.name': person.name,
  ...given('person.title', person.title),
  ...given('person.organization', person.organization),
  ...given('person.address', person.address),
  ...given('person.telephone', person.telephone),
  ...given('person.email', person.email),
  ...given('person.team', person.team),
  ...given('person.kind', person.kind),
  'person.resident': person.resident,
});

const holding = ({ people }: KnownMatch, role: string): Facts[] =>
  people.filter(({ roles }) => roles.includes(role)).map(personFacts);

/** Head counts, in the method's own words; a second team of helpers gets its number. */
function teamsOf(match: KnownMatch): Facts[] {
  const members = inTeams(match);
  return [...new Set(members.map(({ team }) => team))].flatMap((team) => {
    const [side, number] = (team ?? '').split('/');
    if (side !== 'seeker' && side !== 'helper') return [];
    const name = number === undefined ? match.words[side] : `${match.words[side]} ${number}`;
    return [{ 'team.name': name, 'team.people': members.filter((one) => one.team === team).length }];
  });
}

function residentFacts(match: KnownMatch): Facts {
  const rows = listedPeople(match);
  const members = inTeams(match);
  if (members.length === 0) return {};
  return {
    'residents.count': members.filter(({ resident }) => resident).length,
    ...given('residents.honoraria', wanting(rows, 'person.honorarium')),
    ...given('residents.phoneCards', wanting(rows, 'person.phoneCard')),
  };
}

/** The first arrival and the last departure of those who travel. */
function travelFacts(rows: readonly Row[]): Facts {
  const days = (term: 'person.arrival' | 'person.departure') =>
    rows.flatMap(({ at }) => at(term, 'string')?.value ?? []).sort();
  return {
    ...given('arrival.day', days('person.arrival')[0]),
    ...given('departure.day', days('person.departure').at(-1)),
  };
}

function partFacts({ part, people }: KnownMatch): Facts {
  const person = people.find(({ id }) => id === part?.person);
  return { ...(person === undefined ? {} : personFacts(person)), ...given('call.day', part?.callDay) };
}
