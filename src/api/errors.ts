import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../contracts/api.ts';
import { EngineAway } from './engine.ts';

type Saying = Omit<Problem, 'type' | 'title' | 'status' | 'instance'>;

/** An answer that is not the wished one, with its reason for people (RFC 9457; style.md 3.5). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly saying: Saying;
  readonly retryAfter: number | undefined;

  constructor(status: number, saying: Saying, retryAfter?: number) {
    super(saying.because ?? saying.detail ?? STATUS_CODES[status] ?? 'problem');
    this.status = status;
    this.saying = saying;
    this.retryAfter = retryAfter;
  }
}

export const notFound = (
  because = 'there is nothing here, or it is not for you',
  allowed?: readonly unknown[],
): ApiProblem => new ApiProblem(404, { because, ...(allowed ? { allowed: [...allowed] } : {}) });
export const notAllowed = (because: string): ApiProblem => new ApiProblem(403, { because });
export const conflict = (because: string, more: Saying = {}): ApiProblem => new ApiProblem(409, { because, ...more });
export const invalid = (path: string, message: string, allowed?: readonly unknown[]): ApiProblem =>
  new ApiProblem(422, { errors: [{ path, message }], ...(allowed ? { allowed: [...allowed] } : {}) });
export const sendAgain = (because: string): ApiProblem =>
  new ApiProblem(503, { because, detail: 'Nothing is lost: send again with the same key.' }, 2);

/** The paths of zod issues, as callers write them: `people.0.name`. */
export const issuePaths = (
  issues: readonly {
    readonly path: readonly PropertyKey[];
    readonly message: string;
    readonly keys?: readonly string[];
  }[],
  prefix: readonly string[] = [],
): { path: string; message: string }[] =>
  issues.flatMap(({ path, message, keys }) =>
    keys === undefined
      ? [{ path: [...prefix, ...path].join('.'), message }]
      : keys.map((key) => ({ path: [...prefix, ...path, key].join('.'), message: 'is not known here' })),
  );

/** True when the database cannot be reached or does not answer, so that the same command may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && AWAY.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable/.test(
    error.message,
  );
}
const AWAY = /^(ECONN(REFUSED|RESET|ABORTED)|ENOTFOUND|EPIPE|ETIMEDOUT|EHOSTUNREACH|57P0[1-5]|57014|08\w{3}|53300)$/;

/** One error policy for the API: problem+json, and never a message at 500 and above that is not meant for callers. */
export function useErrors(app: FastifyInstance, page?: (request: FastifyRequest) => string): void {
  app.setErrorHandler((error: FastifyError, request, reply) => send(toProblem(error, request), request, reply));
  app.setNotFoundHandler((request, reply) => {
    if (page !== undefined && request.headers.accept?.includes('text/html'))
      return reply.code(404).type('text/html; charset=utf-8').send(page(request));
    return send(notFound('there is no such page or call'), request, reply);
  });
}

export function toProblem(error: unknown, request: FastifyRequest): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return malformed(error);
  if (/^FST_ERR_CTP_(INVALID_JSON_BODY|EMPTY_JSON_BODY)/.test(String((error as FastifyError).code)))
    return invalid('', 'the body must be JSON');
  if (error instanceof EngineAway) return sendAgain('the engine does not answer at the moment');
  if (isDatabaseAway(error)) {
    request.log.warn({ err: error }, 'the database is away');
    return sendAgain('the database does not answer at the moment');
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new ApiProblem(status, { because: (error as Error).message });
  request.log.error({ err: error }, 'a request failed');
  return new ApiProblem(500, { detail: `Something went wrong here. Our log has it under ${request.id}.` });
}

interface Malformed {
  readonly validation: readonly {
    readonly instancePath: string;
    readonly message?: string | undefined;
    readonly params: unknown;
  }[];
  readonly validationContext?: string | undefined;
}

/** Paths in the body are written as they are; those elsewhere say where. */
function malformed({ validation, validationContext }: Malformed): ApiProblem {
  const prefix = validationContext === undefined || validationContext === 'body' ? [] : [validationContext];
  const issues = validation.map(({ instancePath, message = 'is wrong', params }) => {
    const keys = (params as { keys?: unknown }).keys;
    const path = instancePath.split('/').filter((step) => step !== '');
    return { path, message, ...(Array.isArray(keys) ? { keys: keys.map(String) } : {}) };
  });
  return new ApiProblem(422, { errors: issuePaths(issues, prefix) });
}

function send(problem: ApiProblem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, saying, retryAfter } = problem;
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  const body: Problem = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Problem', status, ...saying };
  // A plain string: the schema of the wished answer does not apply.
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send({ ...body, instance: request.url.split('?')[0] });
}
