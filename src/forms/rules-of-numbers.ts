import type { FormFinding } from './form-finding.ts';
import { wanting } from './knowledge.ts';
import { inTeams } from './known-match.ts';
import type { KnownMatch } from './knowledge.ts';
import type { Found, Reading } from './read.ts';

/** Beds for those who stay, seats for those who ride, honoraria and phone cards for residents; rooms in which people see each other. */
export const numberRules = (reading: Reading, match: KnownMatch): FormFinding[] => [
  ...heads(reading, match),
  ...beds(reading, match),
  ...seats(reading),
  ...residents(reading, match),
  ...setups(reading),
];

function heads(reading: Reading, match: KnownMatch): FormFinding[] {
  const rows = reading.rows('teams');
  const expected = expectedOf(reading);
  const known = inTeams(match).length;
  if (expected === undefined || known === 0 || expected === known) return [];
  const path = rows[0]?.list ?? '';
  const why = `${expected} people are expected, but ${known} stand in the list of the match.`;
  return [{ code: 'HEADS_DIFFER', path, why, todo: 'Correct the number, or complete the list of people.' }];
}

/** Who stays overnight: whoever the people list says; when it says nothing, everybody who is expected. */
function beds(reading: Reading, match: KnownMatch): FormFinding[] {
  const single = reading.at('rooms.single', 'number');
  const double = reading.at('rooms.double', 'number');
  const rooms = single ?? double;
  const staying = wanting(match, 'person.stays') ?? expectedOf(reading) ?? inTeams(match).length;
  const places = (single?.value ?? 0) + 2 * (double?.value ?? 0);
  if (rooms === undefined || places >= staying) return [];
  const why = `The rooms have ${places} beds, but ${staying} people stay.`;
  return [
    {
      code: 'BEDS_SHORT',
      path: rooms.path,
      why,
      todo: 'Order more rooms, or say in the people list who does not stay.',
    },
  ];
}

const expectedOf = (reading: Reading): number | undefined => {
  const counts = reading.rows('teams').flatMap(({ at }) => at('team.people', 'number')?.value ?? []);
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
};

const seats = (reading: Reading): FormFinding[] =>
  reading.rows('vehicles').flatMap(({ at, path }) => {
    const each = at('vehicle.seats', 'number');
    const riders = at('vehicle.riders', 'number');
    const count = at('vehicle.count', 'number')?.value ?? 1;
    if (each === undefined || riders === undefined || count * each.value >= riders.value) return [];
    const why = `There are ${count * each.value} seats for ${riders.value} riders.`;
    return [{ code: 'SEATS_SHORT', path: each.path || path, why, todo: 'Order a larger vehicle or one more.' }];
  });

function residents(reading: Reading, match: KnownMatch): FormFinding[] {
  const count = reading.at('residents.count', 'number');
  const members = inTeams(match);
  const known = members.filter(({ resident }) => resident).length;
  const differ =
    members.length === 0 || count === undefined || count.value === known
      ? []
      : [
          {
            code: 'RESIDENTS_DIFFER',
            path: count.path,
            why: `The form says ${count.value} residents, the list of the match ${known}.`,
            todo: 'Correct the number, or mark the residents in the list of people.',
          },
        ];
  const limit = count?.value ?? (members.length > 0 ? known : undefined);
  return [
    ...differ,
    ...perResident(
      reading.at('residents.honoraria', 'number'),
      'honoraria',
      limit,
      wanting(match, 'person.honorarium'),
    ),
    ...perResident(
      reading.at('residents.phoneCards', 'number'),
      'phone cards',
      limit,
      wanting(match, 'person.phoneCard'),
    ),
  ];
}

/** Not more of them than residents, and as many as the people list asks for. */
function perResident(
  found: Found<number> | undefined,
  what: 'honoraria' | 'phone cards',
  limit: number | undefined,
  wanted: number | undefined,
): FormFinding[] {
  if (found === undefined) return [];
  const code = what === 'honoraria' ? 'HONORARIA_DIFFER' : 'PHONE_CARDS_DIFFER';
  const finding = (why: string, todo: string): FormFinding => ({ code, path: found.path, why, todo });
  if (limit !== undefined && found.value > limit)
    return [
      finding(`${found.value} ${what} for ${limit} residents.`, `Only residents get ${what}: correct one of the two.`),
    ];
  if (wanted !== undefined && found.value !== wanted)
    return [
      finding(
        `${found.value} ${what}, but the people list asks for ${wanted}.`,
        'Correct the form or the people list.',
      ),
    ];
  return [];
}

const FACING = ['uShape', 'staggered'];

/** R11: everybody should see faces. */
const setups = (reading: Reading): FormFinding[] =>
  reading.rows('setups').flatMap(({ at }) => {
    const style = at('setup.style', 'string');
    if (style === undefined || FACING.includes(style.value)) return [];
    const room = at('setup.room', 'string')?.value ?? 'This room';
    return [
      {
        code: 'R11',
        path: style.path,
        why: `${room}: in this set-up not everybody sees the others' faces.`,
        todo: 'Choose a U-shape or staggered tables, unless there is a reason.',
      },
    ];
  });
