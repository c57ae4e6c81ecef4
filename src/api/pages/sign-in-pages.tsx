import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { SESSION_COOKIE } from '../auth.ts';
import { typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { toHtml } from './layout.tsx';
import { readerOf, sendPage } from './page.ts';
import { OldLinkPage, SignInPage } from './sign-in.tsx';

const codeParams = z.object({ code: z.string().min(1).max(200) });
/** A code is long, but nobody needs to try many. */
const careful = { rateLimit: { max: 30, timeWindow: '1 minute' } };

/** Signing in: looking at the link shows a button (mail scanners look, too), pressing it uses the code up. */
export function signInPages(app: FastifyInstance, deps: Routing): void {
  const { accounts, clock, publicUrl } = deps;

  typed(app).get('/sign-in/:code', { config: careful, schema: { params: codeParams } }, async (request, reply) => {
    const { code } = request.params;
    const account = await accounts.peekSignInLink(code, new Date(clock()));
    const reader = readerOf(request, deps);
    if (account === undefined) return sendPage(reply.code(404), toHtml(<OldLinkPage reader={reader} />));
    return sendPage(reply, toHtml(<SignInPage reader={reader} code={code} name={account.name} />));
  });

  typed(app).post('/sign-in/:code', { config: careful, schema: { params: codeParams } }, async (request, reply) => {
    const signedIn = await accounts.signIn(request.params.code, new Date(clock()));
    if (signedIn === undefined)
      return sendPage(reply.code(404), toHtml(<OldLinkPage reader={readerOf(request, deps)} />));
    return reply
      .setCookie(SESSION_COOKIE, signedIn.session, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: publicUrl.startsWith('https:'),
        expires: signedIn.expiresAt,
      })
      .redirect('/', 303);
  });

  app.post('/sign-out', async (request, reply) => {
    const session = request.cookies[SESSION_COOKIE];
    if (session !== undefined) await accounts.signOut(session);
    return reply.clearCookie(SESSION_COOKIE, { path: '/' }).redirect('/', 303);
  });
}
