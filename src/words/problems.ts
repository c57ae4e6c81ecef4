/** One thing wrong with a content file, at a place that its editor can find. */
export interface WordsProblem {
  /** Below the content folder, with forward slashes. */
  readonly file: string;
  readonly line: number;
  /** The field, id or placeholder that is wrong. */
  readonly name: string;
  readonly problem: string;
}
export type Report = (line: number, name: string, problem: string) => void;

/** Words that cannot be shown do not load: a process that would need them does not start. Carries every problem found. */
export class WordsError extends Error {
  readonly problems: readonly WordsProblem[];

  constructor(problems: readonly WordsProblem[]) {
    super(problems.map(({ file, line, name, problem }) => `${file}:${line}: ${name}: ${problem}`).join('\n'));
    this.name = 'WordsError';
    this.problems = problems;
  }
}

/** `"x" is none of a, b` */
export const noneOf = (value: unknown, known: readonly string[]): string =>
  `${value === undefined ? 'nothing' : JSON.stringify(value)} is none of ${known.join(', ')}`;
