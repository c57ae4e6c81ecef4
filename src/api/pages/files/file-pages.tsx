import { hasEnded } from '../../../contracts/names.ts';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fileChangeSchema } from '../../../contracts/api-files.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { fittingFiles } from '../../../letters/index.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { reportEvent, visibleMatch } from '../../commands.ts';
import { ApiProblem } from '../../errors.ts';
import { describeFile, fileOf, keepFile, removeFile, sendFile, toFile } from '../../files/keep.ts';
import { FILE_ENDINGS } from '../../files/kinds.ts';
import { receiveFile } from '../../files/receive.ts';
import { mayShareFiles, mustMayShare, sharingEvents } from '../../files/sharing.ts';
import { chartOfMatch, toMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { askedFor, dataOf } from '../act/asked.ts';
import { keptAnswers, keptOf } from '../act/kept-words.tsx';
import type { Kept } from '../act/kept-words.tsx';
import { mistakesIn, statusOf } from '../act/mistakes-of.ts';
import { hiddenFields, mustBePressed, sentBy, sentIn } from '../act/press.ts';
import type { Mistake } from '../act/report.tsx';
import { toHtml } from '../layout.tsx';
import { subPageBase } from '../match/sub-page.tsx';
import { namesOf, sendPage } from '../page.ts';
import { bringAsked, bringMistakes } from './bring-words.ts';
import { FilesPage } from './files.tsx';
import type { FilesView } from './files-view.ts';

const PATH = '/matches/:id/files';
const params = idParams.extend({ file: z.string().max(100) });
const query = z.object({ done: z.enum(['brought', 'shared', 'described', 'removed']).optional() });

interface Shown {
  readonly values?: Readonly<Record<string, unknown>>;
  readonly mistakes?: readonly Mistake[];
  readonly words?: readonly Kept[];
  readonly done?: FilesView['done'];
}

const NOT_NOW: Mistake = {
  name: undefined,
  text: 'Materials cannot be shared as things stand. Perhaps somebody else has noted it meanwhile: the record of the match says so.',
};

/** The files of a match: brought, shared with the packet, saved, taken away (requirements.md T13, T29; decisions 0028, 0032). */
export async function filePages(app: FastifyInstance, deps: Routing): Promise<void> {
  await app.register(multipart);

  typed(app).get(PATH, { schema: { params: idParams, querystring: query } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    return show(request, reply, rows, { done: request.query.done });
  });

  typed(app).post(PATH, { config: { readsOwnForm: true }, schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const { id } = request.params;
    const rows = await visibleMatch(deps, caller, id);
    mustMayShare(caller, rows);
    let values: Readonly<Record<string, unknown>> = {};
    let key = '';
    try {
      const received = await receiveFile(request, deps.fileLimits, (sent) => {
        mustBePressed(app, request, sent);
        ({ fields: values, key } = sentIn(sent));
        return values;
      });
      await keepFile(deps, caller, rows, received, key);
      return await reply.redirect(`/matches/${id}/files?done=brought`, 303);
    } catch (error) {
      const status = error instanceof ApiProblem ? error.status : 500;
      return show(request, reply.code(status), rows, { values, mistakes: bringMistakes(error) });
    }
  });

  typed(app).post(`${PATH}/share`, { schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const { id } = request.params;
    const rows = await visibleMatch(deps, caller, id);
    const { fields, key } = sentBy(request);
    const sharing = sharingOf(rows, request);
    if (sharing === undefined)
      return show(request, reply.code(422), rows, { mistakes: [NOT_NOW], words: keptOf(fields) });
    const files = [fields['files'] ?? []].flat().map(String);
    const data = { ...dataOf(sharing.asked, fields), ...(files.length > 0 ? { files } : {}) };
    try {
      await reportEvent(deps, caller, id, { type: sharing.type, data }, key);
      return await reply.redirect(`/matches/${id}/files?done=shared`, 303);
    } catch (error) {
      const now = await visibleMatch(deps, caller, id);
      const mistakes = mistakesIn(error, sharing.asked);
      const words = sharingOf(now, request) === undefined ? keptAnswers(sharing.asked, fields) : [];
      return show(request, reply.code(statusOf(error)), now, { values: fields, mistakes, words });
    }
  });

  typed(app).get(`${PATH}/:file`, { schema: { params } }, async (request, reply) => {
    const { match } = await visibleMatch(deps, callerOf(request), request.params.id);
    return sendFile(deps, reply.header('cache-control', 'no-store'), await fileOf(deps, match.id, request.params.file));
  });

  typed(app).post(`${PATH}/:file/describe`, { schema: { params } }, async (request, reply) => {
    const caller = callerOf(request);
    const { id, file } = request.params;
    const rows = await visibleMatch(deps, caller, id);
    const { fields } = sentBy(request);
    const said = fileChangeSchema.safeParse({ description: fields['description'] ?? null });
    if (!said.success) {
      const mistakes = [{ name: undefined, text: 'Say in 500 letters at most what the file is about.' }];
      return show(request, reply.code(422), rows, { mistakes, words: keptOf(fields) });
    }
    await describeFile(deps, caller, { rows, file, ...said.data });
    return reply.redirect(`/matches/${id}/files?done=described`, 303);
  });

  typed(app).post(`${PATH}/:file/remove`, { schema: { params } }, async (request, reply) => {
    const caller = callerOf(request);
    const { id, file } = request.params;
    await removeFile(deps, caller, await visibleMatch(deps, caller, id), file);
    return reply.redirect(`/matches/${id}/files?done=removed`, 303);
  });

  /** The event by which the reader may share files now, and what it asks besides. */
  function sharingOf(rows: MatchRows, request: FastifyRequest) {
    const match = toMatch(rows, rolesIn(callerOf(request), rows.people), deps);
    const types = sharingEvents(chartOfMatch(rows)).map(([type]) => type);
    const type = match.allowed.find((one) => types.includes(one.type))?.type;
    return type === undefined ? undefined : { type, asked: askedFor(match.method, type, deps.questions) };
  }

  async function show(request: FastifyRequest, reply: FastifyReply, rows: MatchRows, shown: Shown) {
    const caller = callerOf(request);
    const { id, method } = rows.match;
    const files = (await deps.files.filesOf(id)).map(toFile);
    const { left } = fittingFiles(await deps.files.sharedIn(id), deps.fileLimits.mail);
    const held = files.filter(({ state }) => state === 'kept').reduce((sum, { bytes }) => sum + bytes, 0);
    const letters = [...deps.letters.book(method).values()].filter(({ attach }) => attach !== undefined);
    const isOver = hasEnded(rows.match.status);
    const page = (
      <FilesPage
        {...subPageBase(deps, request, rows, toMatch(rows, rolesIn(caller, rows.people), deps))}
        files={files}
        tooLarge={new Set(left.map((file) => file.id))}
        letters={letters.map(({ kind, title }) => ({ kind, title }))}
        sharing={sharingOf(rows, request)?.asked}
        mayBring={mayShareFiles(caller, rows) && !isOver}
        mayRemove={mayShareFiles(caller, rows)}
        asked={bringAsked(rows.people)}
        endings={FILE_ENDINGS}
        room={{ file: deps.fileLimits.file, match: Math.max(0, deps.fileLimits.match - held) }}
        nameOf={(person) => namesOf(rows)(person) ?? (person === caller.account ? caller.name : undefined)}
        values={shown.values ?? {}}
        mistakes={shown.mistakes ?? []}
        words={shown.words ?? []}
        done={shown.done}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  }
}
