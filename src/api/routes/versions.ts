import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { versionEffectsSchema } from '../../contracts/api-versions.ts';
import { methods } from '../../machines/index.ts';
import { versionEffects } from '../../machines/version-effects.ts';
import type { WindowTerms } from '../../machines/version-effects.ts';
import { callerOf } from '../auth.ts';
import { visibleMatch } from '../commands.ts';
import { chartOfMatch } from '../match-view.ts';
import { idParams, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

/** A match keeps the version of its method that it started with; here stands what the newest one does otherwise (X27). */
export function versionRoutes(app: FastifyInstance, deps: Routing): void {
  typed(app).get(
    '/matches/:id/version-effects',
    {
      schema: {
        tags: ['matches'],
        security,
        summary: 'What the newest version of the method does otherwise than the one that this match keeps',
        params: idParams,
        response: { 200: versionEffectsSchema, ...problems },
      },
    },
    async (request) => {
      const running = chartOfMatch(await visibleMatch(deps, callerOf(request), request.params.id));
      const newest = methods.get(running.method) ?? running;
      const { tasks, windows, events } = versionEffects(running, newest);
      return {
        method: running.method,
        running: running.version,
        newest: newest.version,
        tasks: [...tasks],
        windows: windows.map(({ was, will, ...one }) => ({ ...one, was: toTerms(was), will: toTerms(will) })),
        events: events.map(({ id, ...one }) => ({ type: id, ...one })),
      };
    },
  );
}

type Terms = z.infer<typeof versionEffectsSchema>['windows'][number]['was'];

function toTerms(terms: WindowTerms | null): Terms {
  if (terms === null) return null;
  const { window, policy } = terms;
  const { anchor, opens = null, due, late = null, ends = null } = window;
  return { anchor, opens, due, late, ends, policy };
}
