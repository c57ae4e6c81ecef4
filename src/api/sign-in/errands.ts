import type { FastifyInstance } from 'fastify';

/** Does something that an answer does not wait for; the application does not close before it is done. */
export function makeErrands(app: FastifyInstance): (work: () => Promise<void>, whatFailed: string) => void {
  const running = new Set<Promise<void>>();
  app.addHook('onClose', async () => void (await Promise.all(running)));
  return (work, whatFailed) => {
    const errand = work()
      .catch((error: unknown) => app.log.warn({ err: error }, whatFailed))
      .finally(() => running.delete(errand));
    running.add(errand);
  };
}
