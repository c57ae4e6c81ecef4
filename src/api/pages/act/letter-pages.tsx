import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LetterRow, MatchRows } from '../../../db/api-queries.ts';
import { markdown } from '../../../letters/index.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { visibleMatch } from '../../commands.ts';
import { invalid, notFound } from '../../errors.ts';
import { gapsOf, obstaclesOf } from '../../letter-fitness.ts';
import { previewOf } from '../../letter-preview.ts';
import { toMatch } from '../../match-view.ts';
import { printOne } from '../../print-letters.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { subPageBase } from '../match/sub-page.tsx';
import { namesOf, readerOf, sendPage } from '../page.ts';
import { NotSignedInPage } from '../sign-in.tsx';
import { doWith } from './letter-deeds.ts';
import { DEEDS, doableWith } from './letter-doable.ts';
import type { Deed } from './letter-doable.ts';
import { keptFields, letterMistakes } from './letter-mistakes.ts';
import { stampOf } from './letter-stamp.ts';
import { hindranceWords } from './letter-words.ts';
import { LetterPage } from './letter.tsx';
import { hiddenFields, sentBy } from './press.ts';
import type { Mistake } from './report.tsx';

const params = idParams.extend({ letter: z.string().max(100) });
const MOST = 1000;

interface Shown {
  readonly pressed?: Deed;
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
}

/** One letter: seen as its reader gets it, changed, approved, released, taken back, sent again, settled (design.md 7). */
export function letterPages(app: FastifyInstance, deps: Routing): void {
  const path = '/matches/:id/letters/:letter';

  typed(app).get(path, { schema: { params } }, async (request, reply) => {
    if (request.caller === null)
      return sendPage(reply.code(401), toHtml(<NotSignedInPage reader={readerOf(request, deps)} />));
    const found = await letterIn(deps, request, request.params);
    return show(request, reply, found, { values: {}, mistakes: [] });
  });

  typed(app).post(path, { schema: { params } }, async (request, reply) => {
    const found = await letterIn(deps, request, request.params);
    const { fields: sent, key } = sentBy(request);
    const { _do: done, ...fields } = sent;
    const deed = DEEDS.find((one) => one === done);
    if (deed === undefined) throw invalid('_do', 'is nothing that is done with a letter');
    try {
      return await reply.redirect(await doWith(deps, callerOf(request), found.letter, { deed, fields, key }), 303);
    } catch (error) {
      const mistakes = letterMistakes(error);
      if (mistakes === undefined) throw error;
      const now = await letterIn(deps, request, request.params);
      return show(request, reply.code(422), now, { pressed: deed, values: fields, mistakes });
    }
  });

  typed(app).get(`${path}/print`, { schema: { params } }, async (request, reply) => {
    const { rows, letter } = await letterIn(deps, request, request.params);
    return reply.type('application/pdf').send(await printOne(deps, rows, letter));
  });

  async function show(request: FastifyRequest, reply: FastifyReply, { rows, letter }: Found, shown: Shown) {
    const caller = callerOf(request);
    const [preview, alike] = await Promise.all([
      previewOf(deps, caller, letter.id),
      deps.queries.letters(rows.match.id, undefined, MOST, { kind: letter.kind }),
    ]);
    const can = doableWith(deps, caller, rows, letter);
    const { pressed, values } = shown;
    const page = (
      <LetterPage
        {...subPageBase(deps, request, rows, toMatch(rows, rolesIn(caller, rows.people), deps))}
        here={undefined}
        letter={letter}
        preview={preview}
        title={deps.letters.title(rows.match.method, letter.kind) ?? 'A letter'}
        hindrances={hindranceWords(gapsOf(letter), obstaclesOf(deps, rows, letter))}
        can={can}
        alike={alike.items.filter(({ state }) => state === 'draft' || state === 'edited').length}
        html={markdown.render(letter.body)}
        nameOf={(person) => namesOf(rows)(person) ?? (person === caller.account ? caller.name : 'somebody')}
        stamp={stampOf(letter)}
        hidden={hiddenFields(reply)}
        pressed={pressed}
        values={values}
        kept={pressed === undefined || can.has(pressed) ? [] : keptFields(values)}
        mistakes={shown.mistakes}
      />
    );
    return sendPage(reply, toHtml(page));
  }
}

interface Found {
  readonly rows: MatchRows;
  readonly letter: LetterRow;
}

async function letterIn(
  deps: Routing,
  request: FastifyRequest,
  { id, letter: wanted }: z.infer<typeof params>,
): Promise<Found> {
  const rows = await visibleMatch(deps, callerOf(request), id);
  const letter = await deps.queries.letter(wanted);
  if (letter === undefined || letter.match !== rows.match.id) throw notFound('there is no such letter');
  return { rows, letter };
}
