import { createHash, createHmac } from 'node:crypto';

/** What a link is for: one thing of one person in one match (design.md 8). */
export interface LinkSubject {
  readonly match: string;
  readonly person: string;
  readonly purpose: string;
  readonly part: string | null;
  readonly task: string | null;
}

/** What opens a link, made anew from the server's secret whenever it is needed: the database keeps hashes only (design.md 6). */
export interface LinkKeys {
  tokenOf(link: string): string;
  /** Eight characters that can be typed from paper. */
  codeOf(link: string): string;
  /** Under what a token, or a code in any spelling, is found. */
  hashOfToken(token: string): string;
  hashOfCode(code: string): string;
}

/** Without vowels and what looks alike: no words, no O or 0, no I, L or 1. */
const ALPHABET = 'BCDFGHJKMNPQRSTVWXYZ23456789';
const LENGTH = 8;
const TOKEN = /^[\w-]{32}$/;

/** Throws for a secret that is too short to keep one. */
export function makeLinkKeys(secret: string): LinkKeys {
  if (secret.length < 16) throw new Error('the secret of links must have 16 characters at least');
  const derive = (what: string, value: string): Buffer =>
    createHmac('sha256', secret).update(`${what}\n${value}`).digest();
  return {
    tokenOf: (link) => derive('token', link).subarray(0, 24).toString('base64url'),
    codeOf: (link) => toCode(derive('code', link)),
    hashOfToken: (token) => createHash('sha256').update(token).digest('hex'),
    // A code is short: without the secret in it, whoever has the database could try them all.
    hashOfCode: (code) => derive('code hash', normal(code)).toString('hex'),
  };
}

/** Mail readers that look for addresses in plain text leave a dash at their end outside of the link. */
export const endsInLetter = (token: string): boolean => /[A-Za-z0-9]$/.test(token);

export const isToken = (text: string): boolean => TOKEN.test(text);

export const isCode = (text: string): boolean =>
  normal(text).length === LENGTH && [...normal(text)].every((letter) => ALPHABET.includes(letter));

/** The id of the n-th link for a subject: the same subject has the same one, whoever makes it. */
export function linkId({ match, person, purpose, part, task }: LinkSubject, n: number): string {
  const parts = [match, person, purpose, part ?? '', task ?? '', String(n)];
  return createHash('sha256').update(parts.map(encodeURIComponent).join('/')).digest('hex').slice(0, 24);
}

const normal = (code: string): string => code.toUpperCase().replace(/[\s-]/g, '');

/** `BCDF-GHJK` */
function toCode(bytes: Buffer): string {
  let value = bytes.readBigUInt64BE() % BigInt(ALPHABET.length) ** BigInt(LENGTH);
  let code = '';
  for (let n = 0; n < LENGTH; n += 1) {
    code += ALPHABET.charAt(Number(value % BigInt(ALPHABET.length)));
    value /= BigInt(ALPHABET.length);
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
