import { expect, test } from 'vitest';
import type { Role } from '../../src/contracts/names.ts';
import { whomToCall } from '../../src/contracts/whom-to-call.ts';

const person = (id: string, ...roles: Role[]) => ({ id, roles });
const fay = person('fay', 'facilitator');
const pam = person('pam', 'programManager');
const leo = person('leo', 'lead');

test('a reminder names the facilitator to call; to herself it names the program manager, and to nobody their own number', () => {
  const called = (reader: string, people = [pam, leo, fay]) => whomToCall(people, ({ id }) => id === reader)?.id;

  expect(called('leo')).toBe('fay');
  expect(called('fay')).toBe('pam');
  expect(called('leo', [pam, leo])).toBe('pam');
  expect(called('both', [person('both', 'facilitator', 'programManager'), leo])).toBeUndefined();
});
