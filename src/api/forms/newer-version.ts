import { ApiProblem } from '../errors.ts';

export interface Version {
  readonly revision: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What somebody else saved since the page was made, when that is why nothing was saved. */
export function newerVersion(error: unknown): Version | undefined {
  if (!(error instanceof ApiProblem) || error.status !== 412) return undefined;
  const { theirs } = (error.saying['versions'] ?? {}) as { theirs?: Version | null };
  return theirs ?? { revision: 0, values: {} };
}

/** Answers of the other version that differ from what was typed here, by the name of the field. */
export const differing = (yours: Readonly<Record<string, unknown>>, { values }: Version): [string, unknown][] =>
  Object.entries(values).filter(
    ([name, value]) => value !== null && JSON.stringify(value) !== JSON.stringify(yours[name]),
  );

/** An answer in a line. */
export function inWords(value: unknown, yesNo: readonly [string, string]): string {
  if (Array.isArray(value)) return value.map((one) => inWords(one, yesNo)).join('; ');
  if (typeof value === 'object' && value !== null)
    return Object.values(value)
      .map((one) => inWords(one, yesNo))
      .join(', ');
  return typeof value === 'boolean' ? yesNo[value ? 0 : 1] : String(value);
}
