import { existsSync, readdirSync } from 'node:fs';
import type { Template } from 'liquidjs';
import type { LetterKind } from './kind.ts';
import { ENGLISH } from './names.ts';
import type { Names } from './names.ts';

/** The language in which every letter is written; another one is a file beside it: `m1.es.md`. */
export const FIRST = 'en';

/** A language that letters are written in besides English. */
export interface Speech {
  readonly language: string;
  readonly names: Names;
  readonly closing: Template[];
  readonly files: Template[];
}

/** For dates and numbers: people of the program live in the United States, whatever they speak. */
export const localeOf = (language: string): string => ({ en: 'en-US', es: 'es-US' })[language] ?? language;

/** A letter in its reader's language, or in English where it is not written in that: letters to staff only. */
export const inLanguage = (kind: LetterKind, wished: string): LetterKind =>
  kind.translations?.get(wished) ?? kind.translations?.get(wished.split('-')[0] ?? '') ?? kind;

/** How dates are written in a letter of the kind to somebody who wishes that language. */
export const localeFor = (kind: LetterKind | undefined, wished: string): string =>
  localeOf(languageOf(kind && inLanguage(kind, wished)));

/** The language that the letter's words are really in. */
export const languageOf = (kind: LetterKind | undefined): string => kind?.language ?? FIRST;

export const namesOf = (kind: LetterKind | undefined): Names => kind?.names ?? ENGLISH;

/** The languages besides English in which anything is written in a folder of letters. */
export function languagesIn(folder: string): string[] {
  const found = existsSync(folder) ? readdirSync(folder).flatMap((name) => languageIn(name) ?? []) : [];
  return [...new Set(found)].sort();
}

/** `m1.es.md` is Spanish; `m1.md` says nothing. */
export const languageIn = (file: string): string | undefined => /^[^.]+\.([a-z]{2})\.md$/.exec(file)?.[1];
