import { fieldsOf } from '../../contracts/forms/definition.ts';
import type { FormDefinition } from '../../contracts/forms/definition.ts';
import type { AnswerRow, ReturnsRow } from '../../db/report-queries.ts';
import { average, FEWEST, REPORT_TITLES, row, share } from './report.ts';
import type { Report, ReportRow, ReportTable } from './report.ts';

/** A question with answers to choose among: the first is the best. */
export interface Scale {
  readonly id: string;
  readonly label: string;
  readonly answers: readonly { readonly id: string; readonly label: string }[];
}

export const scalesOf = (definition: FormDefinition): Scale[] =>
  fieldsOf(definition).flatMap(({ id, label, kind, choices }) =>
    kind === 'choice' && choices !== undefined ? [{ id, label, answers: choices }] : [],
  );

/** The first answer counts as many points as there are answers, the last one point. */
const pointsOf = ({ answers }: Scale, answer: string): number =>
  answers.length - answers.findIndex(({ id }) => id === answer);

/** What people thought of the match, in counts and averages. Of matches with few forms nothing is told, not even inside an average. */
export function evaluationReport(
  scales: readonly Scale[],
  all: { readonly asked: number; readonly returned: number; readonly matches: number },
  answers: readonly AnswerRow[],
  matches: readonly ReturnsRow[],
): Report {
  const most = Math.max(0, ...scales.map((scale) => scale.answers.length));
  return {
    id: 'evaluation',
    title: REPORT_TITLES.evaluation,
    lead: `${all.returned} of ${all.asked} forms came back${all.asked === 0 ? '' : ` (${share(all.returned, all.asked)})`}. Answers are told of matches from which at least ${FEWEST} forms came back; the others are in no figure, so that nobody’s answer can be guessed.`,
    tables: [
      {
        title: 'Averages of all matches',
        help: `The best answer counts ${most}, the last one 1.`,
        columns: ['Question', 'Average', 'Answers'],
        rows: scales.map((scale) => {
          const own = pointed(scale, answers);
          return row(scale.label, enough(own) ? average(own) : null, counted(own));
        }),
        drawn: 1,
      },
      ...scales.map((scale) => answersTable(scale, answers)),
      {
        title: 'Match by match',
        help: `Averages; the questions in the order of the form. A match from which fewer than ${FEWEST} forms came back has none.`,
        columns: ['Match', 'Came back', 'Asked', ...scales.map((_, n) => `Question ${n + 1}`)],
        rows: matches.map((one) => matchRow(scales, one)),
        total: all.matches,
      },
    ],
  };
}

/** The answers to a question, without those that the form does not know any more. */
const answersTo = (scale: Scale, answers: readonly AnswerRow[]): AnswerRow[] =>
  answers.filter(({ question, answer }) => question === scale.id && scale.answers.some(({ id }) => id === answer));
const pointed = (scale: Scale, answers: readonly AnswerRow[]) =>
  answersTo(scale, answers).map(({ answer, count }) => ({ value: pointsOf(scale, answer), count }));
const counted = (values: readonly { readonly count: number }[]): number =>
  values.reduce((sum, { count }) => sum + count, 0);
const enough = (values: readonly { readonly count: number }[]): boolean => counted(values) >= FEWEST;

function answersTable(scale: Scale, answers: readonly AnswerRow[]): ReportTable {
  const own = answersTo(scale, answers);
  const total = counted(own);
  return {
    title: scale.label,
    columns: ['Answer', 'How many', 'Share'],
    rows: enough(own)
      ? scale.answers.map(({ id, label }) => {
          const count = counted(own.filter(({ answer }) => answer === id));
          return row(label, count, share(count, total));
        })
      : [],
    drawn: 1,
  };
}

function matchRow(scales: readonly Scale[], { match, title, asked, returned, answers }: ReturnsRow): ReportRow {
  const averages = scales.map((scale) => {
    const values = pointed(scale, answers);
    return enough(values) ? average(values) : null;
  });
  return { ...row(title, returned, asked, ...averages), match };
}
