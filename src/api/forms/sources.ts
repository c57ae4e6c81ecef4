import type { z } from 'zod';
import type { sourceSchema } from '../../contracts/api-forms.ts';
import { fieldsOf } from '../../contracts/forms/definition.ts';
import type { FormDefinition } from '../../contracts/forms/definition.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { drafted } from '../../forms/drafting.ts';
import { draftWords } from '../../forms/draft-words.ts';
import type { ApiDeps } from '../deps.ts';
import { definitionOf } from './view.ts';
import { knownMatch } from './known-match.ts';

/** What each field of a form could be written from, whatever stands in it now: for a new writer (requirements.md X21). */
export async function sourcesOf(deps: ApiDeps, rows: MatchRows, form: string): Promise<z.infer<typeof sourceSchema>[]> {
  const definition = definitionOf(deps, rows, form);
  const book = deps.forms.get(rows.match.method) ?? new Map<string, FormDefinition>();
  const newest = await deps.formStore.newest(rows.match.id, [...book.keys()]);
  const words = draftWords(await knownMatch(deps, rows, book, newest, { form, part: null }));
  return fieldsOf(definition).flatMap(({ id, label, draft }) => {
    const text = draft === undefined ? undefined : drafted(draft, words);
    return text === undefined ? [] : [{ field: id, label, text }];
  });
}
