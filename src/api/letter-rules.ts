import type { Role } from '../contracts/names.ts';
import { loadLetters } from '../letters/index.ts';
import { methods } from '../machines/index.ts';
import type { LetterRules } from './deps.ts';

/** Who releases what stands in the front matter of each letter. An automatic one that waits as a draft is the facilitator's. */
export function makeLetterRules(content: string): LetterRules {
  const books = new Map([...methods.keys()].map((method) => [method, loadLetters(content, method)]));
  const kindOf = (method: string, kind: string) => books.get(method)?.get(kind);
  return {
    release: (method, kind): Role | undefined => {
      const release = kindOf(method, kind)?.release;
      return release === 'automatic' ? 'facilitator' : release;
    },
    title: (method, kind) => kindOf(method, kind)?.title,
    audience: (method, kind) => kindOf(method, kind)?.to ?? [],
  };
}
