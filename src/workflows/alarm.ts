import * as wf from '@temporalio/workflow';

/**
 * One Temporal timer for the earliest instant, re-armed only when an earlier one appears: a later one costs nothing, and
 * a wake-up that finds nothing due is harmless (design.md 5; two events saved for every command).
 */
export class Alarm {
  private armed: { at: number; scope: wf.CancellationScope } | undefined;
  private readonly rings: () => void;

  /** @param rings called when the timer has fired; it looks again what is due, and arms for what comes next */
  constructor(rings: () => void) {
    this.rings = rings;
  }

  /** @param at epoch ms, or undefined when nothing is planned */
  arm(at: number | undefined): void {
    if (at === undefined || (this.armed && this.armed.at <= at)) return;
    this.armed?.scope.cancel();
    const scope = new wf.CancellationScope();
    const armed = { at, scope };
    this.armed = armed;
    scope
      .run(() => wf.sleep(Math.max(1, at - Date.now())))
      .then(() => this.rang(armed))
      .catch((error: unknown) => {
        if (!wf.isCancellation(error)) throw error;
      });
  }

  cancel(): void {
    this.armed?.scope.cancel();
    this.armed = undefined;
  }

  private rang(armed: { at: number }): void {
    if (this.armed !== armed) return;
    this.armed = undefined;
    this.rings();
  }
}
