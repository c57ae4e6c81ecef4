import type { DatePreview } from '../contracts/api-dates.ts';
import { deadlines } from '../machines/kernel/deadlines.ts';
import type { Chart, Deadline, Planned, Stored } from '../machines/kernel/types.ts';
import { iso } from './match-view.ts';

type Compared = DatePreview['windows'][number];

/** A task's window, whether it waits for its day (`T08:opens`) or is open (`T08`). */
const nameOf = ({ task, part, id }: Deadline): string =>
  `${part ?? ''} ${task} ${id.replace(/:opens$/, '').replace(/^.*\//, '')}`;

interface Found {
  readonly deadline: Deadline;
  readonly plan: Planned | undefined;
}

function windowsOf(chart: Chart, stored: Stored): Map<string, Found> {
  return new Map(
    deadlines(chart, stored).map((deadline) => [nameOf(deadline), { deadline, plan: stored.planned[deadline.id] }]),
  );
}

/** Every window whose dates differ between two states of a match, in the order of the chart. */
export function windowsCompared(chart: Chart, before: Stored, after: Stored): Compared[] {
  const old = windowsOf(chart, before);
  const fresh = windowsOf(chart, after);
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), fresh.get(name)];
    const { task, part } = (is ?? was)?.deadline ?? { task: '' };
    const dates = { before: datesOf(was?.plan), after: datesOf(is?.plan) };
    if (chart.tasks[task] === undefined || JSON.stringify(dates.before) === JSON.stringify(dates.after)) return [];
    return [{ task, part: part ?? null, title: chart.tasks[task].title, ...dates }];
  });
}

function datesOf(plan: Planned | undefined): Compared['after'] {
  if (plan === undefined) return null;
  const at = (instant: number | undefined): string | null => (instant === undefined ? null : iso(instant));
  return { opens: at(plan.opens), due: at(plan.due), late: at(plan.late) };
}

/** What is asked for at once, because its day has passed: once, whatever was missed (requirements.md X8). */
export function doNow(chart: Chart, before: Stored, after: Stored, now: number): DatePreview['doNow'] {
  const old = windowsOf(chart, before);
  return [...windowsOf(chart, after)].flatMap(([name, { deadline, plan }]) => {
    const ask = plan?.rungs.find(({ rung, at, dropped }) => rung === 'due' && !dropped && at > now);
    const known = old.get(name)?.plan?.rungs.some(({ at, dropped }) => at === ask?.at && !dropped) === true;
    const title = chart.tasks[deadline.task]?.title;
    if (plan?.due === undefined || plan.due >= now || ask === undefined || known || title === undefined) return [];
    return [{ task: deadline.task, part: deadline.part ?? null, title, at: iso(ask.at) }];
  });
}
