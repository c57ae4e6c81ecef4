import { expect, test } from 'vitest';
import { isAboutPeople } from '../../src/activities/change-people.ts';
import { methods } from '../../src/machines/index.ts';

/** A record of changes leaves events about people to the whole record: one that is forgotten would be taken and change nobody. */
test.each(
  [...methods.values()].flatMap(({ method, catalogue }) =>
    Object.keys(catalogue)
      .filter((type) => /^(PERSON_|PEOPLE_LISTED|ROLE_)/.test(type))
      .map((type) => [method, type] as const),
  ),
)('%s: %s is about people', (_, type) => {
  expect(isAboutPeople({ type, by: { person: 'fay', role: 'facilitator' } })).toBe(true);
});
