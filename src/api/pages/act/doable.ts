import type { Match } from '../../../contracts/api.ts';
import { eventSchemas } from '../../../contracts/events/index.ts';
import type { Chart } from '../../../machines/kernel/types.ts';
import type { Questions } from '../../../words/index.ts';
import { askedFor } from './asked.ts';
import { addressOf } from './report-pages.tsx';

/** Something that the reader may report now. */
export interface Doable {
  readonly type: string;
  readonly title: string;
  readonly part: string | undefined;
  /** Where it is reported. */
  readonly address: string;
  /** Nothing must be answered: one press is enough. */
  readonly atOnce: boolean;
  /** There is something that one may add. */
  readonly asks: boolean;
  /** The form that it sends. */
  readonly form: string | undefined;
}

/** What may be reported about a task, its own events first and those that every task takes after them. */
export function doables(
  match: Match,
  chart: Chart,
  task: string,
  questions: Questions,
): { own: Doable[]; always: Doable[] } {
  const about = match.allowed.filter(
    ({ type, task: named }) => (named ?? chart.catalogue[type]?.task) === task && type in eventSchemas(match.method),
  );
  const all = about.map(({ type, part, task: named }): Doable & { needsTask: boolean } => {
    const asked = askedFor(match.method, type, questions);
    const entry = chart.catalogue[type];
    return {
      type,
      title: entry?.title ?? type,
      part,
      address: addressOf(match.id, { type, ...(named ? { task: named } : { task }), ...(part ? { part } : {}) }),
      atOnce: asked.every(({ required }) => !required),
      asks: asked.length > 0,
      form: entry?.form,
      needsTask: entry?.needsTask === true,
    };
  });
  return {
    own: all.filter(({ needsTask }) => !needsTask),
    always: all.filter(({ needsTask }) => needsTask),
  };
}
