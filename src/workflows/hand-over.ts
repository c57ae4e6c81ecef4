import * as wf from '@temporalio/workflow';
import type { MatchActivities } from '../contracts/record.ts';

/** Retries for days; every attempt takes up what is still unsent (design.md 7). */
export const { deliverLetters } = wf.proxyActivities<MatchActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '1m',
  scheduleToCloseTimeout: '7d',
  retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '30m' },
});

/**
 * Letters are handed over by one ordinary activity a release; what is released meanwhile gets the next one. What is not
 * essential waits for the recipient's morning, and reminders of one instant for each other, so that they leave together.
 */
export class HandOver {
  private at: number | undefined;
  private running: Promise<void> | undefined;
  private readonly match: string;
  private readonly done: () => void;

  /** @param done called when letters were handed over; more may wait for a later instant */
  constructor(match: string, done: () => void) {
    this.match = match;
    this.done = done;
  }

  /** True when none waits and none is being handed over. */
  get idle(): boolean {
    return this.running === undefined && this.at === undefined;
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** When the next letter may leave, epoch ms. */
  get next(): number | undefined {
    return this.running === undefined ? this.at : undefined;
  }

  /** Says when the next letter may leave; null when none waits. */
  wait(at: number | null): void {
    this.at = at ?? undefined;
  }

  /** Hands over what may leave now. Call it when nothing more is due at this instant. */
  start(): void {
    if (this.at === undefined || this.at > Date.now()) return;
    this.running ??= this.run();
  }

  private async run(): Promise<void> {
    while (this.at !== undefined && this.at <= Date.now()) {
      this.at = undefined;
      try {
        const { lettersAt } = await deliverLetters({ match: this.match, now: Date.now() });
        this.at ??= lettersAt ?? undefined;
      } catch (error) {
        if (wf.isCancellation(error)) throw error;
        // Days of trying are over. Each letter's own row says so, and the assistant has the task; the match goes on.
        wf.log.warn('letters could not be handed over', { match: this.match });
      }
    }
    this.running = undefined;
    this.done();
  }
}
