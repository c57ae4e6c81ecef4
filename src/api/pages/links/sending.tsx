import type { FastifyInstance, FastifyReply } from 'fastify';
import { toProblem } from '../../errors.ts';
import { methods } from '../../../machines/index.ts';
import type { Routing } from '../../routes/common.ts';
import { toDocument } from './layout.tsx';
import type { PageFrame } from './layout.tsx';
import { SayingPage } from './other-pages.tsx';

/** A page that nobody else shall see: not kept by anybody, found by no search engine, and no other page learns its address. */
export const sendPrivately = (reply: FastifyReply, html: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex, nofollow')
    .send(html);

/** Before it is known whose page it is: in English, and without anybody to call. */
export function plainFrame({ programName, pageWords }: Pick<Routing, 'programName' | 'pageWords'>): PageFrame {
  const [method = ''] = methods.keys();
  const shared = pageWords(method).shared('en');
  return { program: programName, language: 'en', shared, facts: { program: programName }, contact: undefined };
}

/** What went wrong, in the words of these pages. */
export function useProblemPages(app: FastifyInstance, deps: Routing): void {
  app.setErrorHandler((error, request, reply) => {
    const { status } = toProblem(error, request);
    const id = status === 429 ? 'tooMany' : status >= 500 ? 'away' : 'unknown';
    return sendPrivately(reply.code(status), toDocument(<SayingPage frame={plainFrame(deps)} id={id} />));
  });
}
