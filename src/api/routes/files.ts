import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fileChangeSchema, fileSchema } from '../../contracts/api-files.ts';
import { listOf, problemSchema } from '../../contracts/api.ts';
import { callerOf } from '../auth.ts';
import { keyOf, visibleMatch } from '../commands.ts';
import { describeFile, fileOf, keepFile, removeFile, sendFile, toFile } from '../files/keep.ts';
import { FILE_TYPES } from '../files/kinds.ts';
import { receiveFile } from '../files/receive.ts';
import { mustMayShare } from '../files/sharing.ts';
import { commandProblems, idParams, keyHeader, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const fileParams = idParams.extend({ file: z.string().max(100) });
const uploadProblems = {
  ...commandProblems,
  413: problemSchema.meta({ description: 'Too large: `because` names the limit' }),
  415: problemSchema.meta({ description: 'Of no type that is taken: `allowed` holds those that are' }),
};
const FORM =
  'multipart/form-data with `file`, `owner` (id or ref of the person who owns it) and `agreed` (true: she agreed that it is shared), and `description` if there is one. ' +
  `Types: ${FILE_TYPES.join(', ')}; the content must be what the type says.`;

/** Files that a match shares: packet materials and the like (requirements.md T13, T29). */
export async function fileRoutes(app: FastifyInstance, deps: Routing): Promise<void> {
  const named = { tags: ['files'], security };
  await app.register(multipart);
  // What is no form at all is told what would be one, and not read.
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });

  typed(app).post(
    '/matches/:id/files',
    {
      schema: {
        ...named,
        summary: 'Bring a file that the match shares, with whose it is',
        description: FORM,
        consumes: ['multipart/form-data'],
        params: idParams,
        headers: keyHeader,
        response: { 201: fileSchema, ...uploadProblems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const rows = await visibleMatch(deps, caller, request.params.id);
      mustMayShare(caller, rows);
      const received = await receiveFile(request, deps.fileLimits);
      const { file, replayed } = await keepFile(deps, caller, rows, received, key);
      if (replayed) void reply.header('idempotency-replayed', 'true');
      return reply.code(201).send(file);
    },
  );

  typed(app).get(
    '/matches/:id/files',
    {
      schema: {
        ...named,
        summary: 'The files of a match, also those that were taken away',
        params: idParams,
        response: { 200: listOf(fileSchema), ...problems },
      },
    },
    async (request) => {
      const { match } = await visibleMatch(deps, callerOf(request), request.params.id);
      return { items: (await deps.files.filesOf(match.id)).map(toFile), next: null };
    },
  );

  typed(app).get(
    '/matches/:id/files/:file',
    { schema: { ...named, summary: 'A file, to keep', params: fileParams, produces: [...FILE_TYPES] } },
    async (request, reply) => {
      const { match } = await visibleMatch(deps, callerOf(request), request.params.id);
      return sendFile(deps, reply, await fileOf(deps, match.id, request.params.file));
    },
  );

  typed(app).patch(
    '/matches/:id/files/:file',
    {
      schema: {
        ...named,
        summary: 'Say what a file is about',
        params: fileParams,
        body: fileChangeSchema,
        response: { 200: fileSchema, ...commandProblems },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { id, file } = request.params;
      const rows = await visibleMatch(deps, caller, id);
      return describeFile(deps, caller, { rows, file, description: request.body.description });
    },
  );

  typed(app).delete(
    '/matches/:id/files/:file',
    {
      schema: {
        ...named,
        summary: 'Take a file away; that there was one stays known',
        params: fileParams,
        response: { 200: fileSchema, ...commandProblems },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      return removeFile(deps, caller, await visibleMatch(deps, caller, request.params.id), request.params.file);
    },
  );
}
