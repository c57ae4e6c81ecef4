import type { Role } from '../contracts/names.ts';
import type { Release } from '../contracts/api-letters.ts';
import type { LetterRow, MatchRows } from '../db/api-queries.ts';
import { noteDeeds } from '../db/letter-life.ts';
import type { Facts } from '../machines/kernel/types.ts';
import { personOf, rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { commandOf, otherBody, updateIdOf } from './commands.ts';
import type { Deliver } from './delivery.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { ApiProblem, conflict, invalid, notAllowed, notFound, sendAgain } from './errors.ts';
import { releaseAfterTheEnd } from './after-the-end.ts';
import { channelsOf, isDraft, refuseMiscount, refuseUnfit } from './letter-fitness.ts';
import type { Channels } from './letter-fitness.ts';

/** Who lets go of a letter: the role that the letter book names; an automatic one that waits is the facilitator's (requirements.md A2.3). */
export function releaserOf(
  deps: Pick<ApiDeps, 'letters'>,
  method: string,
  letter: Pick<LetterRow, 'kind' | 'from_role'>,
): Role {
  const named = deps.letters.release(method, letter.kind);
  return named ?? (letter.from_role === 'engine' ? 'facilitator' : letter.from_role);
}

/** The letter with its match, when the caller may see it; else 404. */
export async function visibleLetter(
  deps: ApiDeps,
  caller: Caller,
  id: string,
): Promise<{ letter: LetterRow; rows: MatchRows }> {
  const letter = await deps.queries.letter(id);
  const rows = letter && (await deps.queries.match(letter.match));
  if (letter === undefined || rows === undefined || rolesIn(caller, rows.people).length === 0)
    throw notFound('there is no such letter');
  return { letter, rows };
}

/** The role in which the caller may edit and let go of the letter; else 403. */
export function releasingRole(deps: ApiDeps, caller: Caller, rows: MatchRows, letter: LetterRow): Role {
  const needed = releaserOf(deps, rows.match.method, letter);
  const roles = rolesIn(caller, rows.people);
  if (roles.includes(needed)) return needed;
  if (roles.includes('administrator')) return 'administrator';
  throw notAllowed(`letters of this kind are released by the ${needed}`);
}

/** The letters of a batch: the one in the path and further ones of the same match; else 422 with those that are not. */
export async function batchOf(deps: ApiDeps, letter: LetterRow, others: readonly string[]): Promise<LetterRow[]> {
  const ids = [...new Set([letter.id, ...others])];
  const found = await deps.queries.lettersById(letter.match, ids);
  const missing = ids.filter((one) => !found.some((row) => row.id === one));
  if (missing.length > 0) throw invalid('letters', `not letters of this match: ${missing.join(', ')}`);
  return found;
}

/** Who does something with a letter, as its log says. */
export const doerOf = (deps: ApiDeps, caller: Caller, { match, people }: MatchRows, role: Role = 'administrator') => ({
  person: personOf(caller, people),
  role,
  at: new Date(nowOf(match, deps.clock())),
});

/** Releases one letter, or a batch of one match. One event for each kind and task, because a task may wait for its letters. */
export async function releaseLetters(
  deps: ApiDeps & { deliver: Deliver },
  caller: Caller,
  id: string,
  { letters: others, confirm, recallSeconds }: Release,
  key: string,
): Promise<Released & { recorded: boolean; replayed: boolean }> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  const command = commandOf(caller, key, { call: 'release', letter: id, letters: [...others].sort() });
  const found = await batchOf(deps, letter, others);
  const groups = groupsOf(found).map((letters) => ({
    letters,
    role: releasingRole(deps, caller, rows, letters[0] as LetterRow),
  }));
  refuseMiscount(found, confirm);
  refuseUnfit(deps, rows, found);
  const now = nowOf(rows.match, deps.clock());
  const leavesAfter = recallSeconds ?? (rows.match.rehearsal ? 0 : deps.recallSeconds);

  const claim = await deps.commands.claim(command, letter.match, async () => {});
  if (claim.kind === 'otherBody') throw otherBody();
  if (claim.kind === 'done') return { ...(claim.answer as Released), recorded: true, replayed: true };
  // Sent again, it may find its own letters released already: the engine knows the key.
  const sentBefore = claim.answer !== null;
  const notDraft = found.find((one) => !isDraft(one));
  if (notDraft !== undefined && !sentBefore) {
    await deps.commands.release(command, letter.match);
    throw conflict(`letter ${notDraft.id} is ${notDraft.state} already`, { allowed: [] });
  }
  await deps.commands.note(command, {});
  let recorded = true;
  const gone: string[] = [];
  for (const group of groups) {
    gone.push(...group.letters.map((one) => one.id));
    recorded = (await sendGroup(deps, caller, command, rows, { ...group, gone, leavesAfter })) && recorded;
  }
  const by = doerOf(deps, caller, rows, groups[0]?.role);
  await noteDeeds(deps.db, gone, 'released', by);
  const answer: Released = {
    released: found.length,
    channels: channelsOf(found),
    ...(leavesAfter > 0 ? { leavesAt: new Date(now + 1000 * leavesAfter).toISOString() } : {}),
  };
  if (recorded) await deps.commands.finish(command, null, answer);
  return { ...answer, recorded, replayed: false };
}

