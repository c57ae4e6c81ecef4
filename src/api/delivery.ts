import { setTimeout as sleep } from 'node:timers/promises';
import type { MatchEvent } from '../workflows/messages.ts';
import type { Delivery, Engine, Starting } from './engine.ts';

/** The server's own limit is ten updates in flight for one workflow (design.md 5). */
const MOST_IN_FLIGHT = 8;
/** How long a caller waits before being asked to send again (design.md 9). */
export const COMMAND_DEADLINE = 5_000;
const PAUSE = 100;

export type Deliver = ReturnType<typeof makeDelivery>;

/** Sends events to matches: at most eight in flight for each, again with the same id while the outcome is not known, five seconds long. */
export function makeDelivery(engine: Engine, clock: () => number = Date.now) {
  const lanes = new Map<string, Lane>();

  const inLane = async (match: string, send: (deadline: number) => Promise<Delivery>): Promise<Delivery> => {
    const deadline = clock() + COMMAND_DEADLINE;
    const lane = lanes.get(match) ?? new Lane();
    lanes.set(match, lane);
    await lane.enter();
    try {
      return await persist(() => send(deadline), deadline, clock);
    } finally {
      if (lane.leave()) lanes.delete(match);
    }
  };

  return {
    event: (match: string, event: MatchEvent, updateId: string) =>
      inLane(match, (deadline) => engine.deliver(match, event, updateId, deadline)),
    start: (starting: Starting, event: MatchEvent, updateId: string) =>
      inLane(starting.match, (deadline) => engine.start(starting, event, updateId, deadline)),
  };
}

async function persist(send: () => Promise<Delivery>, deadline: number, clock: () => number): Promise<Delivery> {
  for (let pause = PAUSE; ; pause = Math.min(2 * pause, 1_000)) {
    if (clock() >= deadline) return { kind: 'unavailable' };
    const delivery = await send();
    if (delivery.kind !== 'unavailable' || clock() + pause >= deadline) return delivery;
    await sleep(pause);
  }
}

/** Those who wait go in the order in which they came. */
class Lane {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  async enter(): Promise<void> {
    if (this.inside < MOST_IN_FLIGHT) this.inside += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** @returns true when nobody is left */
  leave(): boolean {
    const next = this.waiting.shift();
    if (next !== undefined) next();
    else this.inside -= 1;
    return this.inside === 0;
  }
}
