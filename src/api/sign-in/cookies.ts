import type { FastifyReply, FastifyRequest } from 'fastify';
import { makeSecret } from '../../db/secrets.ts';
import type { OpenedSession } from '../../db/sessions.ts';
import { SESSION_COOKIE } from '../auth.ts';

/** What a browser keeps from asking until it has signed in: a link that it asked for opens nowhere else. */
const ASKED_COOKIE = 'peermatch_asked';
const HALF_AN_HOUR = 30 * 60;
const SECRET = /^[\w-]{32}$/;

const common = (publicUrl: string) =>
  ({ httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') }) as const;

export function askedBy({ cookies }: FastifyRequest): string | undefined {
  const kept = cookies[ASKED_COOKIE];
  return kept !== undefined && SECRET.test(kept) ? kept : undefined;
}

/** Marks the browser; one that asks again keeps its mark, so that the first letter still opens. */
export function markAsking(request: FastifyRequest, reply: FastifyReply, publicUrl: string): string {
  const browser = askedBy(request) ?? makeSecret();
  void reply.setCookie(ASKED_COOKIE, browser, { ...common(publicUrl), path: '/sign-in', maxAge: HALF_AN_HOUR });
  return browser;
}

export function keepSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { session, expiresAt }: OpenedSession,
  publicUrl: string,
): void {
  void reply.setCookie(SESSION_COOKIE, session, { ...common(publicUrl), path: '/', expires: expiresAt });
  if (askedBy(request) !== undefined) void reply.clearCookie(ASKED_COOKIE, { path: '/sign-in' });
}
