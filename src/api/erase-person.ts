import { hasEnded } from '../contracts/names.ts';
import type { Erased } from '../contracts/people.ts';
import { recordLate } from '../db/after-the-end.ts';
import { writePending } from '../db/api-commands.ts';
import type { MatchRows } from '../db/api-queries.ts';
import type { DatabaseTransaction } from '../db/database.ts';
import { isErased } from '../db/erase-person.ts';
import { changePerson } from '../db/people-changes.ts';
import { mayReport } from '../machines/kernel/index.ts';
import { personOf, rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { entryOf } from './check-event.ts';
import { commandOf, otherBody, reportEvent, updateIdOf, visibleMatch } from './commands.ts';
import type { Deliver } from './delivery.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { conflict, notAllowed, notFound } from './errors.ts';
import { chartOfMatch } from './match-view.ts';

type Deps = ApiDeps & { readonly deliver: Deliver };

interface Wanted {
  readonly match: string;
  readonly person: string;
  readonly reason: string;
}

const TYPE = 'PERSON_ERASED';
const IN_OFFICE = ['facilitator', 'assistant', 'programManager'] as const;

/**
 * Erases a person who asked for it (requirements.md X28), also after the match has ended. It is done once: whoever asks again is
 * told that it is done.
 */
export async function erasePerson(deps: Deps, caller: Caller, wanted: Wanted, key: string): Promise<Erased> {
  const { match, person, reason } = wanted;
  const rows = await visibleMatch(deps, caller, match);
  const known = await deps.queries.personOf(match, person);
  if (known === undefined) throw notFound('nobody with this id is or was in this match');
  if (known.erased) return { person, recorded: true, others: [] };
  const others = await othersFor(deps, caller, person);
  if (hasEnded(rows.match.status)) {
    await eraseLate(deps, caller, rows, wanted, key);
    return { person, recorded: true, others };
  }
  refuseInOffice(rows, person);
  const answer = await reportEvent(deps, caller, match, { type: TYPE, data: { person, reason } }, key);
  return { person, recorded: answer.status === 200, others };
}

/** Mail of a running match is signed by its staff, and answers go to them: somebody else must be there first (X4). */
function refuseInOffice({ people }: MatchRows, person: string): void {
  const { roles = [] } = people.find(({ id }) => id === person) ?? {};
  const role = IN_OFFICE.find((one) => roles.includes(one));
  if (role !== undefined)
    throw conflict(`this person is the match's ${role}: hand that role over first`, {
      allowed: [{ type: 'ROLE_HANDED_OVER' }],
    });
}

/** Only those in matches that the caller may see. */
async function othersFor(deps: Deps, caller: Caller, person: string): Promise<Erased['others'][number][]> {
  const alike = await deps.queries.alike(person);
  const found = await Promise.all(
    alike.map(async (one) => (rolesIn(caller, await deps.queries.peopleOf([one.match])).length > 0 ? [one] : [])),
  );
  return found.flat();
}

/** The workflow has ended: the line is written here, the same as the record would. */
async function eraseLate(deps: Deps, caller: Caller, rows: MatchRows, wanted: Wanted, key: string): Promise<void> {
  const { match, person, reason } = wanted;
  const entry = entryOf(chartOfMatch(rows), TYPE);
  const role = rolesIn(caller, rows.people).find((one) => mayReport(entry, one));
  if (role === undefined) throw notAllowed(`"${entry.title}" is for ${entry.roles.join(', ')}`);
  const by = { person: personOf(caller, rows.people), role };
  const at = nowOf(rows.match, deps.clock());
  const author = { person: by.person, onBehalfOf: null, at: new Date(at) };
  const texts = [{ name: 'reason', form: 'reason', part: null, body: reason }];
  const command = commandOf(caller, key, { call: 'erase', ...wanted });
  const claim = await deps.commands.claim(command, match, (tx) => writePending(tx, command, match, author, texts));
  if (claim.kind === 'otherBody') throw otherBody();
  const line = { at, key: updateIdOf(command), event: { type: TYPE, facts: { person }, by } };
  const recordedAt = new Date(deps.clock());
  const isDone = (tx: DatabaseTransaction) => isErased(tx, person);
  const seq = await recordLate(deps.db, { match, command, texts, line, recordedAt, isDone }, (tx, late) =>
    changePerson(tx, match, { person, left: true, erased: true }, { seq: late, at: new Date(at) }),
  );
  await deps.commands.finish(command, seq ?? null, {});
}
