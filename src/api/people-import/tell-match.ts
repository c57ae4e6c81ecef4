import type { ZodArray, ZodObject } from 'zod';
import type { Role } from '../../contracts/names.ts';
import { eventSchemas } from '../../contracts/events/index.ts';
import type { Command } from '../../db/api-commands.ts';
import type { MatchRows, PersonRow } from '../../db/api-queries.ts';
import type { Facts } from '../../machines/kernel/types.ts';
import { personOf } from '../access.ts';
import type { Caller } from '../access.ts';
import { updateIdOf } from '../commands.ts';
import type { Deliver } from '../delivery.ts';
import type { ApiDeps } from '../deps.ts';
import { conflict, sendAgain } from '../errors.ts';
import { personFacts } from '../person-facts.ts';
import type { Kept } from './kept.ts';
import { takeBack } from './write-down.ts';

export const LISTED = 'PEOPLE_LISTED';
/** So many people in one event: its facts stay in history, and five hundred of them are some 50 kB. */
const AT_ONCE = 500;

interface Telling {
  readonly role: Role;
  readonly command: Command;
  readonly kept: Kept;
}

/**
 * Tells the match of everybody in the table, also of those whom it should know already: a caller that gave up half-way is made good
 * by the next one. Sent again, the same part of the table is the same event.
 *
 * @returns false when a part is taken and will be in the record later
 */
export async function tellMatch(
  deps: ApiDeps & { readonly deliver: Deliver },
  caller: Caller,
  { match, people }: MatchRows,
  { role, command, kept }: Telling,
): Promise<boolean> {
  const now = await deps.queries.peopleOf([match.id]);
  const rows = new Map(now.map((row) => [row.id, row]));
  const shape = shapeOf(match.method);
  const facts = kept.flatMap(({ person }) => {
    const row = rows.get(person ?? '');
    return row === undefined ? [] : [factsOf(row, shape)];
  });
  let recorded = true;
  for (let part = 0; part * AT_ONCE < facts.length; part += 1) {
    const event = {
      type: LISTED,
      facts: { people: facts.slice(part * AT_ONCE, (part + 1) * AT_ONCE) },
      by: { person: personOf(caller, people), role },
    };
    const updateId = updateIdOf({ account: command.account, key: `${command.key}\npeople ${part}` });
    const delivery = await deps.deliver.event(match.id, event, updateId);
    if (delivery.kind === 'unavailable') throw sendAgain('the match did not answer in time');
    if (delivery.kind === 'taken') recorded = recorded && delivery.recorded;
    else {
      if (part === 0) await undo(deps, match.id, command, kept);
      if (delivery.kind === 'gone') throw conflict('the match is closed', { allowed: [] });
      throw conflict(delivery.refusal.because, { allowed: delivery.refusal.allowed });
    }
  }
  return recorded;
}

async function undo(deps: ApiDeps, match: string, command: Command, kept: Kept): Promise<void> {
  const added = kept.flatMap(({ action, by, person }) => (action === 'add' && by === null && person ? [person] : []));
  await deps.db.transaction().execute((tx) => takeBack(tx, match, added));
  await deps.commands.release(command, match);
}

/** What an event of this method can carry of each person. */
function shapeOf(method: string): object {
  const listed = eventSchemas(method)[LISTED]?.facts.shape['people'] as ZodArray<ZodObject> | undefined;
  return listed?.element.shape ?? {};
}

/** As it should be is left unsaid of nobody here: somebody who was unreachable may be reachable now. */
const factsOf = (row: PersonRow, shape: object): Facts => ({
  person: row.id,
  ...(Object.fromEntries(Object.entries(personFacts(row)).filter(([name]) => name in shape)) as Facts),
});
