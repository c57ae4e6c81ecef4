import type { Match } from '../../../contracts/api.ts';
import type { FormDefinition } from '../../../contracts/forms/definition.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { formsOf, useOf } from '../../forms/form-library.ts';
import { answersOf, keptOf } from '../../forms/kept.ts';
import { chartOfMatch } from '../../match-view.ts';
import type { Routing } from '../../routes/common.ts';
import { addressOf } from '../act/address.ts';
import { toDoable } from '../act/doable.ts';
import { namesOf } from '../page.ts';
import { partNames } from '../part-words.ts';
import { plannedDays } from '../record-words.ts';
import type { CallsView, CallView } from './calls-page.tsx';

const PLANNED = 'CALL_PLANNED';
/** As many lines of the record as tell of the days of calls. */
const LINES = 1000;

/** Every call with its day, its notes and what can be reported; the latest planned first. */
export async function callsView(
  deps: Routing,
  rows: MatchRows,
  match: Match,
): Promise<Pick<CallsView, 'calls' | 'plan'>> {
  const chart = chartOfMatch(rows);
  const record = formsOf(deps.forms, match.method).find(({ form }) => useOf(chart, form).part === 'call');
  const [journal, kept] = await Promise.all([
    deps.queries.lastJournal(match.id, LINES),
    deps.formStore.newest(match.id, record === undefined ? [] : [record.form]),
  ]);
  const dayOf = plannedDays(journal);
  const partName = partNames(match.parts, namesOf(rows), dayOf);
  const calls = match.parts
    .filter((part) => part.chart === 'call')
    .map(({ id, state }): CallView => ({
      part: id,
      state,
      name: partName(id),
      day: dayOf(id),
      notes: record === undefined ? [] : notesOf(record, answersOf(keptOf(kept, record.form, id))),
      doables: match.allowed
        .filter(({ part }) => part === id)
        .map((one) => toDoable(match, chart, one, deps.questions))
        .map(({ title, form, address }) => ({
          title,
          href: form === undefined ? address : `/matches/${match.id}/forms/${form}?part=${encodeURIComponent(id)}`,
        })),
    }))
    .sort((one, other) => ((one.day ?? '9') < (other.day ?? '9') ? 1 : -1));
  const isPlanned = match.allowed.some(({ type }) => type === PLANNED);
  return { calls, plan: isPlanned ? addressOf(match.id, { type: PLANNED }) : undefined };
}

/** What was written down, under the form's own labels; what is empty is left out. */
const notesOf = ({ sections }: FormDefinition, answers: Readonly<Record<string, unknown>>): CallView['notes'] =>
  sections.flatMap(({ fields }) =>
    fields.flatMap(({ id, label }) => {
      const text = textOf(answers[id]);
      return text === '' ? [] : [{ label, text }];
    }),
  );

const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? value
        .map(textOf)
        .filter((one) => one !== '')
        .join(', ')
    : typeof value === 'string'
      ? value.trim()
      : '';
