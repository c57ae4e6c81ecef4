import { LRUCache } from 'lru-cache';
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

const KEPT = 100;
/** What changes without a line in a match's record, an erasure or a letter that left, shows a minute later. */
const MINUTE = 60_000;

/** Reports about all matches but rehearsals (requirements.md C54), worked out anew when anything has happened. They hold no personal data. */
export function makeReports(deps: Pick<ApiDeps, 'db' | 'forms' | 'letters'>): Reports {
  const { years, make } = madeAnew(deps);
  const { stamp } = makeReportQueries(deps.db);
  const known = new LRUCache<string, Report>({ max: KEPT, ttl: MINUTE });
  return {
    years,
    async make(id, year) {
      const name = [id, year, await stamp()].join(' ');
      const kept = known.get(name);
      if (kept !== undefined) return kept;
      const report = await make(id, year);
      known.set(name, report);
      return report;
    },
  };
}

function madeAnew({ db, forms, letters }: Pick<ApiDeps, 'db' | 'forms' | 'letters'>): Reports {
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
