import type { z } from 'zod';
import { ApiProblem, issuePaths } from '../../errors.ts';
import type { Kept } from './kept-words.tsx';
import type { Mistake } from './report.tsx';

/** What a form sent, in the shape that the command takes; 422 with what is wrong by field. */
export function takenAs<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ApiProblem(422, { errors: issuePaths(parsed.error.issues) });
}

const FIELDS: Readonly<Record<string, string>> = {
  subject: 'The subject',
  body: 'The text',
  reason: 'The reason',
  text: 'What is right',
  channel: 'How it goes',
};

/** What was typed for a deed that is not possible any more. */
export const keptFields = (fields: Readonly<Record<string, unknown>>): Kept[] =>
  Object.entries(FIELDS).flatMap(([name, label]) => {
    const text = fields[name];
    return name === 'channel' || typeof text !== 'string' || text === '' ? [] : [{ label, text }];
  });

/** What kept a letter from it, in words without calls and ids; undefined when it is nothing that a person could mend. */
export function letterMistakes(error: unknown): Mistake[] | undefined {
  if (!(error instanceof ApiProblem) || ![403, 409, 422].includes(error.status)) return undefined;
  const { because, errors = [] } = error.saying;
  const fields = errors.flatMap(({ path, message }): Mistake[] =>
    FIELDS[path] === undefined ? [] : [{ name: path, text: `${FIELDS[path]} ${needed(message)}.` }],
  );
  return because === undefined ? fields : [{ name: undefined, text: plain(because) }, ...fields];
}

const needed = (message: string): string => (/^(Too small|Invalid input)/.test(message) ? 'is needed' : message);

function plain(because: string): string {
  const words = because.replaceAll(/\bletter [0-9a-f]{16,}/g, 'the letter').replaceAll(/: (GET|POST|PATCH) \S+/g, '');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
