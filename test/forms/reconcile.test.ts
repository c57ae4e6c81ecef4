import { describe, expect, test } from 'vitest';
import { factSheet } from '../../src/cli/story-forms.ts';
import type { Answers } from '../../src/contracts/forms/answers.ts';
import type { KnownMatch } from '../../src/forms/knowledge.ts';
import { reconcile } from '../../src/forms/reconcile.ts';
import { formNamed, formOf, match, person } from './build.ts';

/** `code path`, for everything that does not fit. */
const misfits = (form: string, answers: Answers, known: Partial<KnownMatch> = {}): string[] =>
  reconcile(formNamed(form), answers, match(known)).map(({ code, path }) => `${code} ${path}`);

const people = [
  person('Sam', { team: 'seeker' }),
  person('Olly', { team: 'seeker' }),
  person('Robin', { team: 'seeker', resident: true }),
  person('Chris', { team: 'helper' }),
  person('Casey', { team: 'helper' }),
];
const listed = (...rows: Answers[]) => [{ definition: formNamed('F3'), answers: { people: rows } }];
const sheet = factSheet('2027-03-01', '2027-03-02');

test('nothing is said of a form that fits, nor of an empty one', () => {
  expect(misfits('F4', sheet, { people })).toEqual([]);
  expect(misfits('F4', {}, { people })).toEqual([]);
});

describe('dates', () => {
  test.each([
    [
      'the end before the start',
      { ends: { day: '2027-02-28' } },
      ['END_BEFORE_START ends.day', 'OTHER_DATES ends.day'],
    ],
    [
      'the end at the hour of the start',
      { ends: { day: '2027-03-01', time: '09:00' }, departure: '2027-03-01' },
      ['END_BEFORE_START ends.time', 'OTHER_DATES ends.day'],
    ],
    ['an arrival after the start', { arrival: '2027-03-02' }, ['ARRIVES_LATE arrival']],
    ['a departure before the end', { departure: '2027-03-01' }, ['LEAVES_EARLY departure']],
    [
      'days that are not those of the match',
      { dates: { first: '2027-03-08', last: '2027-03-02' } },
      ['OTHER_DATES dates.first'],
    ],
  ])('%s', (_what, change, expected) => {
    expect(misfits('F4', { ...sheet, ...change }, { people })).toEqual(expected);
  });

  test('a match that ends after midnight of its first day fits', () => {
    const late = { ...sheet, ends: { day: '2027-03-02', time: '01:00' } };
    expect(misfits('F4', late, { people })).toEqual([]);
  });

  test('each traveller of the people list is compared with the match', () => {
    const rows = [
      { name: 'Sam', arrival: '2027-03-02', departure: '2027-03-02' },
      { name: 'Olly', arrival: '2027-02-28', departure: '2027-03-01' },
    ];
    expect(misfits('F3', { people: rows })).toEqual(
      expect.arrayContaining(['ARRIVES_LATE people.0.arrival', 'LEAVES_EARLY people.1.departure']),
    );
  });
});

