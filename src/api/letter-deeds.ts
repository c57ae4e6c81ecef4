import type { Role } from '../contracts/names.ts';
import type { LetterRow, MatchRows } from '../db/api-queries.ts';
import { makeLetterLife, noteDeeds, RECALLABLE, WITHDRAWABLE } from '../db/letter-life.ts';
import { personOf, rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { recallAfterTheEnd } from './after-the-end.ts';
import { commandOf, updateIdOf } from './commands.ts';
import type { Deliver } from './delivery.ts';
import type { ApiDeps } from './deps.ts';
import { conflict, notAllowed, sendAgain } from './errors.ts';
import { approverOf, isDraft, refuseGaps } from './letter-fitness.ts';
import { batchOf, doerOf, groupsOf, releasingRole, visibleLetter } from './release-letters.ts';

type Deps = ApiDeps & { readonly deliver: Deliver };

/** The role in which the caller may say yes to a letter; else 403. One person may hold both roles, and then does both. */
function approvingRole(deps: Deps, caller: Caller, rows: MatchRows, letter: LetterRow): Role {
  const approver = approverOf(deps, rows, letter);
  if (approver === undefined) throw conflict(`letters of the kind ${letter.kind} need nobody's approval`);
  const roles = rolesIn(caller, rows.people);
  const role = ([approver, 'administrator'] as const).find((one) => roles.includes(one));
  if (role === undefined) throw notAllowed(`letters of this kind are approved by the ${approver}`);
  return role;
}

/** Says yes to drafts that another role releases (requirements.md A2.3, m13a and m13b). Editing one afterwards takes it back. */
export async function approveLetters(
  deps: Deps,
  caller: Caller,
  id: string,
  others: readonly string[],
  key: string,
): Promise<{ approved: number; approvedBy: string }> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  const found = await batchOf(deps, letter, others);
  const roles = found.map((one) => approvingRole(deps, caller, rows, one));
  const gone = found.find((one) => !isDraft(one));
  if (gone !== undefined) throw conflict(`letter ${gone.id} is ${gone.state}: only a draft is approved`);
  refuseGaps(found);
  const by = doerOf(deps, caller, rows, roles[0]);
  const fresh = found.filter(({ approved_at: at }) => at === null).map((one) => one.id);
  await makeLetterLife(deps.db).approve(fresh, by);
  await tellApproved(deps, rows, { kind: letter.kind, by, key });
  return { approved: found.length, approvedBy: by.person };
}

/** When nothing of what an event would approve waits any more, the match hears of it by that event. */
async function tellApproved(
  deps: Deps,
  { match }: MatchRows,
  { kind, by, key }: { kind: string; by: { person: string; role: Role }; key: string },
): Promise<void> {
  const type = deps.letters.kind(match.method, kind)?.approvedBy;
  if (type === undefined) return;
  const kinds = deps.letters.approvedBy(match.method, type);
  const lists = await Promise.all(kinds.map((one) => deps.queries.letters(match.id, undefined, 1000, { kind: one })));
  const drafts = lists.flatMap(({ items }) => items).filter(isDraft);
  if (drafts.some(({ approved_at: at }) => at === null)) return;
  const event = { type, by: { person: by.person, role: by.role } };
  const delivery = await deps.deliver.event(
    match.id,
    event,
    updateIdOf({ account: by.person, key: `${key}\n${type}` }),
  );
  // A refusal means that the match has no use for it: the letters are approved all the same.
  if (delivery.kind === 'unavailable') throw sendAgain('the match did not answer in time');
}

