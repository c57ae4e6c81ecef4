import { newDatesSchema } from '../../../contracts/api-dates.ts';
import type { NewDates } from '../../../contracts/api-dates.ts';
import type { Match } from '../../../contracts/api.ts';
import type { Questions } from '../../../words/index.ts';
import { ApiProblem, issuePaths } from '../../errors.ts';
import type { Body } from '../../forms/sent-answers.ts';
import { askedFor, dataOf } from '../act/asked.ts';
import type { Asked } from '../act/asked.ts';
import { isSettled } from '../words.ts';

export const MOVED = 'DATE_MOVED';
const DAYS = ['matchStart', 'matchEnd', 'final'];
const WORDS = ['reason', 'text'];

export interface AskedDates {
  /** What is looked at: the days, whether they are settled, what is to be done again. */
  readonly days: readonly Asked[];
  readonly reopen: Asked | undefined;
  /** What is said with it: it goes into letters and the record, never into an address. */
  readonly words: readonly Asked[];
}

/** What the page asks, by what the method's own event carries. */
export function askedDates({ method, tasks }: Match, questions: Questions): AskedDates {
  const all = askedFor(method, MOVED, questions);
  const settled = tasks.filter((task) => isSettled(task) && task.state !== 'notApplicable');
  return {
    days: all.filter(({ name }) => DAYS.includes(name)),
    words: all.filter(({ name }) => WORDS.includes(name)),
    reopen:
      settled.length === 0
        ? undefined
        : {
            name: 'reopen',
            label: 'What must be done again for the new dates',
            help: 'All the rest that is done stays done.',
            kind: 'choices',
            required: false,
            choices: settled.map(({ id, title }) => ({ id, label: title })),
          },
  };
}

export const allOf = ({ days, reopen, words }: AskedDates): Asked[] => [...days, ...[reopen ?? []].flat(), ...words];

/** What stands in the boxes before anybody has typed. */
export const datesOfNow = ({ dates }: Match): Record<string, unknown> => ({
  matchStart: dates.matchStart,
  matchEnd: dates.matchEnd,
  final: dates.status === 'final',
});

/** The dates that a form asks about; 422 with what is wrong by field. */
export function wantedDates(asked: AskedDates, sent: Body): NewDates {
  const reopen = asked.reopen === undefined ? [] : [asked.reopen];
  const read = newDatesSchema.safeParse(dataOf([...asked.days, ...reopen], sent));
  if (read.success) return read.data;
  throw new ApiProblem(422, { errors: issuePaths(read.error.issues) });
}

/** Nothing is left to do: these are the dates already, and what is to be done again is open. */
export function standsAlready({ dates, tasks }: Match, wanted: NewDates): boolean {
  const end = wanted.matchEnd ?? wanted.matchStart;
  const status = wanted.final === undefined ? dates.status : wanted.final ? 'final' : 'tentative';
  const again = tasks.filter(({ id }) => wanted.reopen?.includes(id));
  return (
    dates.matchStart === wanted.matchStart &&
    (dates.matchEnd ?? dates.matchStart) === end &&
    dates.status === status &&
    !again.some(isSettled)
  );
}
