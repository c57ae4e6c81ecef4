import type { FormFinding } from './form-finding.ts';
import type { Reading, Row } from './read.ts';

/** What an agenda by the guide has (R12). */
const WANTED = [
  { kind: 'orientation', what: 'an orientation on process and format' },
  { kind: 'roleAlike', what: 'time for people in the same role to talk' },
  { kind: 'informal', what: 'informal time' },
  { kind: 'wrapUp', what: 'a wrap-up with commitments' },
];

export function agendaRules(reading: Reading): FormFinding[] {
  const rows = reading.rows('items');
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const list = first.list;
  const kinds = rows.map(kindOf);
  return [
    ...(['social', 'meal'].includes(kindOf(first))
      ? []
      : [finding(first.path, 'The agenda does not begin with something social or a meal.', 'Let people meet first.')]),
    ...WANTED.filter(({ kind }) => !kinds.includes(kind)).map(({ what }) =>
      finding(list, `Missing: ${what}.`, 'Add it to the agenda.'),
    ),
    ...rows.flatMap(({ path, at }) =>
      at('item.minutes', 'number') === undefined
        ? [finding(path, 'This item has no time target.', 'Say how many minutes it may take.')]
        : [],
    ),
    ...balance(rows, list),
    ...(kindOf(last) === 'evaluation'
      ? []
      : [finding(last.path, 'The agenda does not end with time for the evaluation.', 'Put the evaluation last.')]),
  ];
}

/** Problem solving takes more time than presentations. */
function balance(rows: readonly Row[], list: string): FormFinding[] {
  const solving = minutesOf(rows, 'problemSolving');
  const presenting = minutesOf(rows, 'presentation');
  if (presenting === 0 || solving > presenting) return [];
  const why = `Presentations take ${presenting} minutes, problem solving ${solving}.`;
  return [finding(list, why, 'Give problem solving more time than presentations.')];
}

const minutesOf = (rows: readonly Row[], kind: string): number =>
  rows
    .filter((row) => kindOf(row) === kind)
    .reduce((sum, { at }) => sum + (at('item.minutes', 'number')?.value ?? 0), 0);
const kindOf = ({ at }: Row): string => at('item.kind', 'string')?.value ?? '';
const finding = (path: string, why: string, todo: string): FormFinding => ({ code: 'R12', path, why, todo });
