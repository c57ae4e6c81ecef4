import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LetterRow, MatchRows } from '../../../db/api-queries.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { visibleMatch } from '../../commands.ts';
import { invalid } from '../../errors.ts';
import { channelsOf, gapsOf, isDraft, obstaclesOf } from '../../letter-fitness.ts';
import { toMatch } from '../../match-view.ts';
import { idParams, pageQuery, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { LetterListPage } from '../letter-list.tsx';
import { overviewOf } from '../letter-overview-data.ts';
import { subPageBase } from '../match/sub-page.tsx';
import { namesOf, sendPage } from '../page.ts';
import { KIND_DEEDS, doWithKind, stampOfAll } from './kind-deeds.ts';
import type { KindDeed } from './kind-deeds.ts';
import { kindAddress } from './letter-deeds.ts';
import { doableWith } from './letter-doable.ts';
import { letterMistakes } from './letter-mistakes.ts';
import { hindranceWords } from './letter-words.ts';
import { KindPage } from './kind.tsx';
import { hiddenFields, sentBy } from './press.ts';
import type { Mistake } from './report.tsx';

const PAGE = 50;
/** As many as one command takes. */
const MOST = 1000;
const kindQuery = z.object({ kind: z.string().max(20) });

/** The letters of a match: all of them, or those of one kind, which are approved and released in one press. */
export function letterListPages(app: FastifyInstance, deps: Routing): void {
  const path = '/matches/:id/letters';
  const querystring = pageQuery.extend({ kind: kindQuery.shape.kind.optional() });

  typed(app).get(path, { schema: { params: idParams, querystring } }, async (request, reply) => {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, request.params.id);
    const { kind, after } = request.query;
    if (kind !== undefined) return show(request, reply, rows, kind, []);
    const match = toMatch(rows, rolesIn(caller, rows.people), deps);
    const { items, next } = await deps.queries.letters(match.id, after, PAGE);
    const overview = after === undefined ? await overviewOf(deps, rows) : undefined;
    const base = subPageBase(deps, request, rows, match);
    const view = { ...base, items, next, nameOf: namesOf(rows), overview };
    return sendPage(reply, toHtml(<LetterListPage {...view} />));
  });

  typed(app).post(path, { schema: { params: idParams, querystring: kindQuery } }, async (request, reply) => {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, request.params.id);
    const { kind } = request.query;
    const { fields, key } = sentBy(request);
    const deed = KIND_DEEDS.find((one) => one === fields['_do']);
    if (deed === undefined) throw invalid('_do', 'is nothing that is done with letters');
    try {
      await doWithKind(deps, caller, rows.match.id, { deed, fields, key });
      return await reply.redirect(kindAddress(rows.match.id, kind), 303);
    } catch (error) {
      const mistakes = letterMistakes(error);
      if (mistakes === undefined) throw error;
      return show(request, reply.code(422), await visibleMatch(deps, caller, rows.match.id), kind, mistakes);
    }
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    rows: MatchRows,
    kind: string,
    mistakes: readonly Mistake[],
  ) {
    const caller = callerOf(request);
    const { items } = await deps.queries.letters(rows.match.id, undefined, MOST, { kind });
    const can = new Map(items.map((letter) => [letter.id, doableWith(deps, caller, rows, letter)]));
    const those = (deed: KindDeed) => items.filter(({ id }) => can.get(id)?.has(deed));
    const page = (
      <KindPage
        {...subPageBase(deps, request, rows, toMatch(rows, rolesIn(caller, rows.people), deps))}
        kind={kind}
        title={deps.letters.title(rows.match.method, kind) ?? 'Letters'}
        lines={items.map((letter) => ({ letter, hindrances: hindrances(rows, letter) }))}
        presses={KIND_DEEDS.flatMap((deed) => {
          const letters = those(deed);
          const ids = letters.map(({ id }) => id);
          return ids.length === 0 ? [] : [{ deed, ids, channels: channelsOf(letters), stamp: stampOfAll(letters) }];
        })}
        nameOf={namesOf(rows)}
        hidden={hiddenFields(reply)}
        mistakes={mistakes}
      />
    );
    return sendPage(reply, toHtml(page));
  }

  const hindrances = (rows: MatchRows, letter: LetterRow): string[] =>
    isDraft(letter) ? hindranceWords(gapsOf(letter), obstaclesOf(deps, rows, letter)) : [];
}
