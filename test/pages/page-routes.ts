import type { FastifyInstance } from 'fastify';

/** Answers for programs and files: not for people's eyes in a browser. */
const NO_PAGES = /^\/(api|assets|docs|openapi\.json|healthz|readyz|metrics)(\/|$)|\*/;

/** Every address that a browser may open, as Fastify itself lists them: pages that others add are found without being named. */
export function pageRoutes(app: FastifyInstance): string[] {
  const above: string[] = [];
  const found: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const parts = /^((?:[│ ] {3})*)[├└]── (.+?) \(([A-Z, ]+)\)/.exec(line);
    if (parts === null) continue;
    const [, indent = '', piece = '', methods = ''] = parts;
    const depth = indent.length / 4;
    const path = `${above[depth - 1] ?? ''}${piece}`;
    above[depth] = path;
    const url = path.replace(/^\/+/, '/');
    if (methods.split(', ').includes('GET') && !NO_PAGES.test(url)) found.push(url);
  }
  return found;
}

/** What stands for a parameter: by its name and the piece of the address before it, like `tasks/:task`. None: this state has no such page. */
export type Values = Readonly<Record<string, readonly string[]>>;

/**
 * The addresses of a route with its parameters filled in, one for each value of its last parameter.
 * Throws when nothing is known for a parameter, and says where to add it.
 */
export function fill(route: string, values: Values): string[] {
  const names = [...route.matchAll(/([\w.-]+\/)?:(\w+)/g)].map(([whole]) => whole);
  let paths = [route];
  names.forEach((name, n) => {
    const known = values[name];
    if (known === undefined)
      throw new Error(
        `the page ${route} has a parameter that is not known here. Add "${name}" to the values in test/pages/worked.ts.`,
      );
    const isLast = n === names.length - 1;
    const piece = (value: string) => name.replace(/:\w+$/, encodeURIComponent(value));
    paths = paths.flatMap((path) =>
      (isLast ? known : known.slice(0, 1)).map((value) => path.replace(name, () => piece(value))),
    );
  });
  return paths;
}

/** The type of what an address answers: only its head is looked at, since a live page never ends. */
export async function typeOf(
  address: string,
  cookie: string,
  redirect: 'follow' | 'manual',
): Promise<string | undefined> {
  const stop = new AbortController();
  const answer = await fetch(address, { headers: { cookie, accept: 'text/html' }, redirect, signal: stop.signal });
  stop.abort();
  return answer.headers.get('content-type')?.split(';')[0];
}
