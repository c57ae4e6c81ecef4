import { loadChecks } from './checks.ts';
import type { CheckWords, KnownCheck } from './checks.ts';
import { loadFindings } from './findings.ts';
import { loadGuidance } from './guidance.ts';
import type { Guidance, KnownMoments } from './guidance.ts';
import { loadHappened } from './happened.ts';
import type { HappenedGroup, KnownEvents } from './happened.ts';
import { WordsError } from './problems.ts';
import type { WordsProblem } from './problems.ts';
import { readSections } from './sections.ts';
import type { Saying } from './template.ts';

export { fitting } from './select.ts';
export type { Situation } from './select.ts';
export type { Guidance } from './guidance.ts';
export type { HappenedGroup } from './happened.ts';
export { loadPages } from './pages.ts';
export type { PageBook, PageTexts } from './pages.ts';
export { loadFormWords, missingWords } from './form-words.ts';
export { WordsError } from './problems.ts';
export { loadQuestions } from './questions.ts';
export type { Questions } from './questions.ts';

/** Everything of a method that needs words, by its ids. */
export interface KnownIds extends KnownMoments, KnownEvents {
  readonly findings: readonly string[];
  readonly checks: readonly KnownCheck[];
  /** Parts of readiness and the questions of its form. */
  readonly readiness: readonly string[];
}

/** What a method says to people. */
export interface MethodWords {
  readonly findings: ReadonlyMap<string, Saying>;
  readonly checks: ReadonlyMap<string, CheckWords>;
  readonly readiness: ReadonlyMap<string, { readonly title: string; readonly text: string }>;
  readonly guidance: readonly Guidance[];
  readonly happened: readonly HappenedGroup[];
}

/** Loads the words of a method. Throws a `WordsError` that names every file with something missing, unknown or wrong. */
export function loadWords(contentDir: string, method: string, known: KnownIds): MethodWords {
  const problems: WordsProblem[] = [];
  const checks = loadChecks(contentDir, method, known.checks, problems);
  const findings = loadFindings(contentDir, method, known.findings, checks, problems);
  const guidance = loadGuidance(contentDir, method, known, problems);
  const happened = loadHappened(contentDir, method, known, problems);
  const readiness = readSections(contentDir, `${method}/readiness.md`, known.readiness, problems);
  for (const [id, { title, line, report }] of readiness) if (title === '') report(line, id, 'has no title');
  if (problems.length > 0) throw new WordsError(problems);
  return { findings, checks, readiness, guidance, happened };
}
