import type { JournalRow } from '../../db/api-queries.ts';
import type { Chart } from '../../machines/kernel/types.ts';
import type { RecordLine } from './match-page-view.ts';
import { instantWords, plural, roleWords } from './words.ts';

interface Caused {
  readonly type?: string;
  readonly kind?: string;
  readonly letters?: readonly string[];
  readonly raised?: boolean;
  readonly outcome?: string;
}

/** A line of the record as somebody would tell it. */
export function toRecordLine(
  row: JournalRow,
  chart: Chart,
  zone: string,
  nameOf: (person: string) => string | undefined,
): RecordLine {
  const task = row.task === null ? undefined : chart.tasks[row.task];
  const person = nameOf(row.by_person);
  const by = row.by_role === 'engine' ? 'by itself' : `${person ?? 'somebody'}, ${roleWords(row.by_role)}`;
  const behalf = row.on_behalf_of === null ? '' : `, for ${nameOf(row.on_behalf_of) ?? 'somebody else'}`;
  const what = chart.catalogue[row.type]?.title ?? 'Something happened';
  return {
    when: instantWords(row.at.toISOString(), zone),
    what: row.refused === null ? what : `Not possible: ${what.toLowerCase()} (${row.refused})`,
    by: `${by}${behalf}`,
    about: task?.title ?? null,
    caused: row.refused === null ? causedWords(row.caused as Caused[]) : [],
  };
}

function causedWords(caused: readonly Caused[]): string[] {
  const count = (type: string) => caused.filter((one) => one.type === type).length;
  const letters = count('draftLetter');
  const asks = count('notify');
  const released = caused.flatMap((one) => (one.type === 'releaseLetters' ? (one.letters ?? []) : [])).length;
  return [
    ...(letters > 0 ? [`${plural(letters, 'kind')} of letter written`] : []),
    ...(released > 0 ? [`${plural(released, 'letter')} released`] : []),
    ...(asks > 0 ? [plural(asks, 'reminder')] : []),
    ...(count('moveDates') > 0 ? ['all dates planned anew'] : []),
    ...(count('close') > 0 ? ['the match ended'] : []),
  ];
}
