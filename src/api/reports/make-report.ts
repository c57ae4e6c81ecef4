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
  /** @param year only matches of this year; undefined: all */
  make(id: ReportId, year: number | undefined): Promise<Report>;
}

/** Reports about all matches but rehearsals (requirements.md C54). They hold no personal data. */
export function makeReports({ db, forms, letters }: Pick<ApiDeps, 'db' | 'forms' | 'letters'>): Reports {
  const queries = makeReportQueries(db);
  const all = [...methods.values()];
  const titleOf = (method: string): string => methods.get(method)?.title ?? method;
  const tasksOf = (event: string): string[] =>
    all.flatMap(({ tasks }) => Object.values(tasks).flatMap((task) => (task.event === event ? [task.id] : [])));
  const checkInKinds = all.flatMap(({ method }) =>
    [...letters.book(method).values()].flatMap(({ kind, link }) => (link === 'checkIn' ? [kind] : [])),
  );
  const evaluation = evaluationForm(forms);

  return {
    years: queries.years,
    async make(id, year) {
      switch (id) {
        case 'counts':
          return countsReport(await queries.counts(year), titleOf);
        case 'times':
          return timesReport(
            await queries.times(year, { summary: tasksOf('SUMMARY_FINALIZED'), checkIn: tasksOf('CHECK_IN_ANSWERED') }),
          );
        case 'evaluation': {
          const { form, scales } = evaluation;
          const questions = scales.map((scale) => scale.id);
          const [returns, answers] = await Promise.all([
            queries.returns(year),
            queries.answers(year, form, questions, FEWEST),
          ]);
          return evaluationReport(scales, returns, answers);
        }
        case 'impact':
          return impactReport(await queries.impact(year, checkInKinds));
        case 'reminders':
          return remindersReport(
            await queries.reminders(year),
            (method, task) => methods.get(method)?.tasks[task]?.title ?? task,
          );
      }
    },
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
