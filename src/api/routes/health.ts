import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Metrics } from '../metrics.ts';
import { typed } from './common.ts';
import type { Routing } from './common.ts';

const readiness = z.strictObject({
  ready: z.boolean(),
  database: z.boolean(),
  temporal: z.boolean(),
  searchAttributes: z.boolean(),
});

/** For whoever watches the process. Search attributes are said but not needed: matches start without them. */
export function healthRoutes(app: FastifyInstance, { queries, engine }: Routing, metrics: Metrics): void {
  const tags = ['operation'];

  typed(app).get(
    '/healthz',
    { schema: { tags, summary: 'Is the process alive?', response: { 200: z.strictObject({ ok: z.literal(true) }) } } },
    () => ({ ok: true as const }),
  );

  typed(app).get(
    '/readyz',
    { schema: { tags, summary: 'Can it do its work?', response: { 200: readiness, 503: readiness } } },
    async (_request, reply) => {
      const yes = (work: Promise<unknown>) =>
        work.then(
          () => true,
          () => false,
        );
      const [database, temporal] = await Promise.all([
        yes(queries.ping()),
        engine.readiness().catch(() => ({ server: false, searchAttributes: false })),
      ]);
      const ready = database && temporal.server;
      return reply
        .code(ready ? 200 : 503)
        .send({ ready, database, temporal: temporal.server, searchAttributes: temporal.searchAttributes });
    },
  );

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
}
