import type { FastifyInstance } from 'fastify';
import { returnedSchema } from '../../contracts/api-paper.ts';
import { callerOf, requireAnyRole } from '../auth.ts';
import { invalid } from '../errors.ts';
import { receiveReturned } from '../returned-mail.ts';
import { problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

/** A returned message may bring the whole letter with it. */
const LARGEST = 10 * 1024 * 1024;

/** For the mail server: what comes back to the sender's address. */
export async function bounceRoutes(app: FastifyInstance, deps: Routing): Promise<void> {
  app.addContentTypeParser('message/rfc822', { parseAs: 'buffer', bodyLimit: LARGEST }, (_request, body, done) =>
    done(null, body),
  );

  typed(app).post(
    '/bounces',
    {
      bodyLimit: LARGEST,
      schema: {
        tags: ['mail'],
        security,
        summary: 'A message that came back (RFC 3464), as the mail system sent it; for administrators and mail servers',
        consumes: ['message/rfc822'],
        response: { 200: returnedSchema, ...problems },
      },
    },
    async (request) => {
      requireAnyRole(
        callerOf(request),
        ['administrator', 'postmaster'],
        'returned mail is for the mail server to report',
      );
      const raw: unknown = request.body;
      if (!Buffer.isBuffer(raw) || raw.length === 0)
        throw invalid('', 'the body must be the whole message, sent with the content type message/rfc822');
      return receiveReturned(deps, raw);
    },
  );
}
