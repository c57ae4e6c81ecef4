import { z } from 'zod';
import type { Match } from '../../../contracts/api.ts';
import type { Chart } from '../../../machines/kernel/types.ts';
import type { Questions } from '../../../words/index.ts';
import type { About } from './address.ts';
import { toDoable } from './doable.ts';
import type { Doable } from './doable.ts';

/** What was pressed a moment ago. */
export interface Pressed extends About {
  readonly type: string;
}
export interface Just {
  readonly title: string;
  readonly about: Pressed;
  /** Undefined: it cannot be taken back, or has been. */
  readonly undo: Doable | undefined;
}

/** What takes back something that is about the whole match. */
const OF_MATCH: Readonly<Record<string, string>> = {
  HELD: 'RESUMED',
  RESUMED: 'HELD',
  WITHDRAWN: 'CANCELLATION_UNDONE',
  NO_MATCH_FOUND: 'CANCELLATION_UNDONE',
  NOT_HELD: 'CANCELLATION_UNDONE',
};
const TAKES_BACK = /_(REOPENED|UNDONE|TAKEN_BACK)$/;

/** Says what was noted just now, with the event that takes it back where the chart has one (requirements.md B2). */
export function justDone(
  match: Match,
  chart: Chart,
  pressed: Pressed | undefined,
  questions: Questions,
): Just | undefined {
  if (pressed === undefined) return undefined;
  const entry = chart.catalogue[pressed.type];
  if (entry === undefined || entry.internal) return undefined;
  const about = { ...pressed, task: pressed.task ?? entry.task };
  const found = TAKES_BACK.test(pressed.type) ? undefined : match.allowed.find((one) => takesBack(one, about));
  const undo =
    found === undefined ? undefined : toDoable(match, chart, { ...found, task: found.task ?? about.task }, questions);
  return { title: entry.title, about, undo };
}

function takesBack({ type, task, part }: Match['allowed'][number], pressed: Pressed): boolean {
  if (type === OF_MATCH[pressed.type]) return true;
  if (pressed.part !== undefined) return part === pressed.part && TAKES_BACK.test(type);
  return pressed.task !== undefined && task === pressed.task && type === 'TASK_REOPENED';
}

/** What a page's address says of it. */
export const justQuery = z.object({
  just: z.string().max(100).optional(),
  of: z.string().max(100).optional(),
  part: z.string().max(200).optional(),
  /** The match, on pages that show several. */
  in: z.string().max(100).optional(),
});
export const pressedIn = ({ just, of, part }: z.infer<typeof justQuery>): Pressed | undefined =>
  just === undefined ? undefined : { type: just, task: of, part };

/** The address of a page with what was pressed, so that it can say so. */
export function landing(page: string, { type, task, part, in: match }: Pressed & { in?: string }): string {
  const about = { ...(task ? { of: task } : {}), ...(part ? { part } : {}) };
  const where = match === undefined || page.startsWith('/matches/') ? {} : { in: match };
  const just = new URLSearchParams({ just: type, ...about, ...where });
  return `${page}?${just.toString()}`;
}
