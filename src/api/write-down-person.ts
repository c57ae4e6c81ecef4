import type { NewPerson, Person } from '../contracts/people.ts';
import { addPeople } from '../db/people-rows.ts';
import { rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { commandOf, otherBody, visibleMatch } from './commands.ts';
import type { ApiDeps } from './deps.ts';
import { conflict } from './errors.ts';
import { toPerson } from './people-view.ts';

/**
 * Writes down a person, so that events can name her. With the same key it is done once, and answered as before.
 * 409 when her `ref` is another's, or the key was used for somebody else.
 */
export async function writeDownPerson(
  deps: ApiDeps,
  caller: Caller,
  id: string,
  said: NewPerson,
  key: string,
): Promise<{ person: Person; replayed: boolean }> {
  const rows = await visibleMatch(deps, caller, id);
  const { ref } = said;
  const command = commandOf(caller, key, { call: 'people', match: id, ...said });
  let made: string | undefined;
  const claim = await deps.commands.claim(command, id, async (tx) => {
    if (ref !== undefined && rows.people.some((person) => person.ref === ref))
      throw conflict(`the ref ${ref} is used for another person of this match`);
    [made] = await addPeople(tx, id, [said]);
  });
  if (claim.kind === 'otherBody') throw otherBody();
  if (claim.kind === 'done') return { person: claim.answer as Person, replayed: true };
  const people = await deps.queries.peopleOf([id]);
  const found = people.find((person) => (made === undefined ? person.ref === ref : person.id === made));
  if (found === undefined || rolesIn(caller, people).length === 0) throw conflict('the person is not in this match');
  // Whoever has written her down has seen what she wrote.
  const person = toPerson(found, true, false);
  await deps.commands.finish(command, null, person);
  return { person, replayed: false };
}
