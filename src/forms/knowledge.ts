import type { Known } from './prefill.ts';
import { draftWords } from './draft-words.ts';
import { inTeams, teamName } from './known-match.ts';
import type { KnownMatch, KnownPerson } from './known-match.ts';
import { read } from './read.ts';
import type { Facts, Row } from './read.ts';

export type { KnownCommitment, KnownMatch, KnownNeeds, KnownPerson } from './known-match.ts';

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
      ...travelFacts(match),
      ...partFacts(match),
    },
    lists: {
      people,
      facilitators: holding(match, 'facilitator'),
      leads: holding(match, 'lead'),
      teams: teamsOf(match),
      commitments: commitmentRows(
        match,
        readings.flatMap((reading) => reading.rows('commitments')),
      ),
    },
    words: draftWords(match),
  };
}

/** Those that are recorded, then those that only a form knows yet. */
function commitmentRows({ commitments = [] }: KnownMatch, rows: readonly Row[]): Facts[] {
  const recorded = commitments.map(({ what, who, when, kind, state }) => ({
    'commitment.what': what,
    ...given('commitment.who', who),
    ...given('commitment.when', when),
    ...given('commitment.kind', kind),
    'commitment.state': state,
  }));
  const isNew = ({ facts }: Row) => !commitments.some(({ what }) => what === facts['commitment.what']);
  return [...recorded, ...rows.filter(isNew).map(({ facts }) => facts)];
}

/** The rows of the people list (F3), when somebody has filled it in. */
export const listedPeople = ({ forms }: Pick<KnownMatch, 'forms'>): Row[] =>
  forms.flatMap(({ definition, answers }) => read(definition, answers).rows('people'));

const NEEDS = { 'person.honorarium': 'honorarium', 'person.phoneCard': 'phoneCard', 'person.stays': 'stays' } as const;

/** How many people say yes, in the list of people, else in the form that asks for it; undefined when nobody says anything. */
export function wanting(match: KnownMatch, term: keyof typeof NEEDS): number | undefined {
  const known = inTeams(match).flatMap(({ needs }) => needs?.[NEEDS[term]] ?? []);
  const rows = listedPeople(match).map(({ at }) => at(term, 'boolean')?.value);
  const said = known.length > 0 ? known : rows.filter((value) => value !== undefined);
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
  ...needsOf(person),
});

function needsOf({ needs }: KnownPerson): Facts {
  if (needs === undefined) return {};
  return {
    ...given('person.honorarium', needs.honorarium),
    ...given('person.phoneCard', needs.phoneCard),
    ...given('person.hardCopies', needs.hardCopies),
    ...given('person.arrival', needs.arrival),
    ...given('person.departure', needs.departure),
    ...given('person.stays', needs.stays),
    ...given('person.language', needs.language),
    ...given('person.access', needs.access),
    ...given('person.diet', needs.diet),
    ...given('person.channel', needs.channel),
    ...given('person.listed', needs.listed),
  };
}

const holding = ({ people }: KnownMatch, role: string): Facts[] =>
  people.filter(({ roles }) => roles.includes(role)).map(personFacts);

/** Head counts, in the method's own words; a second team of helpers gets its number. */
function teamsOf(match: KnownMatch): Facts[] {
  const members = inTeams(match);
  return [...new Set(members.map(({ team }) => team))].flatMap((team) => {
    const name = teamName(match, team);
    if (name === undefined) return [];
    return [{ 'team.name': name, 'team.people': members.filter((one) => one.team === team).length }];
  });
}

function residentFacts(match: KnownMatch): Facts {
  const members = inTeams(match);
  if (members.length === 0) return {};
  return {
    'residents.count': members.filter(({ resident }) => resident).length,
    ...given('residents.honoraria', wanting(match, 'person.honorarium')),
    ...given('residents.phoneCards', wanting(match, 'person.phoneCard')),
  };
}

/** The first arrival and the last departure of those who travel. */
function travelFacts(match: KnownMatch): Facts {
  const days = (term: 'person.arrival' | 'person.departure') => {
    const known = inTeams(match).flatMap(
      ({ needs }) => needs?.[term === 'person.arrival' ? 'arrival' : 'departure'] ?? [],
    );
    const rows = listedPeople(match).flatMap(({ at }) => at(term, 'string')?.value ?? []);
    return (known.length > 0 ? known : rows).sort();
  };
  return {
    ...given('arrival.day', days('person.arrival')[0]),
    ...given('departure.day', days('person.departure').at(-1)),
  };
}

function partFacts({ part, people }: KnownMatch): Facts {
  const person = people.find(({ id }) => id === part?.person);
  return { ...(person === undefined ? {} : personFacts(person)), ...given('call.day', part?.callDay) };
}
