import { hasEnded } from '../contracts/names.ts';
import type { Match, NewEvent } from '../contracts/api.ts';
import { refsOf, writePending } from '../db/api-commands.ts';
import type { Author, Command } from '../db/api-commands.ts';
import type { MatchRows } from '../db/api-queries.ts';
import type { DatabaseTransaction } from '../db/database.ts';
import { makeId, sha256 } from '../db/secrets.ts';
import type { MatchEvent } from '../workflows/messages.ts';
import { rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { canonical } from './canonical.ts';
import { checkEvent, entryOf } from './check-event.ts';
import type { Checked } from './check-event.ts';
import { WHOLE_DATE } from './complete-facts.ts';
import type { Deliver } from './delivery.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiProblem } from './errors.ts';
import { conflict, invalid, isDatabaseAway, notFound, sendAgain } from './errors.ts';
import { chartOfMatch, toMatch } from './match-view.ts';
import { takeLate } from './take-late.ts';

export type Answer =
  | { readonly status: 200; readonly match: Match; readonly replayed: boolean; readonly seq?: number }
  | { readonly status: 202; readonly taken: { id: string; seq: number; recorded: false } };

/** What is written with an event, besides its texts: once, when its key is claimed. */
export interface Writing {
  /** Belongs to what the caller asked: with another one the key is another request's. */
  readonly said: unknown;
  /** The match as it will be, for the facts of the event. */
  readonly after: (rows: MatchRows) => MatchRows;
  readonly write: (tx: DatabaseTransaction) => Promise<void>;
}

/** One event from a caller: checked, its texts written, sent to the match, answered with the match (design.md 5, 9). */
export async function reportEvent(
  deps: ApiDeps & { deliver: Deliver },
  caller: Caller,
  matchId: string,
  input: NewEvent,
  key: string,
  writing?: Writing,
): Promise<Answer> {
  const rows = await visibleMatch(deps, caller, matchId);
  const command = commandOf(caller, key, { call: 'events', match: matchId, ...input, said: writing?.said });
  const lines = WHOLE_DATE.includes(input.type) ? await deps.queries.dateLines(matchId) : [];
  let checked: Checked;
  try {
    checked = await checkEvent(deps, caller, writing?.after(rows) ?? rows, { ...input, lines }, command);
  } catch (error) {
    // What has been done already speaks against itself: who has left cannot leave. The same command is answered as before.
    const seq = await deps.commands.seqOf(command, updateIdOf(command));
    if (seq === undefined) throw error;
    return answer(deps, caller, command, matchId, { seq }, true);
  }

  const ended = hasEnded(rows.match.status);
  const late = ended && entryOf(chartOfMatch(rows), input.type).afterTheEnd === true;
  const claim = await deps.commands.claim(command, matchId, async (tx) => {
    await writePending(tx, command, matchId, authorOf(deps, rows, checked.event), checked.texts);
    await writing?.write(tx);
  });
  if (claim.kind === 'otherBody') throw otherBody();
  if (claim.kind === 'done') return { status: 200, match: claim.answer as Match, replayed: true };
  if (late) {
    const seq = await takeLate(deps, rows, { command, ...checked, key: updateIdOf(command) });
    return answer(deps, caller, command, matchId, { seq });
  }
  if (ended) {
    await deps.commands.release(command, matchId);
    throw conflict('the match is closed', { allowed: [] });
  }
  return send(deps, caller, command, { rows, ...checked });
}

/** The match, when the caller may see it; else 404. */
export async function visibleMatch({ queries }: ApiDeps, caller: Caller, id: string): Promise<MatchRows> {
  const rows = await queries.match(id);
  if (rows === undefined || rolesIn(caller, rows.people).length === 0) throw notFound('there is no such match');
  return rows;
}

export const commandOf = (caller: Caller, key: string, body: unknown): Command => ({
  account: caller.account,
  key,
  bodySha256: sha256(canonical(body)),
});
export const OTHER_BODY = 'this key was used for another request: take a new one';
export const otherBody = (): ApiProblem => conflict(OTHER_BODY);
/** The same account and key is the same update, however often it is sent. */
export const updateIdOf = ({ account, key }: Pick<Command, 'account' | 'key'>): string =>
  sha256(`${account}\n${key}`).slice(0, 32);

const authorOf = ({ clock }: ApiDeps, { match }: MatchRows, { by, onBehalfOf }: MatchEvent): Author => ({
  person: by.person,
  onBehalfOf: onBehalfOf ?? null,
  at: new Date(nowOf(match, clock())),
});

async function send(
  deps: ApiDeps & { deliver: Deliver },
  caller: Caller,
  command: Command,
  { rows, event, texts }: Checked & { rows: MatchRows },
): Promise<Answer> {
  const { id } = rows.match;
  const refs = refsOf(command, texts);
  const whole = texts.length > 0 ? { ...event, refs } : event;
  const delivery = await deps.deliver.event(id, whole, updateIdOf(command));
  switch (delivery.kind) {
    case 'taken':
      return answer(deps, caller, command, id, delivery);
    case 'refused': {
      await deps.commands.release(command, id);
      const { because, allowed, rule } = delivery.refusal;
      throw conflict(because, { allowed, ...(rule ? { rule } : {}) });
    }
    case 'gone': {
      const now = await deps.queries.match(id);
      if (now === undefined || !hasEnded(now.match.status)) throw sendAgain('the match does not answer at the moment');
      await deps.commands.release(command, id);
      throw conflict('the match is closed', { allowed: [] });
    }
    case 'unavailable':
      throw sendAgain('the match did not answer in time');
  }
}

/** A taken event is answered with the match; when the database is away since, with its place in the record to come. */
async function answer(
  deps: ApiDeps,
  caller: Caller,
  command: Command,
  id: string,
  { seq }: { seq: number },
  replayed = false,
): Promise<Answer> {
  const later: Answer = { status: 202, taken: { id, seq, recorded: false } };
  try {
    const rows = await deps.queries.match(id);
    if (rows === undefined || rows.match.seq < seq) return later;
    const match = toMatch(rows, rolesIn(caller, rows.people), deps);
    await deps.commands.finish(command, seq, match);
    return { status: 200, match, replayed, seq };
  } catch (error) {
    if (isDatabaseAway(error)) return later;
    throw error;
  }
}

/** The caller's key, or one of our own. */
export function keyOf(header: string | string[] | undefined): string {
  const key = Array.isArray(header) ? header[0] : header;
  if (key === undefined || key === '') return makeId();
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw invalid('headers.idempotency-key', 'must be 1 to 200 characters of ASCII without spaces');
  return key;
}
