import type { PersonRow } from '../../../db/api-queries.ts';
import { FILE_ENDINGS } from '../../files/kinds.ts';
import { ApiProblem } from '../../errors.ts';
import type { Asked } from '../act/asked.ts';
import type { Mistake } from '../act/report.tsx';
import { listWords } from '../words.ts';

export const DESCRIPTION: Asked = {
  name: 'description',
  label: 'What it is about',
  help: 'A sentence for the others, such as: how the council was founded, two pages.',
  kind: 'text',
  required: false,
};

/** What is asked with a file: what it is about, whose it is, and that she agreed. */
export const bringAsked = (people: readonly PersonRow[]): Asked[] => [
  DESCRIPTION,
  {
    name: 'owner',
    label: 'Whose file it is',
    kind: 'choice',
    required: true,
    choices: people.map(({ id, name }) => ({ id, label: name })),
  },
  {
    name: 'agreed',
    label: 'Consent',
    help: 'A file is kept only when its owner has agreed.',
    kind: 'choices',
    required: true,
    choices: [{ id: 'true', label: 'The owner agreed that it is shared with everybody in the match' }],
  },
];

const FIELDS: Readonly<Record<string, string>> = {
  owner: 'Say whose file it is.',
  agreed: 'Say that the owner agreed. Without that the file is not kept.',
  description: 'Say it in 500 letters at most.',
};
export const endingsWords = (): string => listWords(FILE_ENDINGS.map((ending) => ending.slice(1)));

/** Why a file was not kept, in words that help to bring it after all; throws on what nobody here can mend. */
export function bringMistakes(error: unknown): Mistake[] {
  if (!(error instanceof ApiProblem) || ![409, 413, 415, 422].includes(error.status)) throw error;
  const { because = 'it could not be read', errors = [] } = error.saying;
  if (error.status === 413) return [{ name: 'file', text: `The file is too large: ${because}.` }];
  if (error.status === 415)
    return [{ name: 'file', text: `Files of this type are not taken. Their names end in ${endingsWords()}.` }];
  if (errors.length === 0) return [{ name: undefined, text: `The file was not kept: ${because}.` }];
  return errors.map(({ path, message }) => {
    if (path !== 'file')
      return { name: path === '' ? 'file' : path, text: FIELDS[path] ?? 'The form could not be read.' };
    return { name: 'file', text: /empty|needed/.test(message) ? EMPTY : OTHER };
  });
}

const EMPTY = 'Choose a file that is not empty.';
const OTHER = 'What is in the file is not what its name says. Open it in the program it comes from and save it again.';
