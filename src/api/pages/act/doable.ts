import type { Match } from '../../../contracts/api.ts';
import { eventSchemas } from '../../../contracts/events/index.ts';
import { taskOfPart } from '../../../machines/kernel/index.ts';
import type { Chart } from '../../../machines/kernel/types.ts';
import type { Questions } from '../../../words/index.ts';
import { addressOf } from './address.ts';
import { askedFor } from './asked.ts';

/** Something that the reader may report now. */
export interface Doable {
  readonly type: string;
  readonly title: string;
  readonly part: string | undefined;
  /** Where it is reported. */
  readonly address: string;
  /** Nothing must be answered, and nothing is to be seen before: one press is enough. */
  readonly atOnce: boolean;
  /** There is something that one may add. */
  readonly asks: boolean;
  /** The form that it sends. */
  readonly form: string | undefined;
}

/** What is done on a page of its own: something is shown before, or there is much to give. Undefined: by what the page shows. */
const OWN_PAGES: Readonly<Record<string, string | undefined>> = {
  DATE_MOVED: 'dates',
  PEOPLE_LISTED: 'people/import',
  PERSON_ADDED: 'people/new',
  PERSON_CHANGED: 'people',
  LETTERS_RELEASED: undefined,
  LETTERS_RECALLED: undefined,
  AMENDMENT_SETTLED: 'summary',
  PACKET_MATERIALS_SHARED: 'files',
};

/** What may be reported about a task or one of its parts, its own events first and those that every task takes after them. */
export function doables(
  match: Match,
  chart: Chart,
  task: string,
  questions: Questions,
): { own: Doable[]; always: Doable[] } {
  const about = allowedIn(match).filter((one) => taskOf(chart, one) === task || isClearedUpBy(match, chart, one, task));
  const isForAll = ({ type }: Allowed) => chart.catalogue[type]?.needsTask === true;
  const isFirst = (one: Allowed) => isClearedUpBy(match, chart, one, task);
  const shown = (one: Allowed) => toDoable(match, chart, { ...one, task: one.task ?? task }, questions);
  return {
    own: about
      .filter((one) => !isForAll(one))
      .toSorted((one, other) => Number(isFirst(other)) - Number(isFirst(one)))
      .map(shown),
    always: about.filter(isForAll).map(shown),
  };
}

type Allowed = Match['allowed'][number];

const allowedIn = ({ allowed, method }: Match): Allowed[] =>
  allowed.filter(({ type }) => type in eventSchemas(method) && !(type in OWN_PAGES && OWN_PAGES[type] === undefined));

/** What was planned or asked before a match was cancelled is taken back one by one where that is a task. */
export const isClearedUpBy = ({ status }: Match, { catalogue }: Chart, { type }: Allowed, task: string): boolean =>
  status === 'cancelling' && catalogue[type]?.clearsUp === task;

/** The task that an event is about: named with it, or by the catalogue. */
export function taskOf({ catalogue }: Chart, { type, task }: Pick<Allowed, 'type' | 'task'>): string | undefined {
  const entry = catalogue[type];
  return task ?? entry?.task ?? (entry?.part === undefined ? undefined : taskOfPart(catalogue, entry.part));
}

/** One of what is allowed, with where it is reported. */
export function toDoable(match: Match, chart: Chart, { type, task, part }: Allowed, questions: Questions): Doable {
  const asked = askedFor(match.method, type, questions);
  const entry = chart.catalogue[type];
  const own = OWN_PAGES[type];
  return {
    type,
    title: entry?.title ?? type,
    part,
    address:
      own === undefined
        ? addressOf(match.id, { type, ...(task ? { task } : {}), ...(part ? { part } : {}) })
        : `/matches/${match.id}/${own}`,
    atOnce: own === undefined && entry?.weighty !== true && !asked.some((one) => one.required || one.asked),
    asks: asked.length > 0,
    form: entry?.form,
  };
}
