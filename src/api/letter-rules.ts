import type { Role } from '../contracts/names.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inLanguage, loadLetters, renderLetter } from '../letters/index.ts';
import { methods } from '../machines/index.ts';
import type { LetterRules } from './deps.ts';

/** Who releases what stands in the front matter of each letter. An automatic one that waits as a draft is the facilitator's. */
export function makeLetterRules(content: string): LetterRules {
  const books = new Map([...methods.keys()].map((method) => [method, loadLetters(content, method)]));
  const evaluations = new Map([...methods.keys()].flatMap((method) => evaluationOf(content, method)));
  const kindOf = (method: string, kind: string) => books.get(method)?.get(kind);
  return {
    release: (method, kind): Role | undefined => {
      const release = kindOf(method, kind)?.release;
      return release === 'automatic' ? 'facilitator' : release;
    },
    title: (method, kind) => kindOf(method, kind)?.title,
    audience: (method, kind) => kindOf(method, kind)?.to ?? [],
    calendar: (method, kind) => kindOf(method, kind)?.calendar,
    book: (method) => books.get(method) ?? new Map<string, never>(),
    sender: (method, kind) => kindOf(method, kind)?.from,
    kind: kindOf,
    approvedBy: (method, event) =>
      [...(books.get(method)?.values() ?? [])].flatMap((one) => (one.approvedBy === event ? [one.kind] : [])),
    link: (method, kind) => kindOf(method, kind)?.link,
    render: (method, kind, data, language = 'en') => {
      const known = kindOf(method, kind);
      return known && renderLetter(inLanguage(known, language), data);
    },
    evaluation: (method, language = 'en') => evaluations.get(`${method}.${language}`) ?? evaluations.get(method),
  };
}

/** The blank form of a method's packet in each language; a method without one has no packet. */
function evaluationOf(content: string, method: string): [string, string][] {
  const folder = join(content, method, 'packet');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => {
    const found = /^evaluation(?<language>\.[a-z]{2})?\.md$/.exec(name);
    return found === null
      ? []
      : [[`${method}${found.groups?.['language'] ?? ''}`, readFileSync(join(folder, name), 'utf8')]];
  });
}
