import { hasEnded } from '../../contracts/names.ts';
import type { z } from 'zod';
import { readHalf } from '../../contracts/forms/answers.ts';
import type { FilledForm, saveFormSchema } from '../../contracts/api-forms.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { personOf } from '../access.ts';
import type { Caller } from '../access.ts';
import { personId } from '../name-persons.ts';
import { nowOf } from '../deps.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem, conflict, issuePaths } from '../errors.ts';
import { chartOfMatch } from '../match-view.ts';
import { useOf } from './form-library.ts';
import { keptOf } from './kept.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { definitionOf, filledForm, toRevision } from './view.ts';

export interface Saving {
  readonly form: string;
  readonly part: string | null;
  /** The revision that the author saw; 0: none. */
  readonly seen: number;
  readonly input: z.infer<typeof saveFormSchema>;
}

/** Saves a form half-done. Nobody's text is lost: on top of a newer revision nothing is saved, and both versions come back. */
export async function saveForm(
  deps: ApiDeps,
  caller: Caller,
  rows: MatchRows,
  { form, part, seen, input }: Saving,
  alsoWrite: () => Promise<void> = () => Promise.resolve(),
): Promise<FilledForm> {
  const definition = definitionOf(deps, rows, form);
  if (hasEnded(rows.match.status)) throw conflict('the match is closed');
  const onBehalfOf = input.onBehalfOf === undefined ? null : personId(rows, input.onBehalfOf, 'onBehalfOf');
  const half = readHalf(definition, input.values);
  if (useOf(chartOfMatch(rows), form).events.some(({ money }) => money))
    refuseSecrets(half.ok ? half.answers : {}, ['values']);
  if (!half.ok) throw new ApiProblem(422, { errors: issuePaths(half.issues, ['values']) });
  const { current, draft } = keptOf(await deps.formStore.newest(rows.match.id, [form]), form, part);
  // On top of a newer revision nothing is written anywhere.
  if (((draft ?? current)?.revision ?? 0) === seen) await alsoWrite();
  const saved = await deps.formStore.save({ match: rows.match.id, form, part }, seen, half.answers, {
    person: personOf(caller, rows.people),
    onBehalfOf,
    at: new Date(nowOf(rows.match, deps.clock())),
  });
  if (saved.kind === 'conflict') throw newerThan(seen, saved.row, half.answers);
  return filledForm(deps, (await deps.queries.match(rows.match.id)) ?? rows, form, part);
}

type Row = Parameters<typeof toRevision>[0];

function newerThan(seen: number, row: Row | undefined, yours: Readonly<Record<string, unknown>>): ApiProblem {
  const because =
    row === undefined
      ? `there is no revision ${seen} of this form: it was not begun`
      : `somebody saved revision ${row.revision} since you read revision ${seen}: put the two together and save on top of it`;
  return new ApiProblem(412, {
    because,
    versions: { theirs: row === undefined ? null : toRevision(row), yours: { ...yours } },
  });
}
