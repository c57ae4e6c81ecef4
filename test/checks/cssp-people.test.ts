import { describe, expect, test } from 'vitest';
import { mirrorOf } from '../../src/checks/index.ts';
import { assignedWith, person, verdict } from './material.ts';

const KINDS = ['official', 'director', 'practitioner', 'resident', 'parent', 'partner'];
const site = [
  person('s1', 'seeker', { kind: 'official' }),
  person('s2', 'seeker', { kind: 'director' }),
  person('s3', 'seeker', { kind: 'resident' }),
];
const helpers = [
  person('h1', 'helper', { kind: 'official' }),
  person('h2', 'helper/2', { kind: 'director' }),
  person('h3', 'helper/2', { kind: 'resident' }),
];
const both = [...site, ...helpers];
const due = (people: typeof both) => assignedWith(people).moment('T09:opens');
const look = (rule: string, people: typeof both) => verdict(rule, due(people), { people });

describe('R1, three to ten people from each site', () => {
  test('holds for three, not for two nor for eleven, and is not asked before the list is due', () => {
    expect(look('R1', site)).toMatchObject({ holds: 'yes', level: 'warn', task: 'T09', facts: { people: 3 } });
    expect(look('R1', site.slice(1))).toMatchObject({ holds: 'no', facts: { people: 2 } });
    const eleven = Array.from({ length: 11 }, (_, n) => person(`p${n}`, 'seeker'));
    expect(look('R1', eleven)).toMatchObject({ holds: 'no', facts: { people: 11 } });
    expect(verdict('R1', assignedWith(site), { people: site }).holds).toBe('notYet');
  });

  test('names the site that is too small, not the one that is not', () => {
    const two = [...site, person('t1', 'seeker/2'), person('t2', 'seeker/2')];
    expect(look('R1', two)).toMatchObject({ holds: 'no', facts: { people: 2, teams: 2 } });
  });
});

describe('R2, residents or parents', () => {
  const without = site.slice(0, 2);

  test('holds with a resident or a parent, as soon as there is one', () => {
    expect(verdict('R2', assignedWith(site), { people: site })).toMatchObject({ holds: 'yes', level: 'askReason' });
    const parent = [...without, person('s4', 'seeker', { kind: 'parent' })];
    expect(look('R2', parent).holds).toBe('yes');
  });

  test('asks for the reason when there is none, and stands with it afterwards', () => {
    expect(verdict('R2', assignedWith(without), { people: without }).holds).toBe('notYet');
    const m = due(without);
    expect(verdict('R2', m, { people: without })).toMatchObject({ holds: 'no', facts: { explained: false } });
    m.on('NO_RESIDENTS_EXPLAINED');
    const given = { people: without, reasons: { R2: 'Nobody could come on a weekday.' } };
    expect(verdict('R2', m, given)).toMatchObject({
      holds: 'no',
      level: 'askReason',
      facts: { explained: true, reason: 'Nobody could come on a weekday.' },
    });
  });
});

describe('R3, the mirror', () => {
  test('holds when some helper team has every kind, of whichever site', () => {
    expect(look('R3', both)).toMatchObject({ holds: 'yes', facts: { kinds: [], unknown: 0 } });
  });

  test('names the kinds that nobody has on the other side', () => {
    expect(look('R3', both.slice(0, 5))).toMatchObject({ holds: 'no', facts: { kinds: ['resident'] } });
  });

  test('cannot be told before the lists are due, without people, or while kinds are unknown', () => {
    expect(verdict('R3', assignedWith(both.slice(0, 5)), { people: both.slice(0, 5) }).holds).toBe('notYet');
    expect(look('R3', []).holds).toBe('notYet');
    expect(look('R3', helpers).holds).toBe('notYet');
    expect(look('R3', [...both, person('h4', 'helper')])).toMatchObject({ holds: 'notYet', facts: { unknown: 1 } });
  });
});

describe('R15, six fields', () => {
  test('holds when everybody on a list has all, and names whoever has not', () => {
    expect(look('R15', both)).toMatchObject({ holds: 'yes', facts: { people: 6, lacking: [] } });
    const lacking = [...both.slice(1), person('s9', 'seeker', { name: 'Ann Sample', missing: ['address'] })];
    expect(look('R15', lacking)).toMatchObject({
      holds: 'no',
      facts: { lacking: [{ name: 'Ann Sample', missing: ['address'] }] },
    });
  });

  test('asks nothing of staff, and nothing before the lists are due', () => {
    const staff = person('f', null, { missing: ['address', 'telephone'] });
    expect(look('R15', [...both, staff]).holds).toBe('yes');
    const early = [person('s9', 'seeker', { missing: ['title'] })];
    expect(verdict('R15', assignedWith(early), { people: early }).holds).toBe('notYet');
  });
});

describe('R16, several helper teams', () => {
  const agreed = (people: typeof both) =>
    assignedWith(people)
      .on('CANDIDATE_SUGGESTED', { person: 'c1', lead: true })
      .on('CONSULTANT_INVITED', {}, { part: 'invitation/c1' })
      .on('INVITATION_ACCEPTED', {}, { part: 'invitation/c1' });

  test('holds with two of them', () => {
    expect(look('R16', both)).toMatchObject({ holds: 'yes', facts: { teams: 2, astray: [] } });
  });

  test('misses the team of a consultant who agreed', () => {
    const people = [...both, person('c1', null, { name: 'Chris Sample' })];
    expect(verdict('R16', agreed(people), { people })).toMatchObject({
      holds: 'no',
      facts: { astray: ['Chris Sample'] },
    });
    const placed = [...both, person('c1', 'helper/2')];
    expect(verdict('R16', agreed(placed), { people: placed }).holds).toBe('yes');
  });

  test('says nothing while nobody helps yet', () => {
    expect(verdict('R16', assignedWith(site), { people: site }).holds).toBe('notYet');
  });
});

describe('the mirror matrix', () => {
  test('counts role kinds by teams, with two helper teams and the gap that both leave', () => {
    const people = [...both.slice(0, 5), person('h4', 'helper'), person('f', null)];
    const { teams, rows, gaps } = mirrorOf(people, KINDS);
    expect(teams).toEqual([
      { team: 'seeker', people: 3, unknown: 0 },
      { team: 'helper', people: 2, unknown: 1 },
      { team: 'helper/2', people: 1, unknown: 0 },
    ]);
    expect(gaps).toEqual(['resident']);
    expect(rows.map(({ kind }) => kind)).toEqual(KINDS);
    expect(rows[1]).toEqual({ kind: 'director', counts: { seeker: 1, helper: 0, 'helper/2': 1 }, gap: false });
    expect(rows[3]).toEqual({ kind: 'resident', counts: { seeker: 1, helper: 0, 'helper/2': 0 }, gap: true });
  });

  test('puts the teams in order, and shows both sides even when one is empty', () => {
    const people = ['helper/10', 'helper/2', 'seeker/2'].map((team) => person(team, team));
    expect(mirrorOf(people, KINDS).teams.map(({ team }) => team)).toEqual([
      'seeker',
      'seeker/2',
      'helper',
      'helper/2',
      'helper/10',
    ]);
  });
});