describe('numbers', () => {
  test.each([
    ['4 single rooms for five people', { rooms: { single: 4, double: 0 } }, ['BEDS_SHORT rooms.single']],
    ['1 single and 2 double rooms for five people', { rooms: { single: 1, double: 2 } }, []],
    ['8 seats for nine', { vehicles: [{ kind: 'Van', seats: 8, riders: 9 }] }, ['SEATS_SHORT vehicles.0.seats']],
    ['two vans of 8 seats for nine', { vehicles: [{ kind: 'Van', count: 2, seats: 8, riders: 9 }] }, []],
    ['a vehicle whose seats nobody knows', { vehicles: [{ kind: 'Bus', riders: 9 }] }, []],
    [
      'people whom the list does not have',
      { expected: [{ site: 'Sampletown', people: 4 }], rooms: { single: 5, double: 0 } },
      ['HEADS_DIFFER expected'],
    ],
    [
      'more residents than the list has',
      { residents: { count: 2, honoraria: 1, phoneCards: 1 } },
      ['RESIDENTS_DIFFER residents.count'],
    ],
    [
      'more honoraria than residents',
      { residents: { count: 1, honoraria: 2, phoneCards: 1 } },
      ['HONORARIA_DIFFER residents.honoraria'],
    ],
    [
      'more phone cards than residents',
      { residents: { count: 1, honoraria: 0, phoneCards: 3 } },
      ['PHONE_CARDS_DIFFER residents.phoneCards'],
    ],
  ])('%s', (_what, change, expected) => {
    expect(misfits('F4', { ...sheet, ...change }, { people })).toEqual(expected);
  });

  test('who stays is what the people list says, when it says so', () => {
    const forms = listed({ name: 'Sam', stays: true }, { name: 'Chris', stays: false });
    expect(misfits('F4', { ...sheet, rooms: { single: 1, double: 0 } }, { people, forms })).toEqual([]);
    expect(misfits('F4', { ...sheet, rooms: { single: 0, double: 0 } }, { people, forms })).toEqual([
      'BEDS_SHORT rooms.single',
    ]);
  });

  test('honoraria and phone cards are as many as the people list asks for', () => {
    const forms = listed({ name: 'Robin', honorarium: false, phoneCard: false });
    expect(misfits('F4', sheet, { people, forms })).toEqual([
      'HONORARIA_DIFFER residents.honoraria',
      'PHONE_CARDS_DIFFER residents.phoneCards',
    ]);
  });
});

test('R11: a set-up in which faces are hidden', () => {
  const setups = [
    { room: 'Maple', style: 'staggered' },
    { room: 'Oak', style: 'theatre' },
  ];
  const findings = reconcile(formNamed('F4'), { ...sheet, setups }, match({ people }));
  expect(findings).toEqual([
    {
      code: 'R11',
      path: 'setups.1.style',
      why: "Oak: in this set-up not everybody sees the others' faces.",
      todo: 'Choose a U-shape or staggered tables, unless there is a reason.',
    },
  ]);
});

describe('the people list', () => {
  const whole = {
    title: 'Member',
    organization: 'Council',
    address: '1 Sample Street',
    telephone: '555-0100',
    email: 'a@example.org',
  };
  const all = people.map(({ name, resident }) => ({ ...whole, name, resident }));

  test('fits when everybody stands in it with the six fields', () => {
    expect(misfits('F3', { people: all }, { people })).toEqual([]);
  });

  test('R15: says who lacks which of the six fields', () => {
    const rows = [{ ...all[0], email: undefined, address: null }, ...all.slice(1)];
    const [finding] = reconcile(formNamed('F3'), { people: rows }, match({ people }));
    expect(finding).toMatchObject({ code: 'R15', path: 'people.0', why: 'Sam: address, e-mail missing.' });
  });

  test('R9: an honorarium is for residents only', () => {
    const rows = all.map((row) => ({ ...row, honorarium: true }));
    expect(misfits('F3', { people: rows }, { people })).toEqual([
      'R9 people.0.honorarium',
      'R9 people.1.honorarium',
      'R9 people.3.honorarium',
      'R9 people.4.honorarium',
    ]);
  });

  test('names who is missing, and who is not in the match', () => {
    const rows = [...all.slice(1), { ...whole, name: 'Stranger' }];
    expect(misfits('F3', { people: rows }, { people })).toEqual(['NOT_IN_MATCH people.4.name', 'NOT_LISTED people']);
  });
});

test('a program’s own Fact Sheet is compared by what its fields mean, whatever they are called', () => {
  const own = formOf(
    '{ id: from, label: From, kind: day, means: start.day }',
    '{ id: until, label: Until, kind: day, means: end.day }',
    '{ id: buses, label: Buses, kind: group, repeat: true, means: vehicles, fields: [{ id: places, label: Places, kind: number, means: vehicle.seats }, { id: heads, label: Heads, kind: number, means: vehicle.riders }] }',
  );
  const answers = { from: '2027-03-02', until: '2027-03-01', buses: [{ places: 2, heads: 3 }] };
  const found = reconcile(own, answers, match({ firstDay: null, lastDay: null }));
  expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'END_BEFORE_START until',
    'SEATS_SHORT buses.0.places',
  ]);
});
