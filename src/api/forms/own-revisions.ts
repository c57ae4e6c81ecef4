import { LRUCache } from 'lru-cache';

const MOST = 10_000;
const A_DAY = 86_400_000;

/**
 * What pages have saved themselves, by the key that each page is made with. A page whose answer did not come through in time (a button
 * was pressed while it was being saved) is not in its own way. Kept in the memory of one process: where it is forgotten, both versions
 * are shown, and nothing is lost.
 */
export class OwnRevisions {
  private readonly kept = new LRUCache<string, number>({ max: MOST, ttl: A_DAY });

  note(page: string, revision: number): void {
    this.kept.set(page, revision);
  }

  /** The newest revision that the page knows of. */
  seen(page: string, said: unknown): number {
    const seen = Number(said);
    return Math.max(Number.isSafeInteger(seen) && seen > 0 ? seen : 0, this.kept.get(page) ?? 0);
  }
}
