import { describe, expect, test } from 'vitest';
import { readWhole } from '../../src/contracts/forms/answers.ts';
import type { Answers } from '../../src/contracts/forms/answers.ts';
import { knowledge } from '../../src/forms/knowledge.ts';
import type { KnownMatch } from '../../src/forms/knowledge.ts';
import { prefill } from '../../src/forms/prefill.ts';
import { cssp, formNamed, match, person } from './build.ts';

const fill = (form: string, given: Answers = {}, known: Partial<KnownMatch> = {}) =>
  prefill(formNamed(form), given, knowledge(match(known)));

const people = [
  person('Fran', { roles: ['facilitator'], email: 'fran@example.org', telephone: '555-0100' }),
  person('Sam', { team: 'seeker', roles: ['lead', 'participant'], kind: 'director', title: 'Director' }),
  person('Robin', { team: 'seeker', roles: ['resident'], resident: true, kind: 'resident' }),
  person('Chris', { team: 'helper', roles: ['consultant'] }),
  person('Casey', { team: 'helper/2', roles: ['consultant'] }),
];
const listed = (rows: Answers[]) => [{ definition: formNamed('F3'), answers: { people: rows } }];

describe('what is known is filled in and marked', () => {
  test('title, dates, head counts, residents and facilitator in the Fact Sheet', () => {
    const { answers, prefilled } = fill('F4', {}, { people });
    expect(answers).toEqual({
      title: 'Youth councils',
      dates: { first: '2027-03-01', last: '2027-03-02' },
      starts: { day: '2027-03-01' },
      ends: { day: '2027-03-02' },
      expected: [
        { site: 'requesting site', people: 2 },
        { site: 'peer consultants', people: 1 },
        { site: 'peer consultants 2', people: 1 },
      ],
      facilitators: [{ name: 'Fran', email: 'fran@example.org', telephone: '555-0100' }],
      residents: { count: 1 },
    });
    expect(prefilled).toEqual(expect.arrayContaining(['title', 'starts.day', 'expected.2.people', 'residents.count']));
    expect(prefilled).not.toContain('starts.time');
  });

  test('honoraria, phone cards, first arrival and last departure, as soon as the people list says them', () => {
    const forms = listed([
      { name: 'Sam', arrival: '2027-03-01', departure: '2027-03-03' },
      { name: 'Robin', honorarium: true, phoneCard: true, arrival: '2027-02-28' },
      { name: 'Chris', honorarium: false },
    ]);
    expect(fill('F4', {}, { people, forms }).answers).toMatchObject({
      residents: { count: 1, honoraria: 1, phoneCards: 1 },
      arrival: '2027-02-28',
      departure: '2027-03-03',
    });
  });

  test('the people of both teams in the people list, staff not', () => {
    const { answers } = fill('F3', {}, { people });
    expect(answers['people']).toEqual([
      { name: 'Sam', title: 'Director', team: 'seeker', role: 'director', resident: false },
      { name: 'Robin', team: 'seeker', role: 'resident', resident: true },
      { name: 'Chris', team: 'helper', resident: false },
      { name: 'Casey', team: 'helper/2', resident: false },
    ]);
  });

  test('what one form says is known to the next: goals, place, commitments', () => {
    const forms = [
      { definition: formNamed('F1'), answers: { learningGoals: 'Choose members' } },
      { definition: formNamed('F4'), answers: { place: 'Sampletown' } },
      { definition: formNamed('F9'), answers: { commitments: [{ what: 'Ask the council', who: 'Sam' }] } },
    ];
    expect(fill('F6', {}, { forms }).answers).toMatchObject({ goals: 'Choose members', place: 'Sampletown' });
    expect(fill('F11', {}, { forms }).answers).toEqual({
      goals: 'Choose members',
      progress: [{ what: 'Ask the council', who: 'Sam' }],
    });
  });

  test('who leads stands in the summary, and whom a form is about in a form of that person', () => {
    expect(fill('F10', {}, { people }).answers['contacts']).toEqual([{ name: 'Sam', title: 'Director' }]);
    expect(fill('F2', {}, { people, part: { person: 'chris', callDay: null } }).answers).toEqual({ name: 'Chris' });
    expect(fill('F5', {}, { part: { person: null, callDay: '2027-02-01' } }).answers).toEqual({ heldOn: '2027-02-01' });
  });

  test('whom another form is about is not carried over', () => {
    const forms = [{ definition: formNamed('F2'), answers: { name: 'Somebody else' } }];
    expect(fill('F8', {}, { forms }).answers).toEqual({});
  });
});

describe('what somebody gave', () => {
  test('is never overwritten, also not by an empty answer', () => {
    const given = { title: 'Councils of the young', starts: { day: '2027-03-08' }, dates: null };
    const { answers, prefilled } = fill('F4', given, { people });
    expect(answers).toMatchObject(given);
    expect(prefilled).not.toEqual(expect.arrayContaining(['title']));
    expect(prefilled).not.toEqual(expect.arrayContaining(['starts.day']));
  });

  test('is a list of its own once it was begun', () => {
    expect(fill('F9', { commitments: [{ what: 'Ask' }] }, {}).answers).toEqual({ commitments: [{ what: 'Ask' }] });
    expect(fill('F3', { people: [] }, { people }).answers).toEqual({ people: [] });
  });

  test('of people is as the list of people has them now; a stranger stays as she was typed', () => {
    const rows = [
      { name: 'sam', title: 'Clerk', phoneCard: true },
      { name: 'Nobody', title: 'Guest' },
    ];
    expect(fill('F3', { people: rows }, { people }).answers).toEqual({
      people: [
        { name: 'Sam', title: 'Director', role: 'director', team: 'seeker', resident: false, phoneCard: true },
        { name: 'Nobody', title: 'Guest' },
      ],
    });
  });

  test('can be "not applicable": nothing is filled in there', () => {
    const { answers } = fill('F4', { notApplicable: ['residents'] }, { people });
    expect(answers).not.toHaveProperty('residents');
    expect(answers['notApplicable']).toEqual(['residents']);
  });

  test('in a field that the form no longer has is left out', () => {
    expect(fill('F1', { weather: 'sunny', issues: 'Youth' }).answers).toEqual({ issues: 'Youth' });
    expect(fill('F3', { people: [{ name: 'Sam', hat: 'red' }, {}, null] }).answers).toEqual({
      people: [{ name: 'Sam' }, {}, null],
    });
  });
});

test('what a field cannot hold is not filled in', () => {
  const odd = [person('Ann', { team: 'seeker', email: 'not an address', kind: 'magician' })];
  expect(fill('F3', {}, { people: odd }).answers['people']).toEqual([{ name: 'Ann', team: 'seeker', resident: false }]);
});

test.each([...cssp.keys()])('a %s that is filled in by itself has no wrong answer, only missing ones', (form) => {
  const known = { people, part: { person: 'robin', callDay: '2027-02-01' }, forms: listed([{ name: 'Robin' }]) };
  const read = readWhole(formNamed(form), fill(form, {}, known).answers);
  for (const { message } of read.ok ? [] : read.issues) expect(message).toMatch(/^is needed/);
});
