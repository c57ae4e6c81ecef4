import type { PersonRow } from '../../db/api-queries.ts';
import type { Role } from '../../contracts/names.ts';
import type { NewPerson } from '../../contracts/people.ts';

/** Nobody real: every address is at example.org, and a rehearsal sends nothing anyway. */
const sample = (word: string, roles: Role[], more: Partial<NewPerson> = {}): NewPerson => ({
  name: `Sample ${word}`,
  email: `${word.toLowerCase().replaceAll(' ', '-')}@example.org`,
  telephone: '555-0100',
  organization: 'Sample organization',
  address: '1 Sample Street, Sampletown',
  roles,
  ...more,
});

const STAFF = [sample('facilitator', ['facilitator']), sample('assistant', ['assistant'])];
const LEAD = sample('lead contact', ['lead', 'participant'], { team: 'seeker', title: 'Director' });

const CASTS: Readonly<Record<string, readonly NewPerson[]>> = {
  'ncdb-peer-match': [
    sample('facilitator', ['facilitator']),
    LEAD,
    sample('provider', ['participant'], { team: 'helper', title: 'Teacher' }),
  ],
};
const FULL_CAST: readonly NewPerson[] = [
  ...STAFF,
  LEAD,
  sample('official', ['participant'], { team: 'seeker', title: 'Council member', roleKind: 'official' }),
  sample('resident', ['resident', 'participant'], { team: 'seeker', resident: true }),
  sample('lead consultant', ['consultant'], { team: 'helper', title: 'Director' }),
  sample('second consultant', ['consultant'], { team: 'helper', title: 'Organizer' }),
];

/** A small cast to practise a method with. */
export const sampleCast = (method: string): readonly NewPerson[] => CASTS[method] ?? FULL_CAST;

const WORDS: readonly [Role, string][] = [
  ['facilitator', 'facilitator'],
  ['assistant', 'assistant'],
  ['lead', 'lead contact'],
  ['consultant', 'consultant'],
  ['resident', 'resident'],
  ['participant', 'participant'],
];

/** As many people as there are in a real match, with the same parts to play, and nothing by which one of them could be known. */
export function sampleLike(people: readonly PersonRow[]): NewPerson[] {
  const counts = new Map<string, number>();
  // Whoever starts the rehearsal is its program manager.
  return people.flatMap((person) => {
    const roles: Role[] = person.roles.filter((role) => role !== 'programManager');
    if (roles.length === 0) return [];
    const word = WORDS.find(([role]) => roles.includes(role))?.[1] ?? 'person';
    const number = (counts.get(word) ?? 0) + 1;
    counts.set(word, number);
    return [
      sample(number === 1 ? word : `${word} ${number}`, roles, {
        channel: person.channel,
        language: person.language,
        resident: person.resident,
        ...(person.team === null ? {} : { team: person.team }),
        ...(person.role_kind === null ? {} : { roleKind: person.role_kind }),
      }),
    ];
  });
}