/** The count, restated by the way that letters go (requirements.md B2.23). */
export interface Released {
  readonly released: number;
  readonly channels: Channels;
  /** Until then they can be taken back (X26); absent when they leave at once. */
  readonly leavesAt?: string;
}

export function groupsOf(letters: readonly LetterRow[]): LetterRow[][] {
  const groups = new Map<string, LetterRow[]>();
  for (const letter of letters) {
    const name = `${letter.kind} ${letter.task ?? ''} ${letter.bears_date}`;
    groups.set(name, [...(groups.get(name) ?? []), letter]);
  }
  return [...groups.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

interface Group {
  readonly letters: readonly LetterRow[];
  readonly role: Role;
}

async function sendGroup(
  deps: ApiDeps & { deliver: Deliver },
  caller: Caller,
  command: ReturnType<typeof commandOf>,
  rows: MatchRows,
  { letters, role, gone, leavesAfter }: Group & { readonly gone: readonly string[]; readonly leavesAfter: number },
): Promise<boolean> {
  const { kind, task, bears_date: bearsDate } = letters[0] as LetterRow;
  const facts: Facts = {
    letters: letters.map(({ id }) => id).sort(),
    kind,
    ...(task === null ? {} : { task }),
    bearsDate,
    // Those of this batch may not be in the database yet.
    rest: await deps.queries.unreleased(rows.match.id, kind, gone),
    ...(leavesAfter > 0 ? { leavesAfter } : {}),
  };
  const event = { type: 'LETTERS_RELEASED', facts, by: { person: personOf(caller, rows.people), role } };
  const updateId = updateIdOf({
    account: command.account,
    key: `${command.key}\n${kind}\n${task ?? ''}\n${bearsDate}`,
  });
  const delivery = await deps.deliver.event(rows.match.id, event, updateId);
  if (delivery.kind === 'taken') return delivery.recorded;
  if (delivery.kind === 'unavailable') throw sendAgain('the match did not answer in time');
  if (delivery.kind === 'gone' && letters.every(({ again_of: again }) => again !== null)) {
    await releaseAfterTheEnd(deps, rows, { command, key: updateId, event, leavesAfter });
    return true;
  }
  await deps.commands.release(command, rows.match.id);
  if (delivery.kind === 'gone') throw conflict('the match is closed', { allowed: [] });
  const { because, allowed, rule } = delivery.refusal;
  throw new ApiProblem(409, { because, allowed, ...(rule ? { rule } : {}) });
}
