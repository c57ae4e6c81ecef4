import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface Looks {
  /** How long each took until all of the page was there, ms. */
  readonly times: readonly number[];
  /** Of the last page, unpacked. */
  readonly bytes: number;
}
export interface Reader {
  /** Looks at these pages, one after the other. Throws for any other answer than 200. */
  look(urls: readonly string[], cookie: string): Promise<Looks>;
  leave(): void;
}

/**
 * Somebody who reads pages, in a process of her own: what a bench has in memory is collected while it waits, for up to 40 ms on both
 * cores, and that would be measured as if the page had taken it (decision 0041).
 */
export function takeReader(): Reader {
  const child = fork(new URL('./reader-process.mjs', import.meta.url), { execArgv: [] });
  return {
    async look(urls, cookie) {
      child.send({ urls, cookie });
      const [answer] = (await once(child, 'message')) as [Looks | { readonly error: string }];
      if ('error' in answer) throw new Error(answer.error);
      return answer;
    },
    leave: () => child.disconnect(),
  };
}
