import { unzipSync } from 'fflate';

/** A kind of file that may be shared: nothing that a reader's computer would run. */
export interface FileKind {
  readonly type: string;
  /** How its name may end; the first is put there when it ends otherwise. */
  readonly endings: readonly string[];
  readonly fits: (content: Buffer) => boolean;
}

const begins =
  (...bytes: number[]) =>
  (content: Buffer): boolean =>
    content.subarray(0, bytes.length).equals(Buffer.from(bytes));

const PDF_HEAD = 1024;
const isPdf = (content: Buffer): boolean => content.subarray(0, PDF_HEAD).includes('%PDF-');

/** UTF-8 without control characters, but for those that lay text out. */
function isText(content: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);

    return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text);
  } catch {
    return false;
  }
}

const isZip = begins(0x50, 0x4b, 0x03, 0x04);

/** The names in an archive, and what `wanted` of them holds; nothing else is unpacked. Undefined when it is no archive. */
function entriesOf(content: Buffer, wanted = ''): { names: string[]; text: string } | undefined {
  if (!isZip(content)) return undefined;
  const names: string[] = [];
  try {
    const unpacked = unzipSync(content, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        return name === wanted && originalSize < 200;
      },
    });
    return { names, text: Buffer.from(unpacked[wanted] ?? []).toString('latin1') };
  } catch {
    return undefined;
  }
}

/** Office Open XML with its main part, and without macros. */
const isOffice =
  (main: string) =>
  (content: Buffer): boolean => {
    const names = entriesOf(content)?.names ?? [];
    const hasMacros = names.some((name) => /vbaproject\.bin$/i.test(name));
    return names.includes('[Content_Types].xml') && names.includes(main) && !hasMacros;
  };
/** OpenDocument says itself what it is. */
const isOpenDocument =
  (type: string) =>
  (content: Buffer): boolean => {
    const entries = entriesOf(content, 'mimetype');
    const hasMacros = entries?.names.some((name) => /^(Basic|Scripts)\//.test(name)) ?? false;
    return entries?.text.trim() === type && !hasMacros;
  };

const office = (what: string, ending: string, main: string): FileKind => ({
  type: `application/vnd.openxmlformats-officedocument.${what}`,
  endings: [ending],
  fits: isOffice(main),
});
function openDocument(what: string, ending: string): FileKind {
  const type = `application/vnd.oasis.opendocument.${what}`;
  return { type, endings: [ending], fits: isOpenDocument(type) };
}

const KINDS: readonly FileKind[] = [
  { type: 'application/pdf', endings: ['.pdf'], fits: isPdf },
  { type: 'image/png', endings: ['.png'], fits: begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { type: 'image/jpeg', endings: ['.jpg', '.jpeg'], fits: begins(0xff, 0xd8, 0xff) },
  office('wordprocessingml.document', '.docx', 'word/document.xml'),
  office('spreadsheetml.sheet', '.xlsx', 'xl/workbook.xml'),
  office('presentationml.presentation', '.pptx', 'ppt/presentation.xml'),
  openDocument('text', '.odt'),
  openDocument('spreadsheet', '.ods'),
  openDocument('presentation', '.odp'),
  { type: 'text/plain', endings: ['.txt', '.md', '.csv'], fits: isText },
];
export const FILE_TYPES: readonly string[] = KINDS.map(({ type }) => type);
/** How the names of files end that are taken. */
export const FILE_ENDINGS: readonly string[] = KINDS.flatMap(({ endings }) => endings);

/** Clients that do not know a file send this: then its content says what it is. */
const UNSAID = 'application/octet-stream';

/** What a file is, by what was said of it and by its content. */
export function kindOf(said: string, content: Buffer): FileKind | 'unknownType' | 'otherContent' {
  const type = said.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === UNSAID) return KINDS.find(({ fits }) => fits(content)) ?? 'unknownType';
  const kind = KINDS.find((one) => one.type === type);
  if (kind === undefined) return 'unknownType';
  return kind.fits(content) ? kind : 'otherContent';
}
