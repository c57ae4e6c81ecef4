import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OWN_LINK } from '../../../links/index.ts';
import { giveAnswer, leaveComment, undoAnswer } from '../../links/act.ts';
import type { Acted } from '../../links/act.ts';
import type { Body } from '../../forms/sent-answers.ts';
import { openLink } from '../../links/open-link.ts';
import type { OpenedLink } from '../../links/open-link.ts';
import { askForNewLink, canRenew } from '../../links/renew.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { AnswerPage } from './answer-page.tsx';
import { codePages } from './code-pages.tsx';
import { toDocument } from './layout.tsx';
import { NotedPage } from './noted-page.tsx';
import { SayingPage } from './other-pages.tsx';
import { answerView, formIn, frameOf, notedView, textsIn } from './views.ts';
import type { Tried } from './views.ts';
import { plainFrame, sendPrivately, useProblemPages } from './sending.tsx';
import { PARTICIPANT_STYLE } from './style.ts';

const params = z.object({ token: z.string().max(200) });
const query = z.object({ said: z.enum(['undone', 'refused', 'lateNoted']).optional().catch(undefined) });
const limited = (max: number) => ({ rateLimit: { max, timeWindow: '1 minute' } });

/**
 * Pages for people without an account (requirements.md B2.8): looking at a link only shows, a button acts. The link in the address of
 * the form is what the sender knows and nobody else, so nobody else can make her press.
 */
export function linkPages(app: FastifyInstance, deps: Routing): void {
  useProblemPages(app, deps);
  app.get('/assets/participants.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(PARTICIPANT_STYLE),
  );
  codePages(app, deps);

  typed(app).get(
    '/l/:token',
    { config: limited(300), schema: { params, querystring: query } },
    async (request, reply) => {
      const { token } = request.params;
      if (token === OWN_LINK) return say(deps, reply, 'example', 200);
      const opened = await openLink(deps, token);
      if (opened === undefined) return say(deps, reply, 'unknown', 404);
      return show(deps, reply, opened, actionOf(token), { notice: request.query.said });
    },
  );

  typed(app).post('/l/:token', { config: limited(120), schema: { params } }, async (request, reply) => {
    const { token } = request.params;
    const opened = await openLink(deps, token);
    if (opened === undefined) return say(deps, reply, 'unknown', 404);
    return press(deps, request, reply, opened, actionOf(token));
  });
}

const actionOf = (token: string): string => `/l/${token}`;

const say = (deps: Routing, reply: FastifyReply, id: string, status: number): FastifyReply =>
  sendPrivately(reply.code(status), toDocument(<SayingPage frame={plainFrame(deps)} id={id} />));

interface Showing {
  readonly notice?: string | undefined;
  readonly tried?: Tried;
}

/** How things stand: what can be answered, what was, or why the link does not open. */
async function show(deps: Routing, reply: FastifyReply, opened: OpenedLink, action: string, showing: Showing = {}) {
  if (opened.shut !== undefined) {
    const renew = canRenew(opened) ? action : undefined;
    const frame = await frameOf(deps, opened);
    return sendPrivately(reply.code(410), toDocument(<SayingPage frame={frame} id={opened.shut} renew={renew} />));
  }
  const { notice, tried } = showing;
  if (opened.current === undefined && opened.possible.length > 0) {
    const view = await answerView(deps, opened, action, showing);
    return sendPrivately(reply, toDocument(<AnswerPage view={view} />));
  }
  const view = await notedView(deps, opened, action, { notice, ...(tried && { problems: tried.problems }) });
  return sendPrivately(reply, toDocument(<NotedPage view={view} />));
}

async function press(deps: Routing, request: FastifyRequest, reply: FastifyReply, opened: OpenedLink, action: string) {
  const body = (request.body ?? {}) as Body;
  const act = String(body['act'] ?? '');
  if (act === 'renew') {
    await askForNewLink(deps, opened);
    return sendPrivately(reply, toDocument(<SayingPage frame={await frameOf(deps, opened)} id="renewed" />));
  }
  if (opened.shut !== undefined) return show(deps, reply, opened, action);
  const acted = await perform(deps, opened, act, body);
  switch (acted.kind) {
    case 'noted':
      return reply.redirect(`${action}${SAID[act] ?? ''}`, 303);
    case 'later':
      return sendPrivately(reply, toDocument(<SayingPage frame={await frameOf(deps, opened)} id="later" />));
    case 'refused':
      return reply.redirect(`${action}?said=refused`, 303);
    case 'incomplete':
      return show(deps, reply.code(422), opened, action, { tried: { answer: act, body, problems: acted.problems } });
  }
}

/** What the page says after a press, where that is not what it shows anyway. */
const SAID: Readonly<Record<string, string>> = { undo: '?said=undone', late: '?said=lateNoted' };

async function perform(deps: Routing, opened: OpenedLink, act: string, body: Body): Promise<Acted> {
  const key = String(body['key'] ?? '');
  const texts = textsIn(body);
  if (act === 'undo') return undoAnswer(deps, opened, key);
  if (act === 'late') return leaveComment(deps, opened, texts['late'] ?? '', key);
  const answer = opened.entry.answers.find(({ id }) => id === act);
  if (answer === undefined) return { kind: 'refused' };
  const form = formIn(deps, opened, answer, body);
  return giveAnswer(deps, opened, answer, { key, texts, ...(form === undefined ? {} : { form }) });
}
