import type { z } from 'zod';
import type { anonymiseSchema, FilledForm } from '../../contracts/api-forms.ts';
import type { Answers } from '../../contracts/forms/answers.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { finderOf } from '../../db/erased-words.ts';
import { personOf } from '../access.ts';
import type { Caller } from '../access.ts';
import { personId } from '../name-persons.ts';
import { nowOf } from '../deps.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem, conflict } from '../errors.ts';
import { answersOf, keptOf } from './kept.ts';
import { definitionOf, filledForm, toRevision } from './view.ts';

/**
 * Takes a person's name and e-mail out of a form, as a new revision that nobody has sent yet (requirements.md X20): also after the match
 * has ended, because a summary lives on. What was sent before is kept as it was.
 *
 * @throws ApiProblem 409 when there is nothing to take it out of, 412 when somebody saved the form at the same time
 */
export async function anonymise(
  deps: ApiDeps,
  caller: Caller,
  rows: MatchRows,
  form: string,
  { person, instead }: z.infer<typeof anonymiseSchema>,
): Promise<FilledForm> {
  definitionOf(deps, rows, form);
  const id = personId(rows, person, 'person');
  const known = rows.people.find((one) => one.id === id);
  const kept = keptOf(await deps.formStore.newest(rows.match.id, [form]), form, null);
  const newest = kept.draft ?? kept.current;
  if (known === undefined || newest === undefined) throw conflict('nobody has written this form yet');
  const names = known.name.trim().split(/\s+/);
  const exact = [known.name, ...(names.length > 2 ? [`${names[0]} ${names.at(-1)}`] : [])];
  const finder = finderOf({ exact, anyCase: known.email === null ? [] : [known.email] }, instead);
  const body = withoutRow(finder.clean(answersOf(kept)), known.email === null ? [instead] : [instead, known.email]);
  const saved = await deps.formStore.save({ match: rows.match.id, form, part: null }, newest.revision, body, {
    person: personOf(caller, rows.people),
    onBehalfOf: null,
    at: new Date(nowOf(rows.match, deps.clock())),
  });
  if (saved.kind === 'conflict')
    throw new ApiProblem(412, {
      because: 'somebody saved the form at the same time: try again',
      versions: { theirs: saved.row === undefined ? null : toRevision(saved.row), yours: body },
    });
  return filledForm(deps, rows, form, null);
}

/** A row that was about nobody else, like a contact, is left out: without its name it says who it was all the same. */
function withoutRow(answers: Answers, instead: readonly string[]): Record<string, unknown> {
  const isHers = (row: unknown) =>
    typeof row === 'object' && row !== null && instead.includes(String((row as Answers)['name']));
  return Object.fromEntries(
    Object.entries(answers).map(([field, value]) => [
      field,
      Array.isArray(value) ? value.filter((row) => !isHers(row)) : value,
    ]),
  );
}
