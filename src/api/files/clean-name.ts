import type { FileKind } from './kinds.ts';

const LONGEST = 120;

/**
 * A file's name as it may stand in a list, in a header and on a disk: no folder, no control or invisible character, no sign that a
 * system gives a meaning to, and an ending that fits what the file is.
 */
export function cleanName(given: string, { endings }: Pick<FileKind, 'endings'>): string {
  const bare = (given.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    // Browsers write a quotation mark in a form's head as %22, and line breaks alike.
    .replace(/[<>:"|?*]|%(?:22|0A|0D)/gi, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const ending = endings.find((one) => bare.toLowerCase().endsWith(one));
  const stem = ending === undefined ? bare : bare.slice(0, -ending.length).trimEnd();
  const short = [...stem].slice(0, LONGEST).join('').trimEnd();
  return `${short === '' ? 'file' : short}${ending === undefined ? (endings[0] ?? '') : bare.slice(-ending.length)}`;
}

/** The header that makes a browser keep a file instead of showing it (RFC 6266). */
export function asAttachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
