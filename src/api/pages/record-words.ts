import type { JournalRow } from '../../db/api-queries.ts';
import type { Chart } from '../../machines/kernel/types.ts';
import type { RecordLine } from './match-page-view.ts';
import type { PartName } from './part-words.ts';
import { instantWords, plural, roleWords } from './words.ts';

interface Caused {
  readonly type?: string;
  readonly kind?: string;
  readonly letters?: readonly string[];
  readonly raised?: boolean;
  readonly outcome?: string;
}

/** The days for which calls were planned, as the record tells them: newest line first. */
export function plannedDays(journal: readonly JournalRow[]): (part: string) => string | undefined {
  const days = new Map<string, string>();
  for (const { part, facts } of journal) {
    const about = part ?? (typeof facts?.['call'] === 'string' ? `call/${facts['call']}` : undefined);
    const on = facts?.['heldOn'] ?? facts?.['on'];
    if (about !== undefined && typeof on === 'string' && !days.has(about)) days.set(about, on);
  }
  return (part) => days.get(part);
}

/** A line of the record as somebody would tell it. */
export function toRecordLine(
  row: JournalRow,
  chart: Chart,
  zone: string,
  words: {
    readonly nameOf: (person: string) => string | undefined;
    readonly partName: PartName;
    readonly letterTitle: (kind: string) => string;
  },
): RecordLine {
  const { nameOf, letterTitle } = words;
  const task = row.task === null ? undefined : chart.tasks[row.task];
  const person = nameOf(row.by_person);
  const role = roleWords(row.by_role);
  const known = person?.toLowerCase() === role ? person : `${person ?? 'somebody'}, ${role}`;
  const by = row.by_role === 'engine' ? 'by itself' : known;
  const behalf = row.on_behalf_of === null ? '' : `, for ${nameOf(row.on_behalf_of) ?? 'somebody else'}`;
  const what = chart.catalogue[row.type]?.title ?? 'Something happened';
  return {
    when: instantWords(row.at.toISOString(), zone),
    what: row.refused === null ? what : `Not possible: ${what.toLowerCase()} (${row.refused})`,
    by: `${by}${behalf}`,
    about: aboutWords(row, task?.title, words),
    caused: row.refused === null ? causedWords(row.caused as Caused[], letterTitle) : [],
  };
}

function aboutWords(
  { part, facts }: JournalRow,
  task: string | undefined,
  { partName, letterTitle }: Parameters<typeof toRecordLine>[3],
): string | null {
  if (part !== null) return partName(part);
  const kind = facts?.['kind'];
  return facts?.['letters'] !== undefined && typeof kind === 'string' ? letterTitle(kind) : (task ?? null);
}

/** Lines of one moment that say the same, of several tasks, are one. */
export function merged(lines: readonly RecordLine[]): RecordLine[] {
  const all: RecordLine[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    const same = last && last.when === line.when && last.what === line.what && last.by === line.by;
    if (!same || last.about === null || line.about === null) all.push(line);
    else {
      const caused = [...new Set([...last.caused, ...line.caused])];
      all[all.length - 1] = { ...last, about: `${last.about}; ${line.about}`, caused };
    }
  }
  return all;
}

function causedWords(caused: readonly Caused[], letterTitle: (kind: string) => string): string[] {
  const count = (type: string) => caused.filter((one) => one.type === type).length;
  const written = caused.flatMap((one) => (one.type === 'draftLetter' && one.kind ? [letterTitle(one.kind)] : []));
  const asks = count('notify');
  const released = caused.flatMap((one) => (one.type === 'releaseLetters' ? (one.letters ?? []) : [])).length;
  return [
    ...(written.length > 0 ? [`letters written: ${[...new Set(written)].join(', ')}`] : []),
    ...(released > 0 ? [`${plural(released, 'letter')} released`] : []),
    ...(asks > 0 ? [plural(asks, 'reminder')] : []),
    ...(count('moveDates') > 0 ? ['all dates planned anew'] : []),
    ...(count('close') > 0 ? ['the match ended'] : []),
  ];
}
