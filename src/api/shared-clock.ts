import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiDeps } from './deps.ts';
import { sendAgain } from './errors.ts';

/** A match that has a virtual clock, and the time that is known of it. */
export interface OnClock {
  readonly id: string;
  /** Epoch ms. */
  readonly now: number;
}

interface Standing {
  readonly id: string;
  readonly at: number;
  readonly next: number | undefined;
  readonly busy: boolean;
  readonly ended: boolean;
}

/** How a move is told apart from others, and when the caller gives up, on the wall. */
interface Moving {
  readonly until: number;
  readonly skipId: string;
  readonly wallEnd: number;
}

const PAUSE = 50;

/**
 * Moves matches that share a virtual clock to an instant, from one planned instant of any of them to the next (design.md 9): what one
 * does at nine is done before another does what comes after, so that a person's digest finds all that waits for her. Answers with
 * the time of each. Throws 503 when it takes longer than `wallEnd`: the same may be asked again, and goes on from there.
 */
export async function moveTogether(
  { engine }: Pick<ApiDeps, 'engine'>,
  matches: readonly OnClock[],
  moving: Moving,
): Promise<ReadonlyMap<string, number>> {
  const look = async ({ id, now }: OnClock): Promise<Standing> => {
    const { now: at = now, next, busy, ended } = await engine.skipping(id);
    return { id, at, next, busy, ended };
  };
  for (;;) {
    const running = (await Promise.all(matches.map(look))).filter(({ ended }) => !ended);
    // One by itself needs no stops on its way.
    const stops = running.length > 1 ? running.map(({ next = Infinity }) => next) : [];
    const target = Math.min(moving.until, ...stops);
    const isLast = target >= moving.until;
    // Whoever is still handing over goes along, and is waited for.
    const movers = running.filter(({ next = Infinity, busy }) => isLast || busy || next <= target);
    await Promise.all(movers.map((match) => moveOne(engine, match, target, moving)));
    if (!isLast) continue;
    const times = await Promise.all(matches.map(look));
    return new Map(times.map(({ id, at, ended }) => [id, Math.max(at, ended ? moving.until : at)]));
  }
}

async function moveOne(
  engine: ApiDeps['engine'],
  { id, at, busy }: Standing,
  target: number,
  { skipId, wallEnd }: Moving,
): Promise<void> {
  if (at < target) await engine.skip(id, `${skipId}-${at}`, target - at);
  else if (!busy) return;
  for (;;) {
    const now = await engine.skipping(id);
    if (((now.now ?? at) >= target || now.ended) && !now.busy) return;
    if (Date.now() > wallEnd) throw sendAgain('the rehearsal is still under way to that time');
    await sleep(PAUSE);
  }
}
