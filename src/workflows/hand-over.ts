import * as wf from '@temporalio/workflow';
import type { MatchActivities } from '../contracts/record.ts';

/** Retries for days; every attempt takes up what is still unsent (design.md 7). */
const { deliverLetters } = wf.proxyActivities<MatchActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '1m',
  scheduleToCloseTimeout: '7d',
  retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '30m' },
});

/**
 * Letters are handed over by one ordinary activity a release; what is released meanwhile gets the next one. Reminders that
 * come at one instant wait for each other, so that they leave in one mail.
 */
export class HandOver {
  private waiting = false;
  private running: Promise<void> | undefined;
  private readonly match: string;

  constructor(match: string) {
    this.match = match;
  }

  get idle(): boolean {
    return this.running === undefined && !this.waiting;
  }

  /** Letters wait to be handed over. */
  want(): void {
    this.waiting = true;
  }

  /** Starts handing over what is wanted; call it when nothing more is due at this instant. */
  start(): void {
    if (this.waiting) this.running ??= this.run();
  }

  private async run(): Promise<void> {
    while (this.waiting) {
      this.waiting = false;
      try {
        await deliverLetters({ match: this.match, now: Date.now() });
      } catch (error) {
        if (wf.isCancellation(error)) throw error;
        // Days of trying are over. Each letter's own row says so, and the assistant has the task; the match goes on.
        wf.log.warn('letters could not be handed over', { match: this.match });
      }
    }
    this.running = undefined;
  }
}
