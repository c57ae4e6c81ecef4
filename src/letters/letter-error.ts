/** One thing wrong with one letter, at a place that its editor can find. */
export interface LetterProblem {
  /** Below the content folder, with forward slashes. */
  readonly file: string;
  readonly line: number;
  /** The placeholder, tag or front matter field that is wrong. */
  readonly name: string;
  readonly problem: string;
}

/** Letters that cannot be sent do not load (design.md 7). Carries every problem found, not only the first. */
export class LetterError extends Error {
  readonly problems: readonly LetterProblem[];

  constructor(problems: readonly LetterProblem[]) {
    super(problems.map(({ file, line, name, problem }) => `${file}:${line}: ${name}: ${problem}`).join('\n'));
    this.name = 'LetterError';
    this.problems = problems;
  }
}
