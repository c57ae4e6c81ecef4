import type { FastifyInstance } from 'fastify';
import { newTokenSchema, tokenSchema } from '../../contracts/api.ts';
import { mustBeOpen } from '../accounts.ts';
import { callerOf, requireRole } from '../auth.ts';
import { commandProblems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

export function tokenRoutes(app: FastifyInstance, { accounts }: Routing): void {
  typed(app).post(
    '/tokens',
    {
      schema: {
        tags: ['tokens'],
        security,
        summary: 'Make a token (administrator); it is shown once',
        body: newTokenSchema,
        response: { 201: tokenSchema, ...commandProblems },
      },
    },
    async (request, reply) => {
      requireRole(callerOf(request), 'administrator', 'tokens are made by an administrator');
      const { name, roles, email } = request.body;
      const owner = email === undefined ? undefined : await accounts.byEmail(email);
      if (owner !== undefined) mustBeOpen(owner);
      const { id, secret } = await accounts.createToken({ name, roles, email });
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ id, token: secret, name, roles, email: email ?? null });
    },
  );
}
