import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TokenRole } from '../contracts/names.ts';
import type { Caller } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { ApiProblem } from './errors.ts';
import { signInAt } from './sign-in/safe-path.ts';

export const SESSION_COOKIE = 'peermatch_session';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the hooks of this file; read it with `callerOf`. */
    caller: Caller | null;
  }
}

/** Every call below needs a bearer token. */
export function requireToken(app: FastifyInstance, { accounts, clock }: ApiDeps): void {
  app.addHook('onRequest', async (request) => {
    const [scheme, secret] = (request.headers.authorization ?? '').split(' ');
    const bearer =
      scheme?.toLowerCase() === 'bearer' && secret ? await accounts.bearerOf(secret, new Date(clock())) : undefined;
    if (bearer === undefined)
      throw new ApiProblem(401, { because: 'this needs a token: send "Authorization: Bearer <token>"' });
    const { account, name, email, roles } = bearer;
    request.caller = { account, name, email, roles, by: 'token' };
  });
}

/** Pages know their reader by a cookie; who is not signed in has no caller. */
export function useSession(app: FastifyInstance, { accounts, clock }: ApiDeps): void {
  app.addHook('onRequest', async (request) => {
    const session = request.cookies[SESSION_COOKIE];
    if (session === undefined) return;
    const account = await accounts.sessionOf(session, new Date(clock()));
    if (account === undefined) return;
    const { id, name, email, roles, session: named } = account;
    request.caller = { account: id, name, email, roles, by: 'session', session: named };
  });
}

/** What needs nobody to be signed in: signing in itself, participants' links, and what pages are dressed with. */
const OPEN = /^\/(sign-in|sign-out|l|code|assets)(\/|$)/;

/**
 * Every other page needs somebody signed in, also one that forgets to ask: who wanted to read is led to signing in and then to the page;
 * who wanted to do something is told so, since it cannot be done again unasked.
 */
export function requireSession(app: FastifyInstance): void {
  const mayPass = (request: FastifyRequest) => request.caller !== null || OPEN.test(request.routeOptions.url ?? '');
  app.addHook('onRequest', async (request, reply) => {
    // Who was signed out meanwhile gets back what was typed: so a form is read before it is refused.
    if (mayPass(request) || isSmallForm(request)) return;
    const { 'hx-current-url': shown, accept = '' } = request.headers;
    const isReading = ['GET', 'HEAD'].includes(request.method);
    if (isReading && typeof shown === 'string') void reply.header('hx-redirect', signInAt(pathOf(shown)));
    else if (isReading && accept.includes('text/html'))
      return reply.header('cache-control', 'no-store').redirect(signInAt(request.url), 303);
    throw new ApiProblem(401, { because: 'you are not signed in' });
  });
  app.addHook('preValidation', async (request) => {
    if (!mayPass(request)) throw new ApiProblem(401, { because: 'you are not signed in' });
  });
}

const SMALL = 100_000;
const isSmallForm = ({ method, headers }: FastifyRequest): boolean =>
  method === 'POST' &&
  headers['content-type'] === 'application/x-www-form-urlencoded' &&
  Number(headers['content-length']) <= SMALL;

function pathOf(address: string): string {
  const { pathname, search } = URL.canParse(address) ? new URL(address) : { pathname: '/', search: '' };
  return `${pathname}${search}`;
}

export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new ApiProblem(401, { because: 'this needs a token' });
  return request.caller;
}

export const requireRole = (caller: Caller, role: TokenRole, because: string): void =>
  requireAnyRole(caller, [role], because);

export function requireAnyRole(caller: Caller, roles: readonly TokenRole[], because: string): void {
  if (!roles.some((role) => caller.roles.includes(role))) throw new ApiProblem(403, { because });
}
