/** One thing wrong with one form, at a place that its editor can find. */
export interface FormProblem {
  readonly file: string;
  readonly line: number;
  /** The field of the form, and what about it: `arrival: kind`. */
  readonly name: string;
  readonly problem: string;
}

/** Forms that nobody could fill in do not load. Carries every problem found, not only the first. */
export class FormError extends Error {
  readonly problems: readonly FormProblem[];

  constructor(problems: readonly FormProblem[]) {
    super(problems.map(({ file, line, name, problem }) => `${file}:${line}: ${name}: ${problem}`).join('\n'));
    this.name = 'FormError';
    this.problems = problems;
  }
}
