import type { Match } from '../contracts/api.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { addOffset } from '../calendar/index.ts';
import { rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { commandOf, otherBody, updateIdOf, visibleMatch } from './commands.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { conflict, invalid, notAllowed } from './errors.ts';
import { iso, toMatch } from './match-view.ts';
import { moveTogether } from './shared-clock.ts';

/** Eight months with all their letters take some seconds; whoever asked for years sends again. */
const LONGEST_WAIT = 120_000;

interface Wish {
  readonly until?: string | undefined;
  readonly duration?: string | undefined;
}

/** Lets a rehearsal's clock run ahead, and waits until it is there (design.md 9). */
export async function fastForward(
  deps: ApiDeps,
  caller: Caller,
  id: string,
  wish: Wish,
  key: string,
): Promise<{ match: Match; replayed: boolean }> {
  const rows = await visibleMatch(deps, caller, id);
  const roles = rolesIn(caller, rows.people);
  if (!rows.match.rehearsal) throw conflict('only a rehearsal can be fast-forwarded');
  if (!roles.some((role) => role !== 'assistant'))
    throw notAllowed('an assistant cannot move the clock of a rehearsal');
  const command = commandOf(caller, key, { call: 'fast-forward', match: id, ...wish });
  const claim = await deps.commands.claim(command, id, async () => {});
  if (claim.kind === 'otherBody') throw otherBody();
  if (claim.kind === 'done') return { match: claim.answer as Match, replayed: true };

  // A duration becomes an instant first, and is kept: sent again it moves no further.
  const known = claim.answer as { until?: number } | null;
  const until = known?.until ?? untilOf(wish, nowOf(rows.match, deps.clock()));
  if (known?.until === undefined) await deps.commands.note(command, { until });
  await run(deps, rows, until, updateIdOf(command));

  const now = (await deps.queries.match(id)) ?? rows;
  const match = toMatch(now, rolesIn(caller, now.people), deps);
  await deps.commands.finish(command, now.match.seq, match);
  return { match, replayed: false };
}

/** Moves the match, and with it all that share its clock. */
async function run(deps: ApiDeps, rows: MatchRows, until: number, skipId: string): Promise<void> {
  const wall = deps.clock();
  const matches = (await deps.queries.onClockOf(rows.match)).map((match) => ({
    id: match.id,
    now: nowOf(match, wall),
  }));
  const times = await moveTogether(deps, matches, { until, skipId, wallEnd: Date.now() + LONGEST_WAIT });
  for (const [id, at] of times) await deps.queries.setClockOffset(id, at - deps.clock());
}

function untilOf({ until, duration }: Wish, now: number): number {
  if (until !== undefined) {
    const at = Date.parse(until);
    if (at < now) throw invalid('until', `lies before the rehearsal's own time, ${iso(now)}`);
    return at;
  }
  return now + lengthOf(duration ?? 'PT0S', now);
}

/** The length of an ISO 8601 duration from an instant on: years and months by the calendar, the rest by the clock. */
function lengthOf(duration: string, from: number): number {
  const [, ...parts] =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const today = iso(from).slice(0, 10);
  const later = addOffset(today, `+${12 * years + months}m`, { name: 'any', isWorkingDay: () => true });
  const byCalendar = Date.parse(later) - Date.parse(today);
  return byCalendar + ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
