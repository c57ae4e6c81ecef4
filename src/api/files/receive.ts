import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { fileFieldsSchema } from '../../contracts/api-files.ts';
import { formatBytes } from '../../letters/index.ts';
import { ApiProblem, invalid, issuePaths } from '../errors.ts';
import { cleanName } from './clean-name.ts';
import { FILE_TYPES, kindOf } from './kinds.ts';
import type { FileLimits } from './limits.ts';

/** A file as it came, looked at and found to be what it says. */
export interface ReceivedFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
  /** Id or ref of the person who owns it and has agreed. */
  readonly owner: string;
  /** What it is about; null where nothing was said. */
  readonly description: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

interface Form {
  readonly file: { readonly name: string; readonly type: string; readonly content: Buffer } | undefined;
  readonly fields: Fields;
}

/**
 * Reads the form that brings a file. Refuses what is no such form or of no allowed type (415), what is too large (413), and what is
 * incomplete or not what it says (422); each refusal names the limit or the types (requirements.md T13).
 *
 * @param before asked before a byte of the file is read, with the fields that have come: gives those that are about the file, or throws
 */
export async function receiveFile(
  request: FastifyRequest,
  limits: FileLimits,
  before: (fields: Fields) => Fields = (fields) => fields,
): Promise<ReceivedFile> {
  if (!request.isMultipart())
    throw new ApiProblem(415, {
      because: 'a file comes as multipart/form-data, with the fields file, owner and agreed',
      allowed: ['multipart/form-data'],
    });
  const { file, fields } = await readForm(request, limits, before);
  const read = fileFieldsSchema.safeParse(fields);
  if (!read.success) throw new ApiProblem(422, { errors: issuePaths(read.error.issues) });
  if (file === undefined) throw invalid('file', 'is needed: one file, with its name');
  if (file.content.length === 0) throw invalid('file', 'is empty');
  const kind = kindOf(file.type, file.content);
  if (kind === 'unknownType')
    throw new ApiProblem(415, { because: 'files of this type are not taken', allowed: [...FILE_TYPES] });
  if (kind === 'otherContent')
    throw invalid('file', `is not what it says: its content is not ${file.type}`, FILE_TYPES);
  const { owner, description } = read.data;
  const said = description === undefined || description === '' ? null : description;
  return { name: cleanName(file.name, kind), type: kind.type, content: file.content, owner, description: said };
}

async function readForm(
  request: FastifyRequest,
  limits: FileLimits,
  before: (fields: Fields) => Fields,
): Promise<Form> {
  let file: Form['file'];
  const fields: Record<string, unknown> = {};
  try {
    for await (const part of request.parts({
      limits: { fileSize: limits.file, files: 1, fields: 10, fieldSize: 3000 },
    }))
      if (part.type === 'file') {
        passing(part, () => before(fields));
        file = { name: part.filename, type: part.mimetype, content: await bytesOf(part) };
      } else fields[part.fieldname] = part.value;
  } catch (error) {
    throw refusalOf(error, limits);
  }
  return { file, fields: before(fields) };
}

/** What is refused unread runs by: a browser hears the answer only when it has sent all. */
function passing(part: MultipartFile, ask: () => unknown): void {
  try {
    ask();
  } catch (error) {
    part.file.resume();
    throw error;
  }
}

async function bytesOf(part: Extract<Multipart, { type: 'file' }>): Promise<Buffer> {
  const content = await part.toBuffer();
  if (part.fieldname !== 'file') throw invalid(part.fieldname, 'is not known here: the file comes in the field file');
  return content;
}

function refusalOf(error: unknown, { file }: FileLimits): unknown {
  if (error instanceof ApiProblem) return error;
  const { code } = error as { code?: unknown };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge(file);
  if (code === 'FST_FILES_LIMIT') return invalid('file', 'must be one: send each file by itself');
  if (code === 'FST_FIELDS_LIMIT' || code === 'FST_PARTS_LIMIT') return invalid('', 'has too many fields');
  if (typeof code === 'string' && /^(FST_|ERR_STREAM)/.test(code)) return unreadable();
  return /multipart|boundary|unexpected end/i.test((error as Error).message) ? unreadable() : error;
}

const unreadable = () => invalid('', 'the form cannot be read: it is not whole, or not multipart/form-data');
export const tooLarge = (most: number): ApiProblem =>
  new ApiProblem(413, { because: `one file may have ${formatBytes(most)} at most` });
