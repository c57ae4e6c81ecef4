/** Answers are not pages when they are files, streams, or leave the place. */
const NO_PAGES = /\.(pdf|csv|ics|svg|txt)$|\/live$|^\/(assets|docs|api|openapi|sign-out|l\/)/;
const IDS = /\/([\w-]{16,}|[TFRX]\d+[a-z]?|[a-z]+%2F[^/]+|[a-z]+\d+)(?=\/|$)/g;

/** An address without what differs from match to match: `/matches/:id/tasks/:id`. */
export const shapeOf = (path: string): string =>
  path.replace(/\/report\/[A-Z_]+$/, '/report/:type').replace(IDS, '/:id');

/**
 * One address of every kind of page that can be reached by following links, as a reader would.
 * @param html asks for a page; undefined when there is none for this reader
 * @param starts where to begin
 * @param depth how many links are followed one after the other
 */
export async function reachable(
  html: (path: string) => Promise<string | undefined>,
  starts: readonly string[],
  depth: number,
): Promise<Map<string, string>> {
  const found = new Map(starts.map((path) => [shapeOf(path), path]));
  let newest = [...starts];
  for (let level = 0; level < depth; level += 1) {
    const next: string[] = [];
    for (const path of newest)
      for (const [, href = ''] of ((await html(path)) ?? '').matchAll(/<a [^>]*?href="(\/[^"#?]*)/g)) {
        const shape = shapeOf(href);
        if (NO_PAGES.test(href) || found.has(shape) || (await html(href)) === undefined) continue;
        found.set(shape, href);
        next.push(href);
      }
    newest = next;
  }
  return found;
}
