import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answerSchema, linkSchema } from '../../contracts/api-links.ts';
import { listOf, takenSchema } from '../../contracts/api.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { stateOf } from '../../links/index.ts';
import type { LinkRow } from '../../links/index.ts';
import { answersOf } from '../links/answers.ts';
import { codeSlip } from '../links/code-slip.ts';
import { renewFor } from '../links/renew.ts';
import { callerOf } from '../auth.ts';
import { keyOf, visibleMatch } from '../commands.ts';
import { nowOf } from '../deps.ts';
import { conflict, notFound } from '../errors.ts';
import { iso } from '../match-view.ts';
import { commandProblems, idParams, keyHeader, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const tags = ['links'];
const named = { tags, security };
const linkParams = idParams.extend({ link: z.string().max(100) });

/** Participants' links, for staff: who has one, how it stands, a new one, none any more. What opens it is never told. */
export function linkRoutes(app: FastifyInstance, deps: Routing): void {
  const { store } = deps.links;

  typed(app).get(
    '/matches/:id/links',
    {
      schema: {
        ...named,
        summary: 'The links that participants were sent, the newest first',
        params: idParams,
        response: { 200: listOf(linkSchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const links = await store.ofMatch(rows.match.id);
      return { items: links.map((link) => toLink(link, nowIn(deps, rows))), next: null };
    },
  );

  typed(app).post(
    '/matches/:id/links/:link/renew',
    {
      schema: {
        ...named,
        summary: 'Send the person a new link in the place of this one',
        params: linkParams,
        headers: keyHeader,
        response: { 200: linkSchema, 202: takenSchema, ...commandProblems },
      },
    },
    async (request, reply) => {
      const { rows, link } = await linkOf(deps, request);
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const answer = await renewFor(deps, callerOf(request), link, key);
      if (answer.status === 202) return reply.code(202).send(answer.taken);
      return reply.code(200).send(toLink((await linkAgain(deps, rows, link)) ?? link, nowIn(deps, rows)));
    },
  );

  typed(app).post(
    '/matches/:id/links/:link/revoke',
    {
      schema: {
        ...named,
        summary: 'Switch a link off',
        params: linkParams,
        response: { 200: linkSchema, ...commandProblems },
      },
    },
    async (request) => {
      const { rows, link } = await linkOf(deps, request);
      await store.revoke(link.id, 'revoked');
      return toLink((await linkAgain(deps, rows, link)) ?? link, nowIn(deps, rows));
    },
  );

  typed(app).get(
    '/matches/:id/links/:link/code.pdf',
    {
      schema: {
        ...named,
        summary: 'The code of a link, to print and hand to its person',
        params: linkParams,
        produces: ['application/pdf'],
      },
    },
    async (request, reply) => {
      const { rows, link } = await linkOf(deps, request);
      const state = stateOf(link, nowIn(deps, rows));
      if (state !== 'live') throw conflict(`the link does not open: it is ${state}`);
      return reply.type('application/pdf').send(await codeSlip(deps, rows, link));
    },
  );

  typed(app).get(
    '/matches/:id/answers',
    {
      schema: {
        ...named,
        summary: 'What participants answered, by link or through staff, the oldest first',
        params: idParams,
        response: { 200: listOf(answerSchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return { items: await answersOf(deps, rows), next: null };
    },
  );
}

const nowIn = ({ clock }: Routing, { match }: MatchRows): Date => new Date(nowOf(match, clock()));

type Asking = Parameters<typeof callerOf>[0] & { params: { id: string; link: string } };

/** A link of a match that the caller looks after; 404 for any other. */
async function linkOf(deps: Routing, request: Asking): Promise<{ rows: MatchRows; link: LinkRow }> {
  const rows = await visibleMatch(deps, callerOf(request), request.params.id);
  const link = await linkAgain(deps, rows, { id: request.params.link });
  if (link === undefined) throw notFound('there is no such link in this match');
  return { rows, link };
}

async function linkAgain(
  { links }: Routing,
  { match }: MatchRows,
  { id }: Pick<LinkRow, 'id'>,
): Promise<LinkRow | undefined> {
  return (await links.store.ofMatch(match.id)).find((link) => link.id === id);
}

const toLink = (link: LinkRow, now: Date) => ({
  id: link.id,
  purpose: link.purpose,
  person: link.person,
  part: link.part,
  task: link.task,
  state: stateOf(link, now),
  madeAt: iso(link.madeAt),
  expiresAt: iso(link.expiresAt),
});
