import { engine, usedVariables } from '../letters/engine.ts';

/** What a field's draft can be made of: everything that is known when the summary is written (requirements.md F10). */
export interface DraftWords {
  readonly match?: { readonly title: string; readonly firstDay?: string; readonly lastDay?: string };
  /** The form on purpose and readiness, by the ids of its fields. */
  readonly purpose?: Readonly<Record<string, unknown>>;
  readonly teams?: readonly { readonly name: string; readonly people: readonly string[] }[];
  readonly agenda?: readonly string[];
  /** Notes and decisions of calls, the oldest first. */
  readonly calls?: readonly { readonly day?: string; readonly notes?: string; readonly decisions?: string }[];
  /** Takeaways, next steps and options, by the ids of their fields. */
  readonly reflections?: Readonly<Record<string, unknown>>;
  readonly commitments?: readonly { readonly what: string; readonly who?: string; readonly when?: string }[];
  readonly evaluation?: {
    readonly returned: number;
    readonly asked: number;
    readonly answers: readonly { readonly question: string; readonly counts: string }[];
  };
}

const KNOWN: Readonly<Record<keyof DraftWords, true>> = {
  match: true,
  purpose: true,
  teams: true,
  agenda: true,
  calls: true,
  reflections: true,
  commitments: true,
  evaluation: true,
};

/** What is wrong with the draft of a field; empty when nothing is. */
export function mistakesIn(draft: string): string[] {
  try {
    return usedVariables(engine.parse(draft))
      .filter(({ path, local }) => !local && !Object.hasOwn(KNOWN, path.split('.')[0] ?? ''))
      .map(({ path }) => `${path} is none of ${Object.keys(KNOWN).join(', ')}`);
  } catch (error) {
    return [(error as Error).message.replace(/, (?:file|line):.*$/s, '')];
  }
}

/** The draft in words; undefined when nothing is known that it could say. */
export function drafted(draft: string, words: DraftWords): string | undefined {
  const text = String(engine.parseAndRenderSync(draft, words))
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return text === '' ? undefined : text;
}
