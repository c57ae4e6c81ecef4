import type { FastifyInstance } from 'fastify';
import { invalid } from './errors.ts';

/**
 * Whatever is sent is text that a database can keep and people can read: no NUL, no half of a character. Refused before anything
 * else looks at it (422 with the path), in bodies, addresses and questions alike.
 */
export function takeOnlyText(app: FastifyInstance): void {
  app.addHook('preValidation', (request, _reply, done) => {
    const { body, params, query } = request;
    const at = firstWrong(body, []) ?? firstWrong(params, ['params']) ?? firstWrong(query, ['querystring']);
    done(at && invalid(at.join('.'), 'has a character that is no text'));
  });
}

function firstWrong(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') return isText(value) ? undefined : path;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const wrong = isText(name) ? firstWrong(inner, [...path, name]) : path;
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const isText = (value: string): boolean => !value.includes('\0') && !/\p{Surrogate}/u.test(value);
