import type { Match } from '../../contracts/api.ts';
import { addOffset, dayAt, instantOn } from '../../calendar/index.ts';
import type { Chart } from '../../machines/kernel/types.ts';

/** Where the clock of a rehearsal can be taken. */
export interface Stop {
  readonly id: 'day' | 'deadline' | 'checkIn';
  /** ISO 8601, ahead of the match's own time. */
  readonly until: string;
  /** The title of the task that something is planned for then. */
  readonly about: string | undefined;
}

const ANY_DAY = { name: 'any', isWorkingDay: () => true };
/** What is planned for nine writes its letters from nine on; half an hour later all of them are there. */
const HALF_AN_HOUR = 1_800_000;

/** The next day, the next thing that is planned, and the check-in, as far as they are known and lie ahead. */
export function stopsOf(match: Match, chart: Chart): Stop[] {
  const now = Date.parse(match.now);
  const deadline = nextRung(match);
  const checkIn = checkInOf(match, chart);
  const stops: (Omit<Stop, 'until'> & { at: number })[] = [
    {
      id: 'day',
      at: morningOf(addOffset(dayAt(now, match.timeZone), '+1d', ANY_DAY), match.timeZone),
      about: undefined,
    },
    ...(deadline === undefined
      ? []
      : [{ id: 'deadline', at: deadline.at + HALF_AN_HOUR, about: titleOf(match, deadline.task) } as const]),
    ...(checkIn === undefined ? [] : [{ id: 'checkIn', at: checkIn, about: undefined } as const]),
  ];
  return stops.filter(({ at }) => at > now).map(({ at, ...stop }) => ({ ...stop, until: new Date(at).toISOString() }));
}

const morningOf = (day: string, zone: string): number => instantOn(day, 'morning', zone) + HALF_AN_HOUR;

function nextRung({ deadlines, now }: Match): { at: number; task: string } | undefined {
  return deadlines
    .flatMap(({ task, rungs }) => rungs.map(({ at, state }) => ({ task, state, at: Date.parse(at) })))
    .filter(({ state, at }) => state === 'planned' && at > Date.parse(now))
    .sort((one, other) => one.at - other.at)[0];
}

/** The morning on which people are asked what became of the match; undefined while that has no day. */
function checkInOf(match: Match, chart: Chart): number | undefined {
  const task = match.tasks.find(({ id }) => chart.tasks[id]?.event === 'CHECK_IN_ANSWERED');
  const at = task?.opens ?? task?.due;
  return at == null ? undefined : morningOf(dayAt(Date.parse(at), match.timeZone), match.timeZone);
}

const titleOf = ({ tasks }: Match, task: string): string | undefined => tasks.find(({ id }) => id === task)?.title;
