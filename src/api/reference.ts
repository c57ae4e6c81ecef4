import { STATUS_CODES } from 'node:http';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';
import { problemSchema } from '../contracts/api.ts';
import type { ApiDeps } from './deps.ts';
import { formComponents } from './forms/form-library.ts';

const PROBLEM = 'application/problem+json';
/** What any call may answer instead of what it is for: by its caller, its address, its body, its pace, or the moment. */
const ANYWHERE = [400, 401, 403, 404, 409, 413, 415, 422, 429, 503];

/** OpenAPI 3.1 of all calls, and the pages that explain it. */
export async function useReference(app: FastifyInstance, { forms }: ApiDeps): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Peermatch',
        version: '1',
        description:
          'Keeps the promises of a peer match. Errors are problem+json (RFC 9457): `because` says why, `allowed` what is possible.',
      },
      components: {
        schemas: { ...formComponents(forms), Problem: z.toJSONSchema(problemSchema) } as never,
        securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      },
    },
    transform: (route) => {
      const transformed = jsonSchemaTransform(route);
      return mayBeEmpty(route.schema?.body)
        ? { ...transformed, schema: { ...transformed.schema, [EMPTY]: true } }
        : transformed;
    },
    transformObject: (document) =>
      'openapiObject' in document
        ? withProblems(document.openapiObject as OpenAPIV3_1.Document)
        : document.swaggerObject,
  });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    transformStaticCSP: () =>
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'",
  });
}

const EMPTY = 'x-may-be-empty';
const mayBeEmpty = (body: unknown): boolean => body instanceof z.ZodType && body.safeParse(undefined).success;

/** Says of every call under /api which problems it may answer, and that they come as problem+json. */
function withProblems(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const paths = Object.entries(document.paths ?? {}).filter(([path]) => path.startsWith('/api/'));
  const operations = paths.flatMap(([, item]) => Object.values(item ?? {}) as OpenAPIV3_1.OperationObject[]);
  for (const operation of operations) {
    operation.responses = problemsOf(operation.responses ?? {});
    const { requestBody } = operation;
    if (EMPTY in operation && requestBody !== undefined && 'content' in requestBody) requestBody.required = false;
  }
  return document;
}

const content = { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } };

/** What a call says itself stays; of its problems only their meaning is its own. */
function problemsOf(said: OpenAPIV3_1.ResponsesObject): OpenAPIV3_1.ResponsesObject {
  const own = Object.entries(said).map(([status, answer]): [string, typeof answer] =>
    Number(status) >= 400 && 'description' in answer ? [status, { ...answer, content }] : [status, answer],
  );
  const others = ANYWHERE.map((status) => [status, { description: STATUS_CODES[status] ?? 'Problem', content }]);
  return { ...Object.fromEntries(others), ...Object.fromEntries(own) };
}
