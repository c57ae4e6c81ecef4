import type { FastifyInstance } from 'fastify';
import { commitmentSchema, reviewSchema } from '../../contracts/api-closing.ts';
import { listOf } from '../../contracts/api.ts';
import { callerOf } from '../auth.ts';
import { commitmentsOf } from '../closing/commitments.ts';
import { reviewOf } from '../closing/review.ts';
import { visibleMatch } from '../commands.ts';
import { idParams, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

/** What a match leaves behind. */
export function closingRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['closing'];

  typed(app).get(
    '/matches/:id/commitments',
    {
      schema: {
        tags,
        security,
        summary: 'What people said they would do: whose it is, by when, kept, dropped or open',
        params: idParams,
        response: { 200: listOf(commitmentSchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return { items: await commitmentsOf(deps, rows), next: null };
    },
  );

  typed(app).get(
    '/matches/:id/review',
    {
      schema: {
        tags,
        security,
        summary:
          'The review of the summary: each reader’s result, the comments, the date, and whether it may be published',
        description: 'Who says nothing by the date had the opportunity; silence is never an approval.',
        params: idParams,
        response: { 200: reviewSchema, ...problems },
      },
    },
    async (request) => reviewOf(deps, await visibleMatch(deps, callerOf(request), request.params.id)),
  );
}
