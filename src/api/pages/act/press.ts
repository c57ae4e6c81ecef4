import csrf from '@fastify/csrf-protection';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { makeId } from '../../../db/secrets.ts';
import { notAllowed } from '../../errors.ts';

/** Names of the hidden fields of every form that acts. */
const KEY = '_key';
const TOKEN = '_csrf';
const OLD_PAGE = 'this page was open for too long, so nothing was done. Open it again and press once more';

/**
 * Pages that act: a press counts only when it comes from a page of ours, by whoever that page was shown to. Signing in and out and
 * participants' links need no token, since each has a secret of its own; but no browser may bring them from a page of somebody else.
 */
export async function protectPresses(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(csrf, { cookieOpts: { path: '/', httpOnly: true, sameSite: 'lax', secure } });
  app.addHook('onRequest', (request, _reply, done) => {
    const from = request.headers['sec-fetch-site'] ?? 'none';
    const isOurs = request.method !== 'POST' || from === 'same-origin' || from === 'none';
    done(isOurs ? undefined : notAllowed('this was sent by a page of somebody else'));
  });
  app.addHook('preHandler', (request, reply, done) => {
    if (request.method !== 'POST' || request.caller === null || /^\/(sign-in|sign-out|l|code)\b/.test(request.url))
      done();
    else app.csrfProtection(request, reply, done);
  });
}

/** The same error, in words that help, when it says that the press came from no page of ours for this reader. */
export const inWords = (error: unknown): unknown =>
  String((error as { code?: unknown } | null)?.code).startsWith('FST_CSRF_') ? notAllowed(OLD_PAGE) : error;

/** Hidden fields of a form: who it was shown to, and a key, so that a double press counts once. */
export const hiddenFields = (reply: FastifyReply, key: string = makeId()): Record<string, string> => ({
  [TOKEN]: reply.generateCsrf(),
  [KEY]: key,
});

/** Those of a further form on the same page: shown to the same reader, with a key of its own. */
export const hiddenAgain = (hidden: Readonly<Record<string, string>>): Record<string, string> => ({
  ...hidden,
  [KEY]: makeId(),
});

/** What a form sent, and its key. */
export function sentBy(request: FastifyRequest): { fields: Record<string, unknown>; key: string } {
  const { [TOKEN]: _, [KEY]: key, ...fields } = (request.body ?? {}) as Record<string, unknown>;
  return { fields, key: typeof key === 'string' && /^[\w-]{1,100}$/.test(key) ? key : makeId() };
}
