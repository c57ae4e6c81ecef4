import { readHalf, readWhole, withoutEmpty } from '../../contracts/forms/answers.ts';
import type { Answers } from '../../contracts/forms/answers.ts';
import type { FormDefinition } from '../../contracts/forms/definition.ts';
import { textKey } from '../../db/api-commands.ts';
import type { Command } from '../../db/api-commands.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { knowledge } from '../../forms/knowledge.ts';
import { prefill } from '../../forms/prefill.ts';
import type { EventEntry } from '../../machines/kernel/types.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem, issuePaths } from '../errors.ts';
import { answersOf, keptOf } from './kept.ts';
import { knownMatch } from './known-match.ts';

export interface Submitting {
  readonly rows: MatchRows;
  readonly type: string;
  readonly entry: EventEntry;
  readonly part: string | null;
  readonly command: Command;
  /** Sent though questions are open (X15). */
  readonly partial: boolean;
  readonly texts: Readonly<Record<string, unknown>>;
}

/**
 * The texts of an event, with the form that it brings. A form that the caller does not give is what was saved last, with what is known
 * filled in. A form that is not whole is refused with the paths of what is missing.
 */
export async function withForm(deps: ApiDeps, submitting: Submitting): Promise<Readonly<Record<string, unknown>>> {
  const { rows, entry, texts, type, partial } = submitting;
  const definition = deps.forms.get(rows.match.method)?.get(entry.form ?? '');
  if (definition === undefined) return texts;
  const given = (texts['form'] as Answers | undefined) ?? (await keptAnswers(deps, definition, submitting));
  if (given === undefined) return texts;
  const half = partial || definition.halfDoneFor.includes(type);
  const read = half ? readHalf(definition, given) : readWhole(definition, given);
  if (!read.ok) throw new ApiProblem(422, { errors: issuePaths(read.issues, ['data', 'form']) });
  return { ...texts, form: withoutEmpty(read.answers) ?? {} };
}

async function keptAnswers(
  deps: ApiDeps,
  definition: FormDefinition,
  { rows, part, command }: Submitting,
): Promise<Answers | undefined> {
  const { form } = definition;
  const place = { match: rows.match.id, form, part };
  // Sent again with the same key: what it brought the first time, whatever was saved since.
  const before = await deps.formStore.sentWith(place, textKey(command.account, command.key));
  if (before !== undefined) return before.body as Answers;
  const book = deps.forms.get(rows.match.method) ?? new Map<string, FormDefinition>();
  const newest = await deps.formStore.newest(rows.match.id, [...book.keys()]);
  const kept = keptOf(newest, form, part);
  // Nobody has begun it here: on paper, perhaps. Only a form that is needed is asked for.
  if (kept.current === undefined && kept.draft === undefined && !definition.needed) return undefined;
  const known = await knownMatch(deps, rows, book, newest, { form, part });
  return prefill(definition, answersOf(kept), knowledge(known)).answers;
}
