import { dayAt } from '../../../calendar/index.ts';
import type { ForecastEntry } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import type { ComingMatch, ComingRow } from '../../../db/coming-queries.ts';
import type { Chart } from '../../../machines/kernel/types.ts';
import type { ApiDeps } from '../../deps.ts';
import { chartOfMatch } from '../../match-view.ts';
import { namesOf } from '../page.ts';
import { ASK_WORDS, audienceWords, BY_HAND, releaseWords } from '../words.ts';

/** Letters of one kind of one match that leave on one day. */
export interface ComingLine {
  readonly at: string;
  /** The day where the match is, `YYYY-MM-DD`. */
  readonly day: string;
  readonly match: Pick<ComingMatch, 'id' | 'title' | 'zone'>;
  readonly title: string;
  /** The tasks that it is about. */
  readonly about: readonly string[];
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
  const at = due < now ? now : due;
  return {
    at,
    day: dayAt(Date.parse(at), match.zone),
    match,
    title: letters.title(method, row.kind) ?? 'A letter',
    about: [],
    to: [row.name],
    waitsFor: waitsFor(row, method, letters),
    href: `/matches/${match.id}/letters/${row.id}`,
  };
}

function waitsFor({ state, channel, automatic, kind }: ComingRow, method: string, letters: Letters): string | null {
  const isDraft = state === 'draft' || state === 'edited' || (state === 'queued' && !automatic);
  return isDraft ? releaseWords(letters.release(method, kind)) : (BY_HAND[channel] ?? null);
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
    const title = titleOf(entry, method, letters);
    if (title === undefined) return [];
    const release = entry.what === 'letter' ? letters.kind(method, entry.kind)?.release : 'automatic';
    const role = release === 'automatic' ? undefined : (release ?? 'facilitator');
    return {
      at: entry.at,
      day: dayAt(Date.parse(entry.at), match.zone),
      match,
      title,
      about: entry.what === 'ask' ? aboutOf(entry, chart) : [],
      // An escalation names whoever owed the task; she gets nothing any more.
      to: entry.to === null || isPassedOn(entry) ? [] : [nameOf(entry.to) ?? audienceWords(entry.to)],
      waitsFor: role === undefined ? null : releaseWords(role),
      href: null,
    };
  });
}

const isPassedOn = ({ what, kind }: ForecastEntry): boolean => what === 'ask' && kind === 'escalate';

function titleOf({ what, kind }: ForecastEntry, method: string, letters: Letters): string | undefined {
  if (what === 'moment') return undefined;
  if (what === 'letter') return letters.title(method, kind) ?? 'A letter';
  return kind === 'escalate' ? 'Passed on' : (ASK_WORDS[kind] ?? 'Reminder');
}

const aboutOf = ({ task }: ForecastEntry, { tasks }: Chart): string[] => {
  const title = tasks[task ?? '']?.title;
  return title === undefined ? [] : [title];
};

/** A letter to several people is one line a day, and so are reminders to one person, which leave in one mail. In the order of time. */
export function joined(lines: readonly ComingLine[]): ComingLine[] {
  const groups = new Map<string, ComingLine>();
  for (const line of lines.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))) {
    const { day, match, title, waitsFor, about, to } = line;
    const name = [day, match.id, title, waitsFor, ...(about.length > 0 ? to : [])].join('\n');
    const known = groups.get(name) ?? { ...line, to: [], about: [] };
    groups.set(name, {
      ...known,
      to: [...new Set([...known.to, ...to])],
      about: [...new Set([...known.about, ...about])],
    });
  }
  return [...groups.values()];
}
