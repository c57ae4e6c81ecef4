import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { callerOf, SESSION_COOKIE } from '../../auth.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { deviceOf } from '../../sign-in/device.ts';
import { addNew, askForNew } from '../../sign-in/passkeys.ts';
import { hiddenFields, sentBy } from '../act/press.ts';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { AccountPage } from './account.tsx';
import type { Told } from './said.tsx';
import { mayWords } from './words.ts';

const SAID = {
  ended: 'Signed out there.',
  added: 'The passkey was added. You can sign in with it from now on.',
  removed: 'The passkey was removed. Your device may still show it; here it opens nothing any more.',
} as const;
const query = z.object({
  said: z
    .enum(Object.keys(SAID) as (keyof typeof SAID)[])
    .optional()
    .catch(undefined),
});
const NOT_ADDED = 'No passkey was added: the page was open for too long, or it was sent twice. Look at the list below.';
const LONGEST_NAME = 60;

/** Somebody's own account. */
export function accountPages(app: FastifyInstance, deps: Routing): void {
  const { accounts, clock } = deps;

  async function show(request: FastifyRequest, reply: FastifyReply, said?: Told) {
    const caller = callerOf(request);
    const now = clock();
    const known = await accounts.byId(caller.account);
    const page = (
      <AccountPage
        reader={readerOf(request, deps)}
        caller={caller}
        may={mayWords(known?.roles ?? [])}
        now={now}
        sessions={await accounts.sessionsOf(caller.account, new Date(now))}
        passkeys={await accounts.passkeysOf(caller.account)}
        said={said}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  }

  typed(app).get('/account', { schema: { querystring: query } }, (request, reply) => {
    const { said } = request.query;
    return show(request, reply, said && { text: SAID[said] });
  });

  typed(app).post('/account/sessions/:id/end', { schema: { params: idParams } }, async (request, reply) => {
    await accounts.endSessions(callerOf(request).account, request.params.id);
    return reply.redirect('/account?said=ended', 303);
  });

  app.post('/account/sessions/end', async (request, reply) => {
    await accounts.endSessions(callerOf(request).account);
    return reply.clearCookie(SESSION_COOKIE, { path: '/' }).redirect('/sign-in', 303);
  });

  app.post('/account/passkeys/question', async (request, reply) =>
    reply.header('cache-control', 'no-store').send(await askForNew(deps, callerOf(request))),
  );

  app.post('/account/passkeys', async (request, reply) => {
    const { answer, name } = sentBy(request).fields;
    const wanted = typeof name === 'string' ? name.trim().slice(0, LONGEST_NAME) : '';
    const called = wanted || deviceOf(request.headers['user-agent']);
    const added = await addNew(deps, callerOf(request), answer, called);
    if (added) return reply.redirect('/account?said=added', 303);
    return show(request, reply.code(422), { text: NOT_ADDED, wrong: true });
  });

  // A passkey's id is longer than what may stand in an address.
  app.post('/account/passkeys/remove', async (request, reply) => {
    await accounts.removePasskey(callerOf(request).account, String(sentBy(request).fields['passkey']));
    return reply.redirect('/account?said=removed', 303);
  });
}
