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
    const { readsOwnForm } = request.routeOptions.config;
    if (
      readsOwnForm === true ||
      request.method !== 'POST' ||
      request.caller === null ||
      /^\/(sign-in|sign-out|l|code)\b/.test(request.url)
    )
      done();
    else app.csrfProtection(request, reply, done);
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route reads the form by itself, as one that brings a file, and asks `mustBePressed`. */
    readonly readsOwnForm?: boolean;
  }
}

/**
 * The same for a form that brings a file: asked with the fields that stand before it, so that nothing of a foreign form's file is read.
 * Throws 403.
 */
export function mustBePressed(
  app: FastifyInstance,
  request: FastifyRequest,
  fields: Readonly<Record<string, unknown>>,
) {
  const asked = { body: fields, cookies: request.cookies, headers: {}, log: request.log };
  const refuse = (error: unknown) => {
    throw inWords(error);
  };
  app.csrfProtection(asked as never, { send: refuse } as never, () => undefined);
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
export const sentBy = (request: FastifyRequest): Sent => sentIn((request.body ?? {}) as Record<string, unknown>);

interface Sent {
  readonly fields: Record<string, unknown>;
  readonly key: string;
}
export function sentIn({ [TOKEN]: _, [KEY]: key, ...fields }: Readonly<Record<string, unknown>>): Sent {
  return { fields, key: typeof key === 'string' && /^[\w-]{1,100}$/.test(key) ? key : makeId() };
}
