import type { FormFinding } from './form-finding.ts';
import { inTeams } from './known-match.ts';
import type { KnownMatch } from './knowledge.ts';
import type { Reading, Row } from './read.ts';

const SIX = {
  'person.name': 'name',
  'person.title': 'title',
  'person.organization': 'organization',
  'person.address': 'address',
  'person.telephone': 'telephone',
  'person.email': 'e-mail',
} as const;

/** The people list against the guide's six fields (R15), the rule on honoraria (R9), and the people of the match. */
export function peopleRules(reading: Reading, match: KnownMatch): FormFinding[] {
  const rows = reading.rows('people');
  if (rows.length === 0) return [];
  return [
    ...rows.flatMap((row) => [...incomplete(row), ...notResident(row), ...stranger(row, match)]),
    ...unlisted(rows, match),
  ];
}

/** Residents and parents speak for themselves: they need neither title nor organization. */
const OFFICES: readonly string[] = ['person.title', 'person.organization'];

function incomplete({ path, at }: Row): FormFinding[] {
  const kind = at('person.kind', 'string')?.value;
  const speaksForHerself = kind === 'resident' || kind === 'parent' || at('person.resident', 'boolean')?.value === true;
  const missing = Object.entries(SIX).flatMap(([term, word]) =>
    at(term as keyof typeof SIX, 'string') === undefined && !(speaksForHerself && OFFICES.includes(term)) ? [word] : [],
  );
  if (missing.length === 0) return [];
  const todo = 'Ask for it. Who has none is reached by telephone or post: choose that as the channel.';
  return [{ code: 'R15', path, why: `${nameOf(at)}: ${missing.join(', ')} missing.`, todo }];
}

function notResident({ at }: Row): FormFinding[] {
  const honorarium = at('person.honorarium', 'boolean');
  const resident = at('person.resident', 'boolean');
  if (honorarium?.value !== true || resident?.value === true) return [];
  const why = `${nameOf(at)} would get an honorarium, but is not marked as a resident.`;
  return [
    {
      code: 'R9',
      path: honorarium.path,
      why,
      todo: 'Only residents get honoraria: mark the resident, or take it back.',
    },
  ];
}

function stranger({ at }: Row, match: KnownMatch): FormFinding[] {
  const name = at('person.name', 'string');
  if (name === undefined || match.people.some((person) => same(person.name, name.value))) return [];
  const why = `${name.value} is not among the people of the match.`;
  return [{ code: 'NOT_IN_MATCH', path: name.path, why, todo: 'Add the person to the match, or correct the name.' }];
}

const unlisted = (rows: readonly Row[], match: KnownMatch): FormFinding[] =>
  inTeams(match)
    .filter(({ name }) => !rows.some(({ at }) => same(at('person.name', 'string')?.value ?? '', name)))
    .map(({ name }) => ({
      code: 'NOT_LISTED',
      path: rows[0]?.list ?? '',
      why: `${name} takes part but is not in the list.`,
      todo: 'Add the person to the list.',
    }));

const nameOf = (at: Row['at']): string => at('person.name', 'string')?.value ?? 'Somebody without a name';
const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
