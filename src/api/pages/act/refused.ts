import type { Match, NewEvent } from '../../../contracts/api.ts';
import type { JournalRow, MatchRows } from '../../../db/api-queries.ts';
import type { Chart } from '../../../machines/kernel/types.ts';
import { ApiProblem } from '../../errors.ts';
import { chartOfMatch } from '../../match-view.ts';
import type { Routing } from '../../routes/common.ts';
import { linesOf } from '../match/record-lines.ts';
import type { RecordLine } from '../match-page-view.ts';
import { namesOf } from '../page.ts';
import { partNames } from '../part-words.ts';
import type { PartName } from '../part-words.ts';
import { plannedDays } from '../record-words.ts';
import { doables, taskOf } from './doable.ts';
import type { Doable } from './doable.ts';

/** What somebody finds who wanted to report something that cannot be reported now. */
export interface Refused {
  /** What happened about it last: who was faster. The newest first. */
  readonly happened: readonly RecordLine[];
  /** What can be reported about the same task instead. */
  readonly instead: readonly { readonly title: string; readonly address: string }[];
}

type About = Pick<NewEvent, 'type' | 'task' | 'part'>;

/** Enough to see what was done instead, and by whom. */
const LAST = 3;
/** Lines among which they are looked for. */
const RECENT = 200;

/** True when the match said no, rather than the answers being wrong or the reader being somebody else. */
export const isRefused = (error: unknown): boolean => error instanceof ApiProblem && error.status === 409;

/** What happened about the task or the part meanwhile, and what is possible now. */
export async function refusedView(deps: Routing, rows: MatchRows, match: Match, about: About): Promise<Refused> {
  const chart = chartOfMatch(rows);
  const task = taskOf(chart, about);
  const journal = await deps.queries.lastJournal(match.id, RECENT);
  const last = journal.filter((row) => isAbout(chart, row, about.part, task)).slice(0, LAST);
  const partName = partNames(match.parts, namesOf(rows), plannedDays(journal));
  return {
    happened: await linesOf(deps, rows, last, partName),
    instead: insteadOf(match, chart, task, about, deps).map(({ title, part, address }) => ({
      title: part === undefined ? title : `${title}: ${partName(part)}`,
      address,
    })),
  };
}

/** What is about no task is about the match: then what people did with it last. */
function isAbout(chart: Chart, row: JournalRow, part: string | undefined, task: string | undefined): boolean {
  if (row.refused !== null) return false;
  if (part !== undefined) return row.part === part;
  const of = row.task ?? taskOf(chart, { type: row.type });
  return task === undefined ? of === undefined && row.by_role !== 'engine' : of === task;
}

function insteadOf(
  match: Match,
  chart: Chart,
  task: string | undefined,
  { type, part }: About,
  { questions }: Routing,
): Doable[] {
  if (task === undefined) return [];
  const { own, always } = doables(match, chart, task, questions);
  return [...own, ...always].filter((one) => one.type !== type && (part === undefined || one.part === part));
}

/** The same refusal for who reads a page: no ids, no names of states, and titles as such. What happened is told beside it. */
export function inPlainWords(error: unknown, { tasks }: Match, part: string | undefined, partName: PartName): unknown {
  if (!(error instanceof ApiProblem) || error.saying.because === undefined) return error;
  const { because } = error.saying;
  const task = tasks.find(({ title }) => because.startsWith(`${title} is `));
  if (task !== undefined)
    return new ApiProblem(error.status, { because: because.replace(task.title, () => `“${task.title}”`) });
  const isAboutPart = part !== undefined && because.startsWith(`${part} is `);
  if (!isAboutPart && because !== 'the match is underway') return error;
  const about = isAboutPart ? ` about ${partName(part)}` : '';
  return new ApiProblem(error.status, { because: `as things stand, this cannot be noted${about}` });
}
