import { checksOf } from '../checks/index.ts';
import { ROLES, STATUSES } from '../contracts/names.ts';
import { findingCodes, linksOf, methods } from '../machines/index.ts';
import { taskOfPart } from '../machines/kernel/index.ts';
import type { Chart, EventEntry } from '../machines/kernel/types.ts';
import { loadPages, loadWords } from '../words/index.ts';
import type { KnownIds, MethodWords, PageBook } from '../words/index.ts';
import { PLACE_PATHS } from './pages/match/places.ts';

/** Everything of a method that people read about, by its ids. */
export function idsOf({ method, tasks, steps, catalogue }: Chart): KnownIds {
  const { rules, conditions, readiness } = checksOf(method);
  const events = Object.entries(catalogue).filter(([, entry]) => isOfMatch(entry));
  const isOfNoTask = ({ task, part }: EventEntry) =>
    task === undefined && (part === undefined || taskOfPart(catalogue, part) === undefined);
  return {
    task: Object.keys(tasks),
    step: steps.map(({ id }) => id),
    status: STATUSES,
    roles: ROLES,
    conditions,
    findings: findingCodes(method),
    checks: rules,
    events: events.map(([type]) => type),
    ofNoTask: events.flatMap(([type, entry]) => (isOfNoTask(entry) ? [type] : [])),
    places: PLACE_PATHS,
    readiness: [...(readiness?.parts ?? []), ...(readiness?.questions ?? [])].map(({ id }) => id),
  };
}

/** What a person may report of the match as such: not what every task takes, nor what only a link offers. */
const isOfMatch = ({ internal, byLink, needsTask, part }: EventEntry): boolean =>
  !internal && !byLink && !needsTask && part === undefined;

/** The words of every method; a process that would need some that are missing does not start. */
export function makeMethodWords(content: string): (method: string) => MethodWords {
  const books = new Map(
    [...methods.values()].map((chart) => [chart.method, loadWords(content, chart.method, idsOf(chart))]),
  );
  return (method) => {
    const words = books.get(method);
    if (words === undefined) throw new Error(`no words for ${method} in this build`);
    return words;
  };
}

/** What the pages behind participants' links say, for every method; a process does not start when some of it is missing. */
export function makePageWords(content: string): (method: string) => PageBook {
  const books = new Map([...methods.keys()].map((method) => [method, loadPages(content, method, linksOf(method))]));
  return (method) => {
    const book = books.get(method);
    if (book === undefined) throw new Error(`no words for ${method} in this build`);
    return book;
  };
}

/** What a finding says. One that an older build raised may have no words any more. */
export function sentenceOf(
  words: MethodWords,
  finding: { readonly code: string; readonly task: string | null; readonly facts?: Readonly<Record<string, unknown>> },
): string {
  const saying = words.findings.get(finding.code);
  if (saying !== undefined) return saying(finding.facts ?? {});
  return `Worth a look${finding.task === null ? '' : ` at task ${finding.task}`} (${finding.code}).`;
}
