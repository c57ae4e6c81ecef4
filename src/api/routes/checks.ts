import type { FastifyInstance } from 'fastify';
import { checksOf, mirrorOf } from '../../checks/index.ts';
import { checkSchema, mirrorSchema, readinessSchema } from '../../contracts/api-checks.ts';
import { listOf } from '../../contracts/api.ts';
import { callerOf } from '../auth.ts';
import { toCheck, toReadiness } from '../check-views.ts';
import { visibleMatch } from '../commands.ts';
import { notFound } from '../errors.ts';
import { materialOf } from '../material.ts';
import { idParams, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

/** The rules that the mirror matrix is about: a counterpart for everybody, and teams from several places. */
const MIRRORED = ['R3', 'R16'];

/** What the guide's rules say about a match. They are looked at now, whatever was found before. */
export function checkRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['checks'];

  typed(app).get(
    '/matches/:id/checks',
    {
      schema: {
        tags,
        security,
        summary: 'Every rule of the method, whether it holds, why it matters and what to do',
        params: idParams,
        response: { 200: listOf(checkSchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const { method } = rows.match;
      const verdicts = checksOf(method).look(await materialOf(deps, rows));
      return { items: verdicts.map((one) => toCheck(deps.words(method), one)), next: null };
    },
  );

  typed(app).get(
    '/matches/:id/mirror',
    {
      schema: {
        tags,
        security,
        summary: 'Role kinds by teams: who finds a counterpart on the other side',
        params: idParams,
        response: { 200: mirrorSchema, ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const { roleKinds, look } = checksOf(rows.match.method);
      if (roleKinds === undefined) throw notFound('teams do not mirror each other in this method');
      const material = await materialOf(deps, rows);
      const { teams, rows: lines, gaps } = mirrorOf(material.people, roleKinds);
      const checks = look(material).filter(({ rule }) => MIRRORED.includes(rule));
      return {
        teams: [...teams],
        rows: [...lines],
        gaps: [...gaps],
        checks: checks.map((one) => toCheck(deps.words(rows.match.method), one)),
      };
    },
  );

  typed(app).get(
    '/matches/:id/readiness',
    {
      schema: {
        tags,
        security,
        summary: 'Are we ready? Three parts with what they rest on, and the core questions',
        params: idParams,
        response: { 200: readinessSchema, ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const answer = toReadiness(deps.words(rows.match.method), rows, await materialOf(deps, rows));
      if (answer === undefined) throw notFound('this method asks nothing about readiness');
      return answer;
    },
  );
}
