import type { ForecastEntry } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import type { ComingMatch, ComingRow } from '../../../db/coming-queries.ts';
import type { Chart } from '../../../machines/kernel/types.ts';
import type { ApiDeps } from '../../deps.ts';
import { chartOfMatch } from '../../match-view.ts';
import { namesOf } from '../page.ts';
import { ASK_WORDS, audienceWords, roleWords } from '../words.ts';

/** Letters of one kind of one match that leave on one day. */
export interface ComingLine {
  readonly at: string;
  readonly match: Pick<ComingMatch, 'id' | 'title' | 'zone'>;
  readonly title: string;
  readonly to: readonly string[];
  /** Who has to press something before it leaves; null: it leaves by itself. */
  readonly waitsFor: string | null;
  /** Where it is read or released; null: it is not written yet. */
  readonly href: string | null;
}

type Letters = ApiDeps['letters'];

/** A letter that is written. Old drafts stand under today: they can leave at any moment. */
export function writtenLine(
  row: ComingRow,
  match: ComingMatch,
  method: string,
  letters: Letters,
  now: string,
): ComingLine {
  const due = row.due_at.toISOString();
  return {
    at: due < now ? now : due,
    match,
    title: letters.title(method, row.kind) ?? 'A letter',
    to: [row.name],
    waitsFor: waitsFor(row, method, letters),
    href: `/matches/${match.id}/letters/${row.id}`,
  };
}

function waitsFor({ state, channel, automatic, kind }: ComingRow, method: string, letters: Letters): string | null {
  const isDraft = state === 'draft' || state === 'edited' || (state === 'queued' && !automatic);
  if (isDraft) return `the ${roleWords(letters.release(method, kind) ?? 'facilitator')} to release it`;
  if (channel === 'post') return 'the assistant to post it';
  if (channel === 'phone') return 'the assistant to tell it on the telephone';
  return null;
}

/** What time will bring if nobody acts: letters that the match will write, and reminders. What only opens a task is no letter. */
export function forecastLines(
  entries: readonly ForecastEntry[],
  rows: MatchRows,
  match: ComingMatch,
  letters: Letters,
): ComingLine[] {
  const { method } = rows.match;
  const nameOf = namesOf(rows);
  const chart = chartOfMatch(rows);
  return entries.flatMap((entry) => {
    const title = titleOf(entry, method, chart, letters);
    if (title === undefined) return [];
    const release = entry.what === 'letter' ? letters.kind(method, entry.kind)?.release : 'automatic';
    const role = release === 'automatic' ? undefined : (release ?? 'facilitator');
    return {
      at: entry.at,
      match,
      title,
      // An escalation names whoever owed the task; she gets nothing any more.
      to: entry.to === null || isPassedOn(entry) ? [] : [nameOf(entry.to) ?? audienceWords(entry.to)],
      waitsFor: role === undefined ? null : `the ${roleWords(role)} to release it`,
      href: null,
    };
  });
}

const isPassedOn = ({ what, kind }: ForecastEntry): boolean => what === 'ask' && kind === 'escalate';

function titleOf(
  { what, kind, task }: ForecastEntry,
  method: string,
  chart: Chart,
  letters: Letters,
): string | undefined {
  if (what === 'moment') return undefined;
  if (what === 'letter') return letters.title(method, kind) ?? 'A letter';
  const about = chart.tasks[task ?? '']?.title;
  if (kind === 'escalate') return `Passed on${about === undefined ? '' : `: ${about}`}`;
  return `${ASK_WORDS[kind] ?? 'Reminder'}${about === undefined ? '' : `: ${about}`}`;
}

/** Several letters of one kind, to several people, are one line a day. In the order of time. */
export function joined(lines: readonly ComingLine[], dayOf: (line: ComingLine) => string): ComingLine[] {
  const groups = new Map<string, ComingLine>();
  for (const line of lines.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))) {
    const name = [dayOf(line), line.match.id, line.title, line.waitsFor].join('\n');
    const known = groups.get(name);
    groups.set(name, known === undefined ? line : { ...known, to: [...new Set([...known.to, ...line.to])] });
  }
  return [...groups.values()];
}
