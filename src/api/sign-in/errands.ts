import type { FastifyInstance } from 'fastify';

/** Work that an answer does not wait for; `closing` says that the application closes, and waits for what is being done. */
type Errand = (closing: AbortSignal) => Promise<void>;

/** Does something that an answer does not wait for; the application does not close before it is done. */
export function makeErrands(app: FastifyInstance): (work: Errand, whatFailed: string) => void {
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  app.addHook('onClose', async () => {
    closing.abort();
    await Promise.all(running);
  });
  return (work, whatFailed) => {
    const errand = work(closing.signal)
      .catch((error: unknown) => app.log.warn({ err: error }, whatFailed))
      .finally(() => running.delete(errand));
    running.add(errand);
  };
}
