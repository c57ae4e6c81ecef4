import { existsSync } from 'node:fs';
import { idsOf, makeMethodWords } from '../../src/api/method-words.ts';
import { loadFormLibrary } from '../../src/api/forms/form-library.ts';
import { LADDERS } from '../../src/calendar/policies.ts';
import { checksOf } from '../../src/checks/index.ts';
import { loadLetters } from '../../src/letters/index.ts';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { contentDir } from '../letters/letter-data.ts';
import type { CodeKind } from './ids.ts';

const METHOD = csspPeerMatch.method;

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What the product itself knows of the CSSP method: its chart, content, checks and API. @param openapi its description */
export function registries(openapi: OpenApi): Readonly<Record<CodeKind, (name: string) => boolean>> {
  const words = makeMethodWords(contentDir)(METHOD);
  const letters = loadLetters(contentDir, METHOD);
  const forms = loadFormLibrary(contentDir).get(METHOD);
  const { findings } = idsOf(csspPeerMatch);
  const rules = checksOf(METHOD).rules.map(({ rule }) => rule);
  return {
    task: (id) => id in csspPeerMatch.tasks,
    letter: (kind) => letters.has(kind),
    form: (name) => forms?.has(name) === true,
    check: (rule) => rules.some((one) => one === rule),
    finding: (code) => findings.includes(code),
    event: (type) => type in csspPeerMatch.catalogue,
    policy: (name) => name in LADDERS,
    guidance: (id) => words.guidance.some((one) => one.id === id),
    route: (name) => {
      const [method = '', path = ''] = name.split(' ');
      return openapi.paths[path]?.[method.toLowerCase()] !== undefined;
    },
    file: existsSync,
  };
}
