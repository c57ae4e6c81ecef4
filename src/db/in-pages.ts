interface Looked {
  /** Where the row stands in the order of the pages. */
  readonly place: string;
  readonly found: boolean;
}

/**
 * Looks through many long texts in statements that are short each: the record's statements may not take long (design.md 5).
 *
 * @param page the rows after a place, in their order
 * @param work gets those of a page that were found
 */
export async function inPages<T extends Looked>(
  page: (after: string) => Promise<readonly T[]>,
  work: (found: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let after = ''; ;) {
    const rows = await page(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    const found = rows.filter((row) => row.found);
    if (found.length > 0) await work(found);
    after = last.place;
  }
}
