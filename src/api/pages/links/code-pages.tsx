import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isCode } from '../../../links/index.ts';
import { WrongCodes } from '../../links/wrong-codes.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toDocument } from './layout.tsx';
import { CodePage, SayingPage } from './other-pages.tsx';
import { plainFrame, sendPrivately } from './sending.tsx';

const body = z.object({ code: z.string().max(100).catch('') }).nullish();
const config = { rateLimit: { max: 120, timeWindow: '1 minute' } };

/** The way in for who has a letter on paper: the code leads to the same page as the link in a mail. */
export function codePages(app: FastifyInstance, deps: Routing): void {
  const { links, clock } = deps;
  const wrong = new WrongCodes();

  app.get('/code', { config }, (_request, reply) =>
    sendPrivately(reply, toDocument(<CodePage frame={plainFrame(deps)} />)),
  );

  typed(app).post('/code', { config, schema: { body } }, async (request, reply) => {
    const frame = plainFrame(deps);
    if (wrong.tooMany(request.ip, clock()))
      return sendPrivately(reply.code(429), toDocument(<SayingPage frame={frame} id="tooMany" />));
    const code = request.body?.code.trim() ?? '';
    const link = isCode(code) ? await links.store.byCode(links.keys.hashOfCode(code)) : undefined;
    if (link !== undefined) return reply.redirect(`/l/${links.keys.tokenOf(link.id)}`, 303);
    wrong.count(request.ip, clock());
    return sendPrivately(reply.code(404), toDocument(<CodePage frame={frame} typed={code} problem="codeUnknown" />));
  });
}
