import type { CheckWords } from './checks.ts';
import type { WordsProblem } from './problems.ts';
import { readSections } from './sections.ts';
import { readTemplate } from './template.ts';
import type { Saying } from './template.ts';

/** What a sentence about a finding may name: numbers and kinds, never persons. */
const FACTS = ['days', 'share', 'held', 'people', 'residents', 'count', 'version'];

/**
 * What each finding of a chart says to people: `<method>/findings.md`, a heading with the code, then the sentence. Where the
 * code is a rule's, its check says it already.
 */
export function loadFindings(
  dir: string,
  method: string,
  codes: readonly string[],
  checks: ReadonlyMap<string, CheckWords>,
  problems: WordsProblem[],
): ReadonlyMap<string, Saying> {
  const own = codes.filter((code) => !checks.has(code));
  const said = new Map<string, Saying>();
  for (const [code, { text, line, report }] of readSections(dir, `${method}/findings.md`, own, problems)) {
    if (text === '') report(line, code, 'has no words');
    said.set(code, readTemplate(text, FACTS, line, report));
  }
  for (const [rule, words] of checks) if (codes.includes(rule)) said.set(rule, (facts) => words.say('no', facts));
  return said;
}
