import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isCode } from '../../../links/index.ts';
import { WrongCodes } from '../../links/wrong-codes.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { addressIn, speakingIn } from './language.ts';
import { toDocument } from './layout.tsx';
import { CodePage, SayingPage } from './other-pages.tsx';
import { languageInAddress, plainFrame, sendPrivately } from './sending.tsx';

const body = z.object({ code: z.string().max(100).catch('') }).nullish();
const querystring = z.object({ language: languageInAddress });
const config = { rateLimit: { max: 120, timeWindow: '1 minute' } };
const HERE = '/code';

/** The way in for who has a letter on paper: the code leads to the same page as the link in a mail. */
export function codePages(app: FastifyInstance, deps: Routing): void {
  const { links, clock } = deps;
  const wrong = new WrongCodes();
  const secure = deps.publicUrl.startsWith('https:');

  typed(app).get(HERE, { config, schema: { querystring } }, (request, reply) => {
    const speaking = speakingIn(request, reply, { here: HERE, language: request.query.language, secure });
    const frame = plainFrame(deps, speaking);
    return sendPrivately(reply, toDocument(<CodePage frame={frame} action={addressIn(speaking)} />));
  });

  typed(app).post(HERE, { config, schema: { body, querystring } }, async (request, reply) => {
    const speaking = speakingIn(request, reply, { here: HERE, language: request.query.language, secure });
    const frame = plainFrame(deps, speaking);
    if (wrong.tooMany(request.ip, clock()))
      return sendPrivately(reply.code(429), toDocument(<SayingPage frame={frame} id="tooMany" />));
    const code = request.body?.code.trim() ?? '';
    const link = isCode(code) ? await links.store.byCode(links.keys.hashOfCode(code)) : undefined;
    if (link !== undefined) {
      // Who chose her language here has chosen it for what the code opens.
      const { chosen } = speaking;
      const here = `/l/${links.keys.tokenOf(link.id)}`;
      return reply.redirect(addressIn({ ...speaking, here, inAddress: chosen !== undefined }), 303);
    }
    wrong.count(request.ip, clock());
    const page = <CodePage frame={frame} action={addressIn(speaking)} typed={code} problem="codeUnknown" />;
    return sendPrivately(reply.code(404), toDocument(page));
  });
}
