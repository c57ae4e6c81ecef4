import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OWN_LINK } from '../../../links/index.ts';
import type { Body } from '../../forms/sent-answers.ts';
import { openLink } from '../../links/open-link.ts';
import { askForNewLink, canRenew } from '../../links/renew.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { AnswerPage } from './answer-page.tsx';
import { autosaved } from './autosaved.tsx';
import { codePages } from './code-pages.tsx';
import { addressIn, speakingIn } from './language.ts';
import type { Speaking } from './language.ts';
import { toDocument } from './layout.tsx';
import { NotedPage } from './noted-page.tsx';
import { SayingPage } from './other-pages.tsx';
import { blankPaper } from './paper.ts';
import { makePressing } from './pressing.ts';
import type { Pressing } from './pressing.ts';
import { languageInAddress, plainFrame, sendPrivately, useProblemPages } from './sending.tsx';
import { PARTICIPANT_STYLE } from './style.ts';
import { unsentIn } from './sent-texts.ts';
import { answerView, frameOf, notedView } from './views.ts';
import type { Tried, Visit } from './views.ts';

const params = z.object({ token: z.string().max(200) });
const said = z.enum(['undone', 'refused', 'lateNoted', 'kept']).optional().catch(undefined);
const querystring = z.object({ said, language: languageInAddress });
const limited = (max: number) => ({ rateLimit: { max, timeWindow: '1 minute' } });

/**
 * Pages for people without an account (requirements.md B2.8): looking at a link only shows, a button acts. The link in the address of
 * the form is what the sender knows and nobody else, so nobody else can make her press.
 */
export function linkPages(app: FastifyInstance, deps: Routing): void {
  const pressing = makePressing();
  const secure = deps.publicUrl.startsWith('https:');
  const speakingAt = (
    request: FastifyRequest<{ Params: { token: string }; Querystring: { language?: string | undefined } }>,
    reply: FastifyReply,
  ) => speakingIn(request, reply, { here: `/l/${request.params.token}`, language: request.query.language, secure });
  useProblemPages(app, deps);
  app.get('/assets/participants.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(PARTICIPANT_STYLE),
  );
  codePages(app, deps);

  typed(app).get('/l/:token', { config: limited(300), schema: { params, querystring } }, async (request, reply) => {
    const speaking = speakingAt(request, reply);
    if (request.params.token === OWN_LINK) return say(deps, reply, speaking, 'example', 200);
    const opened = await openLink(deps, request.params.token);
    if (opened === undefined) return say(deps, reply, speaking, 'unknown', 404);
    return show(deps, reply, { opened, speaking }, { notice: request.query.said });
  });

  typed(app).get(
    '/l/:token/paper.pdf',
    { config: limited(60), schema: { params, querystring } },
    async (request, reply) => {
      const speaking = speakingAt(request, reply);
      const opened = await openLink(deps, request.params.token);
      const paper = opened && (await blankPaper(deps, { opened, speaking }));
      if (paper === undefined) return say(deps, reply, speaking, 'unknown', 404);
      return reply.type('application/pdf').header('cache-control', 'no-store').send(paper);
    },
  );

  typed(app).post('/l/:token', { config: limited(120), schema: { params, querystring } }, async (request, reply) => {
    const speaking = speakingAt(request, reply);
    const opened = await openLink(deps, request.params.token);
    if (opened === undefined) return say(deps, reply, speaking, 'unknown', 404);
    return press(
      deps,
      pressing,
      reply,
      { opened, speaking, token: request.params.token },
      (request.body ?? {}) as Body,
    );
  });
}

const say = (deps: Routing, reply: FastifyReply, speaking: Speaking, id: string, status: number): FastifyReply =>
  sendPrivately(reply.code(status), toDocument(<SayingPage frame={plainFrame(deps, speaking)} id={id} />));

interface Showing {
  readonly notice?: string | undefined;
  readonly tried?: Tried;
}

/** How things stand: what can be answered, what was, or why the link does not open. */
async function show(deps: Routing, reply: FastifyReply, visit: Visit, showing: Showing = {}) {
  const { opened, speaking } = visit;
  if (opened.shut !== undefined) {
    const renew = canRenew(opened) ? addressIn(speaking) : undefined;
    const frame = await frameOf(deps, visit);
    const unsent = showing.tried === undefined ? [] : unsentIn(showing.tried.body);
    const page = <SayingPage frame={frame} id={opened.shut} renew={renew} unsent={unsent} />;
    return sendPrivately(reply.code(410), toDocument(page));
  }
  if (opened.current === undefined && opened.possible.length > 0) {
    const view = await answerView(deps, visit, showing);
    return sendPrivately(reply, toDocument(<AnswerPage view={view} />));
  }
  const view = await notedView(deps, visit, showing);
  return sendPrivately(reply, toDocument(<NotedPage view={view} />));
}

async function press(
  deps: Routing,
  pressing: Pressing,
  reply: FastifyReply,
  visit: Visit & { readonly token: string },
  body: Body,
) {
  const { opened, speaking, token } = visit;
  const act = String(body['act'] ?? '');
  const saying = async (id: string) =>
    sendPrivately(reply, toDocument(<SayingPage frame={await frameOf(deps, visit)} id={id} />));
  if (act === 'renew') {
    await askForNewLink(deps, opened);
    return saying('renewed');
  }
  const tried = { answer: act, body, problems: {} };
  if (opened.shut !== undefined) return show(deps, reply, visit, { tried });
  if (act === 'autosave')
    return sendPrivately(reply, await autosaved(deps, visit, await pressing.saveHalf(deps, opened, body)));
  const acted = await pressing.perform(deps, opened, act, body);
  switch (acted.kind) {
    case 'noted':
    case 'kept':
      return reply.redirect(addressIn(speaking, SAID[act]), 303);
    case 'later':
      return saying('later');
    case 'refused': {
      if (unsentIn(body).length === 0) return reply.redirect(addressIn(speaking, 'refused'), 303);
      // How things stand now, with the words that were not taken.
      const now = (await openLink(deps, token)) ?? opened;
      return show(deps, reply.code(409), { opened: now, speaking }, { notice: 'refused', tried });
    }
    case 'newer':
      return show(deps, reply.code(412), visit, { tried: { ...tried, newer: acted.version } });
    case 'incomplete':
      return show(deps, reply.code(422), visit, { tried: { ...tried, problems: acted.problems } });
  }
}

/** What the page says after a press, where that is not what it shows anyway. */
const SAID: Readonly<Record<string, string>> = { undo: 'undone', late: 'lateNoted', keep: 'kept' };
