import { describe, expect, test } from 'vitest';
import type { Role } from '../../src/contracts/names.ts';
import { audience } from '../../src/activities/audience.ts';
import type { About } from '../../src/activities/audience.ts';
import type { MatchPerson } from '../../src/activities/record-ports.ts';
import type { Audience } from '../../src/letters/index.ts';
import { PEOPLE } from './build.ts';

const EMPTY = {
  title: null,
  organization: null,
  telephone: null,
  channel: 'mail',
  zone: null,
  roleKind: null,
  language: 'en',
} as const;
const people: MatchPerson[] = PEOPLE.map((one) => ({ ...EMPTY, ...one, name: one.id }));
const without = (role: Role) => people.filter(({ roles }) => !roles.includes(role));
const to = (kind: Audience | Audience[], about: About = {}, among = people) =>
  audience(Array.isArray(kind) ? kind : [kind], about, among).map(({ id }) => id);

describe('whom a letter goes to', () => {
  test('the teams, everyone, and everyone with the staff', () => {
    expect(to('seekerTeam')).toEqual(['leo', 'sue']);
    expect(to('helperTeam')).toEqual(['con']);
    expect(to('everyone')).toEqual(['leo', 'sue', 'con']);
    expect(to('everyoneAndStaff')).toEqual(['fay', 'ada', 'pam', 'leo', 'sue', 'con']);
  });

  test('somebody who is reached twice gets one letter', () => {
    expect(to(['everyone', 'lead', 'assistant'])).toEqual(['leo', 'sue', 'con', 'ada']);
  });

  test('an unfilled role falls to the next in the escalation order', () => {
    expect(to('assistant')).toEqual(['ada']);
    expect(to('assistant', {}, without('assistant'))).toEqual(['fay']);
    expect(to('lead', {}, without('lead'))).toEqual(['fay']);
    expect(to('facilitator', {}, without('facilitator'))).toEqual(['pam']);
    expect(to('programManager', {}, without('programManager'))).toEqual([]);
  });

  test('persons whom the event names get it, and nobody else', () => {
    expect(to('attended', { persons: ['con', 'leo', 'gone'] })).toEqual(['leo', 'con']);
  });

  test('a part that is about one person goes to that person', () => {
    expect(to('person', { part: 'invitation/con' })).toEqual(['con']);
    expect(to('owner', { part: 'review/sue', owner: 'participant' })).toEqual(['sue']);
  });

  test('who is asked for an answer is asked alone, also without the role that usually answers', () => {
    expect(to('owner', { part: 'review/con', owner: 'participant' })).toEqual(['con']);
    expect(to('owner', { part: 'review/fay', owner: 'participant' })).toEqual(['fay']);
    expect(to('owner', { part: 'review/leo', owner: 'lead' })).toEqual(['leo']);
    expect(to('owner', { part: 'review/gone', owner: 'participant' })).toEqual([]);
  });

  test('a part that is not about its owner goes to whoever holds the role', () => {
    expect(to('owner', { part: 'honorarium/sue', owner: 'assistant' })).toEqual(['ada']);
    expect(to('owner', { part: 'call/1', owner: 'facilitator' })).toEqual(['fay']);
  });

  test('whoever was invited and has not accepted is not written to as a member of the team', () => {
    const invited = (state: string) => ({ parts: [{ id: 'invitation/con', chart: 'invitation', state, done: false }] });
    expect(to('everyone', invited('sent'))).toEqual(['leo', 'sue']);
    expect(to('consultants', invited('declined'))).toEqual([]);
    expect(to('consultants', invited('accepted'))).toEqual(['con']);
    expect(to('person', { part: 'invitation/con', ...invited('sent') })).toEqual(['con']);
  });
});
