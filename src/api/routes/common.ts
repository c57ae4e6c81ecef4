import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problemSchema } from '../../contracts/api.ts';
import type { Deliver } from '../delivery.ts';
import type { ApiDeps } from '../deps.ts';

/** What every route file gets. */
export interface Routing extends ApiDeps {
  readonly deliver: Deliver;
}
export const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();

export const idParams = z.object({ id: z.string().max(100) });
export const pageQuery = z.object({ after: z.string().max(500).optional() });

const saying = (description: string) => problemSchema.meta({ description });
/** What every call of the API may answer instead. */
export const problems = {
  401: saying('No token, or none that is known'),
  403: saying('Not for your role'),
  404: saying('Not there, or not visible to you'),
  422: saying('Malformed: `errors` holds the paths, `allowed` the names that are known'),
  503: saying('Not now: send again with the same key'),
} as const;
export const commandProblems = {
  ...problems,
  409: saying('Not possible now: `because` says why, `allowed` what is; or the key was used for another request'),
} as const;

export const keyHeader = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .meta({ description: 'Your own name for this request. Sent again with the same key it is done once.' }),
});
export const security = [{ token: [] }];
