import type { Answers } from '../../contracts/forms/answers.ts';
import type { FormRow } from '../../db/forms.ts';

/** What is kept of one form: the newest revision that was sent, and the newest that was saved since. */
export interface Kept {
  readonly current: FormRow | undefined;
  readonly draft: FormRow | undefined;
}

export function keptOf(rows: readonly FormRow[], form: string, part: string | null): Kept {
  const own = rows.filter((row) => row.form === form && row.part === part);
  const current = own.find(({ state }) => state === 'current');
  const draft = own
    .filter(({ state, revision }) => state !== 'current' && revision > (current?.revision ?? 0))
    .sort((one, other) => other.revision - one.revision)[0];
  return { current, draft };
}

/** What people have given: what was saved last, else what was sent last. */
export const answersOf = ({ current, draft }: Kept): Answers => ((draft ?? current)?.body ?? {}) as Answers;
