import { resultsAnew } from '../../db/match-results.ts';
import type { LookedFor } from '../../db/match-results.ts';
import { makeReportQueries } from '../../db/report-queries.ts';
import { methods } from '../../machines/index.ts';
import type { ApiDeps } from '../deps.ts';
import { countsReport, timesReport } from './counts.ts';
import { evaluationReport, scalesOf } from './evaluation.ts';
import type { Scale } from './evaluation.ts';
import { impactReport, remindersReport } from './impact.ts';
import { FEWEST } from './report.ts';
import type { Report, ReportId } from './report.ts';

export interface Reports {
  years(): Promise<number[]>;
  /**
   * @param year only matches of this year; undefined: all
   * @param lines how many matches are told of one by one, the newest first; undefined: all
   */
  make(id: ReportId, year: number | undefined, lines?: number): Promise<Report>;
}

/** As many lines as a table can have. */
const ALL = 1_000_000;

/** Reports about all matches but rehearsals (requirements.md C54). They hold no personal data, and are never old (decision 0033). */
export function makeReports({ db, forms, letters }: Pick<ApiDeps, 'db' | 'forms' | 'letters'>): Reports {
  const queries = makeReportQueries(db);
  const all = [...methods.values()];
  const titleOf = (method: string): string => methods.get(method)?.title ?? method;
  const checkInKinds = all.flatMap(({ method }) =>
    [...letters.book(method).values()].flatMap(({ kind, link }) => (link === 'checkIn' ? [kind] : [])),
  );
  const { scales } = evaluationForm(forms);
  const lookedFor = lookedForIn(forms);

  async function times(year: number | undefined): Promise<Report> {
    await resultsAnew(db, lookedFor);
    return timesReport(await queries.times(year));
  }
  async function evaluation(year: number | undefined, limit: number): Promise<Report> {
    await resultsAnew(db, lookedFor);
    const [sums, answers, matches] = await Promise.all([
      queries.returned(year),
      queries.answers(year, FEWEST),
      queries.answersByMatch(year, { least: FEWEST, limit }),
    ]);
    return evaluationReport(scales, sums, answers, matches);
  }
  async function impact(year: number | undefined, limit: number): Promise<Report> {
    await resultsAnew(db, lookedFor);
    return impactReport(
      ...(await Promise.all([queries.impact(year, checkInKinds), queries.impactByMatch(year, checkInKinds, limit)])),
    );
  }
  async function reminders(year: number | undefined): Promise<Report> {
    const taskOf = (method: string, task: string): string => methods.get(method)?.tasks[task]?.title ?? task;
    return remindersReport(await queries.reminders(year), taskOf);
  }

  return {
    async years() {
      await resultsAnew(db, lookedFor);
      return queries.years();
    },
    async make(id, year, lines = ALL) {
      switch (id) {
        case 'counts':
          return countsReport(await queries.counts(year), titleOf);
        case 'times':
          return times(year);
        case 'evaluation':
          return evaluation(year, lines);
        case 'impact':
          return impact(year, lines);
        case 'reminders':
          return reminders(year);
      }
    },
  };
}

/** What is looked for in the record of every match, so that reports can be added up. */
export function lookedForIn(forms: ApiDeps['forms']): LookedFor {
  const tasksOf = (event: string): string[] =>
    [...methods.values()].flatMap(({ tasks }) =>
      Object.values(tasks).flatMap((task) => (task.event === event ? [task.id] : [])),
    );
  const { form, scales } = evaluationForm(forms);
  return {
    form,
    questions: scales.map(({ id }) => id),
    summary: tasksOf('SUMMARY_FINALIZED'),
    checkIn: tasksOf('CHECK_IN_ANSWERED'),
  };
}

/** The one form that comes back as an evaluation, with its questions that have answers to choose among. */
function evaluationForm(forms: ApiDeps['forms']): { form: string; scales: Scale[] } {
  for (const { method, catalogue } of methods.values()) {
    const form = catalogue['EVALUATION_RETURNED']?.form;
    const definition = form === undefined ? undefined : forms.get(method)?.get(form);
    if (definition !== undefined) return { form: definition.form, scales: scalesOf(definition) };
  }
  return { form: '', scales: [] };
}
