import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SESSION_COOKIE } from '../auth.ts';
import type { OpenedSession } from '../../db/sessions.ts';
import { typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { sendLink } from '../sign-in/ask.ts';
import { askedBy, keepSession, markAsking } from '../sign-in/cookies.ts';
import { deviceOf } from '../sign-in/device.ts';
import { makeErrands } from '../sign-in/errands.ts';
import { accountBySigning, askToSign } from '../sign-in/passkeys.ts';
import { safePath } from '../sign-in/safe-path.ts';
import type { Mistake } from './act/report.tsx';
import { toHtml } from './layout.tsx';
import { readerOf, sendPage } from './page.ts';
import { AskedPage, PressToSignInPage, ShutLinkPage, SignInPage } from './sign-in.tsx';

const codeParams = z.object({ code: z.string().min(1).max(200) });
const query = z.object({ to: z.string().max(1000).catch('/').default('/') });
const emailSchema = z.email().max(254);
/** A code is long, but nobody needs to try many. */
const careful = { rateLimit: { max: 30, timeWindow: '1 minute' } };
/** From one address: a whole office may sit behind it. What one account is sent is counted apart. */
const rarely = { rateLimit: { max: 20, timeWindow: '15 minutes' } };

/** Signing in, by a letter or a passkey. Looking at a link shows a button (mail scanners look, too), pressing it uses the link up. */
export function signInPages(app: FastifyInstance, deps: Routing): void {
  const { accounts, clock, publicUrl, canSendMail } = deps;
  const errand = makeErrands(app);
  const now = () => new Date(clock());

  /** Signed in: whoever was before is signed out, and the address shows no secret any more. */
  async function enter(request: FastifyRequest, reply: FastifyReply, opened: OpenedSession, to: unknown) {
    const before = request.cookies[SESSION_COOKIE];
    if (before !== undefined) await accounts.signOut(before);
    errand(() => accounts.forgetExpired(now()), 'what has expired could not be thrown away');
    keepSession(request, reply, opened, publicUrl);
    return reply.redirect(safePath(to), 303);
  }
  const ask = (request: FastifyRequest, reply: FastifyReply, to: unknown, mistake?: Mistake, email = '') =>
    sendPage(
      reply,
      toHtml(
        <SignInPage
          reader={readerOf(request, deps)}
          to={safePath(to)}
          canSendMail={canSendMail}
          email={email}
          mistakes={mistake === undefined ? [] : [mistake]}
        />,
      ),
    );

  typed(app).get('/sign-in', { schema: { querystring: query } }, (request, reply) => {
    const { to } = request.query;
    return request.caller === null ? ask(request, reply, to) : reply.redirect(safePath(to), 303);
  });

  app.post('/sign-in', { config: rarely }, async (request, reply) => {
    const { email, to } = sent(request);
    if (!canSendMail) return reply.redirect('/sign-in', 303);
    const read = emailSchema.safeParse(email.trim());
    if (!read.success) return ask(request, reply.code(422), to, NO_ADDRESS, email);
    const browser = markAsking(request, reply, publicUrl);
    const asking = { email: read.data, browser, goesTo: safePath(to) };
    errand(() => sendLink(deps, asking), 'a sign-in letter was not sent');
    return reply.redirect('/sign-in/asked', 303);
  });

  app.get('/sign-in/asked', (request, reply) =>
    sendPage(reply, toHtml(<AskedPage reader={readerOf(request, deps)} />)),
  );

  app.post('/sign-in/passkey/question', { config: careful }, async (request, reply) =>
    reply.header('cache-control', 'no-store').send(await askToSign(deps, markAsking(request, reply, publicUrl))),
  );

  app.post('/sign-in/passkey', { config: careful }, async (request, reply) => {
    const { answer, to } = sent(request);
    const account = await accountBySigning(deps, askedBy(request) ?? '', answer);
    if (account === undefined) return ask(request, reply.code(422), to, NO_PASSKEY);
    const opened = await accounts.openSession(account, deviceOf(request.headers['user-agent']), now());
    return enter(request, reply, opened, to);
  });

  typed(app).get('/sign-in/:code', { config: careful, schema: { params: codeParams } }, async (request, reply) => {
    const { code } = request.params;
    const link = await accounts.signInLink(code, now(), { browser: askedBy(request) });
    if (link?.state !== 'live') return shut(request, reply, link?.state);
    const page = <PressToSignInPage reader={readerOf(request, deps)} code={code} name={link.name} />;
    return sendPage(reply, toHtml(page));
  });

  typed(app).post('/sign-in/:code', { config: careful, schema: { params: codeParams } }, async (request, reply) => {
    const { code } = request.params;
    const opening = { browser: askedBy(request), device: deviceOf(request.headers['user-agent']) };
    const opened = await accounts.signIn(code, now(), opening);
    if (opened !== undefined) return enter(request, reply, opened, opened.goesTo);
    return shut(request, reply, (await accounts.signInLink(code, now(), opening))?.state);
  });

  function shut(request: FastifyRequest, reply: FastifyReply, why: keyof typeof STATUS | 'live' = 'unknown') {
    const said = why === 'live' ? 'used' : why;
    return sendPage(reply.code(STATUS[said]), toHtml(<ShutLinkPage reader={readerOf(request, deps)} why={said} />));
  }

  app.post('/sign-out', async (request, reply) => {
    const session = request.cookies[SESSION_COOKIE];
    if (session !== undefined) await accounts.signOut(session);
    return reply.clearCookie(SESSION_COOKIE, { path: '/' }).redirect('/sign-in', 303);
  });
}

const STATUS = { unknown: 404, used: 410, expired: 410, otherBrowser: 403 } as const;
const NO_ADDRESS: Mistake = { name: 'email', text: 'Enter an e-mail address, like name@example.org' };
const NO_PASSKEY: Mistake = {
  name: undefined,
  text: 'That passkey opens no account here. It may have been removed, or the page was open for too long: try again.',
};

/** The fields of a form, each a text. */
function sent({ body }: FastifyRequest): { email: string; to: string; answer: string } {
  const { email, to, answer } = (body ?? {}) as Record<string, unknown>;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { email: text(email), to: text(to), answer: text(answer) };
}