/** Takes back what was released and has not left (X26); else 409 with when it left and what can be done. */
export async function recallLetters(
  deps: Deps,
  caller: Caller,
  id: string,
  others: readonly string[],
  key: string,
): Promise<{ recalled: number; recorded: boolean }> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  const found = await batchOf(deps, letter, others);
  const roles = found.map((one) => releasingRole(deps, caller, rows, one));
  refuseLeft(found.filter((one) => !isDraft(one)));
  const wanted = found.filter((one) => !isDraft(one));
  // Asked twice, they are drafts already.
  if (wanted.length === 0) return { recalled: 0, recorded: true };
  let recorded = true;
  for (const letters of groupsOf(wanted)) recorded = (await recallGroup(deps, caller, rows, letters, key)) && recorded;
  if (!recorded) return { recalled: wanted.length, recorded };
  const ids = wanted.map((one) => one.id);
  const now = await deps.queries.lettersById(letter.match, ids);
  await noteDeeds(
    deps.db,
    now.filter(isDraft).map((one) => one.id),
    'recalled',
    doerOf(deps, caller, rows, roles[0]),
  );
  // The hand-over may have been quicker with some.
  refuseLeft(now.filter((one) => !isDraft(one)));
  return { recalled: now.length, recorded };
}

function refuseLeft(letters: readonly LetterRow[]): void {
  const left = letters.find(({ state }) => !RECALLABLE.includes(state));
  if (left === undefined) return;
  const when = left.sent_at === null ? `is ${left.state}` : `left at ${left.sent_at.toISOString()}`;
  throw conflict(`letter ${left.id} ${when} and cannot be taken back; an apology can be drafted`, {
    allowed: [{ call: `POST /letters/${left.id}/apology` }, { call: `POST /letters/${left.id}/resend` }],
  });
}

async function recallGroup(
  deps: Deps,
  caller: Caller,
  rows: MatchRows,
  letters: readonly LetterRow[],
  key: string,
): Promise<boolean> {
  const [first] = letters as [LetterRow, ...LetterRow[]];
  const facts = { letters: letters.map(({ id }) => id).sort(), kind: first.kind };
  const by = { person: personOf(caller, rows.people), role: releasingRole(deps, caller, rows, first) };
  const event = { type: 'LETTERS_RECALLED', facts, by };
  const command = commandOf(caller, key, { call: 'recall', letters: facts.letters });
  const updateId = updateIdOf({ account: command.account, key: `${key}\nrecall\n${first.kind}\n${first.task ?? ''}` });
  const delivery = await deps.deliver.event(rows.match.id, event, updateId);
  if (delivery.kind === 'taken') return delivery.recorded;
  if (delivery.kind === 'unavailable') throw sendAgain('the match did not answer in time');
  if (delivery.kind === 'refused') throw conflict(delivery.refusal.because);
  await recallAfterTheEnd(deps, rows, { command, key: updateId, event });
  return true;
}

/** It will not be sent; the reason stays with it. What it took the place of is open again. */
export async function withdrawLetter(deps: Deps, caller: Caller, id: string, reason: string): Promise<LetterRow> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  const role = releasingRole(deps, caller, rows, letter);
  if (letter.state === 'withdrawn') return letter;
  const done = await makeLetterLife(deps.db).withdraw(id, reason, doerOf(deps, caller, rows, role));
  if (done !== undefined) return done;
  throw conflict(`the letter is ${letter.state}: only one that has not left is withdrawn`, {
    allowed: [...WITHDRAWABLE],
  });
}

export const SETTLERS: readonly Role[] = ['assistant', 'facilitator', 'programManager', 'administrator'];

/** Settles a letter that did not arrive, or of which nobody knows, by what a person found out (X24). */
export async function settleLetter(deps: Deps, caller: Caller, id: string, as: 'arrived' | 'told'): Promise<LetterRow> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  const role = rolesIn(caller, rows.people).find((one) => SETTLERS.includes(one));
  if (role === undefined) throw notAllowed('letters that did not arrive are settled by the assistant');
  if (letter.settled_as === as) return letter;
  const life = makeLetterLife(deps.db);
  const by = doerOf(deps, caller, rows, role);
  const done = as === 'arrived' ? await life.arrived(id, by) : await life.told(id, by);
  if (done !== undefined) return done;
  const from = as === 'arrived' ? 'of which nobody knows whether it arrived' : 'that failed, or of which nobody knows';
  throw conflict(`the letter is ${letter.state}: only one ${from} is settled so`);
}
