import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { rolesIn } from '../access.ts';
import { callerOf, SESSION_COOKIE } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { ApiProblem } from '../errors.ts';
import { makeLiveMatches } from '../live/live-matches.ts';
import { idParams, typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';

const querystring = z.object({ seq: z.coerce.number().int().min(0).optional() });

/** What open pages of a match listen to: that it has changed, never what. */
export function livePages(app: FastifyInstance, deps: Routing): void {
  const { accounts, clock, db, log, queries } = deps;
  const live = makeLiveMatches({ db, log, changes: deps.matchChanges });
  app.addHook('preClose', () => live.close());

  typed(app).get('/matches/:id/live', { schema: { params: idParams, querystring } }, async (request, reply) => {
    const caller = callerOf(request);
    const match = request.params.id;
    await visibleMatch(deps, caller, match);
    const session = request.cookies[SESSION_COOKIE] ?? '';
    const stream = await live.open({
      account: caller.account,
      match,
      seq: request.headers['last-event-id'] === undefined ? request.query.seq : undefined,
      isStillIn: async () =>
        (await accounts.isSignedIn(session, new Date(clock()))) &&
        rolesIn(caller, await queries.peopleOf([match])).length > 0,
    });
    if (stream === undefined)
      throw new ApiProblem(429, { because: 'too many pages are open; close one, or reload to see what is new' });
    // Some proxies collect an answer until it ends, unless they are told not to.
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
    return reply.headers(headers).send(stream);
  });
}
