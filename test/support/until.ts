import { setTimeout } from 'node:timers/promises';

type Nothing = undefined | null | false | 0;

/** Long enough to leave the cores to what is waited for, short beside what it takes. */
const BETWEEN_LOOKS_MS = 20;

/** Looks until it is there, and gives it; the test's own time limit ends it. */
export async function until<T>(look: () => Promise<T> | T): Promise<Exclude<T, Nothing>> {
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<T, Nothing>;
    await setTimeout(BETWEEN_LOOKS_MS);
  }
}
