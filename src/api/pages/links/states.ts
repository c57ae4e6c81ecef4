import type { Answers } from '../../../contracts/forms/answers.ts';
import { fieldsOf } from '../../../contracts/forms/definition.ts';
import type { FormDefinition } from '../../../contracts/forms/definition.ts';
import type { PageBook } from '../../../words/index.ts';

/** Answers in which it says how far a commitment is, in other words: the record has one word for it, people have another. */
export function withStates(definition: FormDefinition, values: Answers, told: (word: string) => string): Answers {
  const cells = new Map(
    fieldsOf(definition).map(({ id, fields = [] }) => [id, fields.find(({ means }) => means === STATE)?.id]),
  );
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      const cell = cells.get(id);
      if (cell === undefined || !Array.isArray(value)) return [id, value];
      return [id, (value as Answers[]).map((row) => inRow(row, cell, told))];
    }),
  );
}
const STATE = 'commitment.state';

const inRow = (row: Answers, cell: string, told: (word: string) => string): Answers =>
  typeof row[cell] === 'string' ? { ...row, [cell]: told(row[cell]) } : row;

/** The record's word for what a page said in any language. */
export function statesFrom(book: PageBook): (word: string) => string {
  const words = book.languages.flatMap((language) => Object.entries(book.names(language).states));
  const known = new Map(words.map(([state, word]) => [word, state]));
  return (word) => known.get(word) ?? word;
}
