import { strToU8, zipSync } from 'fflate';
import type { House } from './house.ts';

/** Contents of files as they begin, and as little of the rest as is needed. */
export const pdf = (words = 'sample'): Buffer => Buffer.from(`%PDF-1.7\n% ${words}\n%%EOF\n`);
export const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
export const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]);
export const zipOf = (entries: Record<string, string>): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)])), { level: 0 }),
  );
export const docx = zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' });
export const xlsx = zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' });
export const odt = zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<office/>' });
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const ODT = 'application/vnd.oasis.opendocument.text';

export interface Upload {
  readonly name?: string;
  readonly type?: string;
  readonly content?: Buffer;
  /** Fields of the form besides the file; undefined leaves one out. */
  readonly fields?: Record<string, string | undefined>;
  readonly key?: string;
}

/** Brings a file as a browser's form does, the fields after the file. */
export async function bring(house: House, token: string, match: string, upload: Upload = {}) {
  const { name = 'plan.pdf', type = 'application/pdf', content = pdf(), fields = {}, key } = upload;
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)], { type }), name);
  for (const [field, value] of Object.entries({ owner: 'bob', agreed: 'true', ...fields }))
    if (value !== undefined) form.append(field, value);
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const answer = await house.app.inject({
    method: 'POST',
    url: `/api/v1/matches/${match}/files`,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': request.headers.get('content-type') ?? '',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}
