import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { methodListSchema, methodSchema } from '../../contracts/api-methods.ts';
import { methods } from '../../machines/index.ts';
import { ApiProblem } from '../errors.ts';
import { toMethod } from '../method-catalogue.ts';
import { formsOf } from '../forms/form-library.ts';
import { problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

/** The catalogue: what methods there are, and what can be reported in each. */
export function methodRoutes(app: FastifyInstance, { forms }: Routing): void {
  const tags = ['methods'];

  typed(app).get(
    '/methods',
    { schema: { tags, security, summary: 'All methods', response: { 200: methodListSchema, 401: problems[401] } } },
    () => ({
      items: [...methods.values()].map(({ method, version, title }) => ({ method, version, title })),
      next: null,
    }),
  );

  typed(app).get(
    '/methods/:method',
    {
      schema: {
        tags,
        security,
        summary: 'One method: steps, tasks, windows, events with their schemas and roles',
        params: z.object({ method: z.string().max(100) }),
        response: { 200: methodSchema, 401: problems[401], 404: problems[404] },
      },
    },
    ({ params }) => {
      const chart = methods.get(params.method);
      if (chart === undefined)
        throw new ApiProblem(404, { because: `there is no method ${params.method}`, allowed: [...methods.keys()] });
      return toMethod(chart, formsOf(forms, chart.method));
    },
  );
}
