import { hasEnded } from '../../contracts/names.ts';
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { FileView } from '../../contracts/api-files.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { addFile } from '../../db/files.ts';
import type { FileRow } from '../../db/files.ts';
import { formatBytes } from '../../letters/index.ts';
import { personOf } from '../access.ts';
import type { Caller } from '../access.ts';
import { commandOf, otherBody, updateIdOf } from '../commands.ts';
import { personId } from '../name-persons.ts';
import { nowOf } from '../deps.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem, conflict, notFound } from '../errors.ts';
import { iso } from '../match-view.ts';
import { asAttachment } from './clean-name.ts';
import type { ReceivedFile } from './receive.ts';
import { mustMayShare } from './sharing.ts';

/** Keeps a file for a match, once for each key; 413 with what is left when the match holds too much (requirements.md T13). */
export async function keepFile(
  deps: ApiDeps,
  caller: Caller,
  rows: MatchRows,
  received: ReceivedFile,
  key: string,
): Promise<{ readonly file: FileView; readonly replayed: boolean }> {
  const { match, people } = rows;
  if (hasEnded(match.status)) throw conflict('the match is closed');
  const { name, type, content, description } = received;
  const owner = personId(rows, received.owner, 'owner');
  const sha256 = createHash('sha256').update(content).digest('hex');
  const command = commandOf(caller, key, {
    call: 'files',
    match: match.id,
    name,
    type,
    sha256,
    owner,
    ...(description === null ? {} : { description }),
  });
  const id = updateIdOf(command);
  const most = deps.fileLimits.match;
  const claim = await deps.commands.claim(command, match.id, async (tx) => {
    const { added, held } = await addFile(
      tx,
      {
        id,
        match: match.id,
        name,
        description,
        type,
        bytes: content.length,
        sha256,
        content,
        by_person: personOf(caller, people),
        at: new Date(nowOf(match, deps.clock())),
        owner,
        agreed: true,
        team: people.find((person) => person.id === owner)?.team ?? null,
      },
      most,
    );
    if (!added) throw matchIsFull(most, held);
  });
  if (claim.kind === 'otherBody') throw otherBody();
  // Only the id: whoever asks again sees the file as it is by then, and no name is kept twice (X28).
  if (claim.kind === 'fresh') await deps.commands.finish(command, null, { id });
  return { file: toFile(await fileOf(deps, match.id, id)), replayed: claim.kind === 'done' };
}

export async function fileOf({ files }: ApiDeps, match: string, id: string): Promise<FileRow> {
  const row = await files.file(match, id);
  if (row === undefined) throw notFound('there is no such file');
  return row;
}

/** Its bytes; 404 with the reason when they were taken away. */
async function contentOf({ files }: ApiDeps, row: FileRow): Promise<Buffer> {
  const content = await files.contentOf(row.id);
  if (content === undefined) throw notFound('the file was removed: only the note that there was one is kept');
  return content;
}

/** Takes its bytes away and keeps its line; who did it stays known. Throws 403 for who may share none, 404 when there is none. */
export async function removeFile(deps: ApiDeps, caller: Caller, rows: MatchRows, file: string): Promise<FileView> {
  mustMayShare(caller, rows);
  const { match, people } = rows;
  await fileOf(deps, match.id, file);
  const at = new Date(nowOf(match, deps.clock()));
  await deps.files.remove(match.id, file, { by: personOf(caller, people), at });
  return toFile(await fileOf(deps, match.id, file));
}

/** Says what a file is about, anew or no more; 403 for who may share none, 404 when there is none. */
export async function describeFile(
  deps: ApiDeps,
  caller: Caller,
  { rows, file, description }: { readonly rows: MatchRows; readonly file: string; readonly description: string | null },
): Promise<FileView> {
  mustMayShare(caller, rows);
  const { match } = rows;
  const { removed_at, erased_at } = await fileOf(deps, match.id, file);
  if (removed_at !== null || erased_at !== null) throw conflict('the file was taken away');
  await deps.files.describe(match.id, file, description === '' ? null : description);
  return toFile(await fileOf(deps, match.id, file));
}

/** Answers with a file, to be kept and never shown inside a page of ours. */
export async function sendFile(deps: ApiDeps, reply: FastifyReply, row: FileRow): Promise<FastifyReply> {
  const content = await contentOf(deps, row);
  return reply
    .type(row.type === 'text/plain' ? 'text/plain; charset=utf-8' : row.type)
    .header('content-disposition', asAttachment(row.name))
    .header('x-content-type-options', 'nosniff')
    .send(content);
}

export const toFile = (row: FileRow): FileView => ({
  id: row.id,
  name: row.name,
  description: row.description,
  type: row.type,
  bytes: row.bytes,
  sha256: row.sha256,
  by: row.by_person,
  at: iso(row.at),
  consent: { owner: row.owner, agreed: true, team: row.team },
  shared: row.shared,
  state: row.erased_at !== null ? 'erased' : row.removed_at !== null ? 'removed' : 'kept',
  removedAt: row.removed_at === null ? null : iso(row.removed_at),
  removedBy: row.removed_by,
});

const matchIsFull = (most: number, held: number): ApiProblem =>
  new ApiProblem(413, {
    because: `the files of a match may have ${formatBytes(most)} together, and ${formatBytes(most - held)} are left`,
  });
