import { checksOf } from '../../checks/index.ts';
import type { CheckView } from '../../contracts/api-checks.ts';
import { readWhole } from '../../contracts/forms/answers.ts';
import type { Answers } from '../../contracts/forms/answers.ts';
import type { FilledForm, FormEntry, FormRevision } from '../../contracts/api-forms.ts';
import type { FormDefinition } from '../../contracts/forms/definition.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import type { FormRow, Remark } from '../../db/forms.ts';
import { knowledge } from '../../forms/knowledge.ts';
import { originsOf } from '../../forms/origins.ts';
import { prefill } from '../../forms/prefill.ts';
import { reconcile } from '../../forms/reconcile.ts';
import type { Json } from '../../machines/kernel/types.ts';
import { toCheck } from '../check-views.ts';
import type { ApiDeps } from '../deps.ts';
import { materialOf } from '../material.ts';
import { issuePaths, notFound } from '../errors.ts';
import { chartOfMatch, iso } from '../match-view.ts';
import { formsOf, useOf } from './form-library.ts';
import type { FormUse } from './form-library.ts';
import { answersOf, keptOf } from './kept.ts';
import type { Kept } from './kept.ts';
import { knownMatch } from './known-match.ts';

export function definitionOf({ forms }: Pick<ApiDeps, 'forms'>, { match }: MatchRows, form: string): FormDefinition {
  const book = forms.get(match.method);
  const definition = book?.get(form);
  if (definition === undefined) throw notFound(`${match.method} has no form ${form}`, [...(book?.keys() ?? [])]);
  return definition;
}

/** All forms of a match, those of parts once for each part that there is. */
export async function formList(deps: ApiDeps, rows: MatchRows): Promise<FormEntry[]> {
  const definitions = formsOf(deps.forms, rows.match.method);
  const newest = await deps.formStore.newest(
    rows.match.id,
    definitions.map(({ form }) => form),
  );
  return definitions.flatMap((definition) => {
    const use = useOf(chartOfMatch(rows), definition.form);
    const parts = use.part === null ? [null] : rows.parts.filter(({ chart }) => chart === use.part).map(({ id }) => id);
    return parts.map((part) => toEntry(definition, use, part, keptOf(newest, definition.form, part)));
  });
}

/** One form with what was typed, what is known, what is missing and what does not fit. */
export async function filledForm(
  deps: ApiDeps,
  rows: MatchRows,
  form: string,
  part: string | null,
): Promise<FilledForm> {
  const definition = definitionOf(deps, rows, form);
  const use = useOf(chartOfMatch(rows), form);
  const book = deps.forms.get(rows.match.method) ?? new Map<string, FormDefinition>();
  const [newest, remarks] = await Promise.all([
    deps.formStore.newest(rows.match.id, [...book.keys()]),
    deps.formStore.remarks(rows.match.id, use.returnedBy),
  ]);
  const kept = keptOf(newest, form, part);
  const known = await knownMatch(deps, rows, book, newest, { form, part });
  const { answers, prefilled } = prefill(definition, answersOf(kept), knowledge(known));
  const whole = readWhole(definition, answers);
  return {
    ...toEntry(definition, use, part, kept),
    definition,
    current: kept.current === undefined ? null : toRevision(kept.current),
    draft: kept.draft === undefined ? null : toRevision(kept.draft),
    values: answers,
    prefilled: [...prefilled],
    prefilledFrom: originsOf(definition, prefilled, known),
    missing: whole.ok ? [] : issuePaths(whole.issues),
    findings: reconcile(definition, answers, known),
    checks: await checksWith(deps, rows, form, answers),
    remarks: remarks.map((remark) => toRemark(remark, kept)),
  };
}

/** The rules about the tasks of a form, looked at as if its answers had been sent. */
async function checksWith(deps: ApiDeps, rows: MatchRows, form: string, answers: Answers): Promise<CheckView[]> {
  const { method, tasks } = chartOfMatch(rows);
  const material = await materialOf(deps, rows);
  const bodies = { ...material.bodies, [form]: [answers as Json] };
  return checksOf(method)
    .look({ ...material, bodies })
    .filter(({ task }) => tasks[task]?.form === form)
    .map((verdict) => toCheck(deps.words(method), verdict));
}

export const toRevision = (row: FormRow): FormRevision => ({
  revision: row.revision,
  state: STATES[row.state],
  sha256: row.sha256,
  by: row.by_person,
  onBehalfOf: row.on_behalf_of,
  at: iso(row.at),
  seq: row.seq,
  values: row.body as Answers,
});
const STATES = { draft: 'draft', pending: 'sending', current: 'sent' } as const;

function toEntry(definition: FormDefinition, use: FormUse, part: string | null, kept: Kept): FormEntry {
  const newest = kept.draft ?? kept.current;
  return {
    form: definition.form,
    title: definition.title,
    sample: definition.sample,
    part,
    tasks: [...use.tasks],
    events: use.events.map(({ type }) => type),
    revision: newest?.revision ?? 0,
    state: newest === undefined ? 'empty' : STATES[newest.state],
    sentAt: kept.current === undefined ? null : iso(kept.current.at),
  };
}

const toRemark = ({ text, by, at, seq }: Remark, { current }: Kept): FilledForm['remarks'][number] => ({
  text: String(text),
  by,
  at: iso(at),
  seq,
  open: seq > (current?.seq ?? 0),
});
