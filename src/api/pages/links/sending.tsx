import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { toProblem } from '../../errors.ts';
import { methods } from '../../../machines/index.ts';
import type { Routing } from '../../routes/common.ts';
import { languageFor, otherLanguages } from './language.ts';
import type { Speaking } from './language.ts';
import { toDocument } from './layout.tsx';
import type { PageFrame } from './layout.tsx';
import { SayingPage } from './other-pages.tsx';

/** A language that was pressed on a page; anything else is as if nothing had been. */
export const languageInAddress = z
  .string()
  .regex(/^[a-z]{2}$/)
  .optional()
  .catch(undefined);

/** A page that nobody else shall see: not kept by anybody, found by no search engine, and no other page learns its address. */
export const sendPrivately = (reply: FastifyReply, html: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex, nofollow')
    .send(html);

/** Before it is known whose page it is: in the language that was chosen or that the browser asks for, and without anybody to call. */
export function plainFrame(
  { programName, pageWords }: Pick<Routing, 'programName' | 'pageWords'>,
  speaking: Partial<Speaking>,
): PageFrame {
  const [method = ''] = methods.keys();
  const book = pageWords(method);
  const language = languageFor(book, speaking, undefined);
  return {
    program: programName,
    language,
    languages: speaking.here === undefined ? [] : otherLanguages(book, language, speaking.here),
    shared: book.shared(language),
    facts: { program: programName },
    contact: undefined,
  };
}

/** What went wrong, in the words of these pages. */
export function useProblemPages(app: FastifyInstance, deps: Routing): void {
  app.setErrorHandler((error, request: FastifyRequest, reply) => {
    const { status } = toProblem(error, request);
    const id = status === 429 ? 'tooMany' : status >= 500 ? 'away' : 'unknown';
    const { pm_language: chosen } = request.cookies;
    const frame = plainFrame(deps, { chosen, browser: request.headers['accept-language'] });
    return sendPrivately(reply.code(status), toDocument(<SayingPage frame={frame} id={id} />));
  });
}
