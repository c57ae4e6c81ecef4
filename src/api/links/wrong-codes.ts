const HOUR = 3_600_000;
/** A room full of people who mistype is fine; a machine that tries codes is not. */
const MOST_FROM_ONE = 30;
const MOST_IN_ALL = 2_000;

/**
 * Counts codes that opened nothing, so that nobody can try them all: a code is short enough to be typed. Kept in the memory of one
 * process, and forgotten after an hour.
 */
export class WrongCodes {
  private since = 0;
  private all = 0;
  private readonly from = new Map<string, number>();

  /** True when no more are looked at from there for now. */
  tooMany(address: string, now: number): boolean {
    this.forget(now);
    return this.all >= MOST_IN_ALL || (this.from.get(address) ?? 0) >= MOST_FROM_ONE;
  }

  count(address: string, now: number): void {
    this.forget(now);
    this.all += 1;
    this.from.set(address, (this.from.get(address) ?? 0) + 1);
  }

  private forget(now: number): void {
    if (now - this.since < HOUR) return;
    this.since = now;
    this.all = 0;
    this.from.clear();
  }
}
