import { setTimeout as sleep } from 'node:timers/promises';
import type { Match } from '../contracts/api.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { addOffset } from '../calendar/index.ts';
import { rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { commandOf, otherBody, updateIdOf, visibleMatch } from './commands.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { conflict, invalid, notAllowed, sendAgain } from './errors.ts';
import { iso, toMatch } from './match-view.ts';

/** Eight months with all their letters take some seconds; whoever asked for years sends again. */
const LONGEST_WAIT = 120_000;
const PAUSE = 50;

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

async function run(deps: ApiDeps, rows: MatchRows, until: number, skipId: string): Promise<void> {
  const { id } = rows.match;
  const wallEnd = Date.now() + LONGEST_WAIT;
  const virtualNow = async () => {
    const { now, busy, ended } = await deps.engine.skipping(id);
    return { at: now ?? nowOf(rows.match, deps.clock()), busy, ended };
  };
  const before = await virtualNow();
  if (before.at < until && !before.ended) await deps.engine.skip(id, `${skipId}-${before.at}`, until - before.at);
  for (;;) {
    const { at, busy, ended } = await virtualNow();
    if ((at >= until || ended) && !busy) {
      await deps.queries.setClockOffset(id, Math.max(at, ended ? until : at) - deps.clock());
      return;
    }
    if (Date.now() > wallEnd) throw sendAgain('the rehearsal is still under way to that time');
    await sleep(PAUSE);
  }
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
