import { scaleLinear } from 'd3-scale';
import type { ReportTable } from './report.ts';

/** A bar with its name above it and its number behind it; everything in units of the plot's own width. */
export interface BarMark {
  readonly label: string;
  readonly value: number;
  /** Where the name begins: its top. */
  readonly top: number;
  readonly bar: { readonly y: number; readonly width: number; readonly height: number };
  readonly numberX: number;
}
export interface PlotMarks {
  readonly title: string;
  /** The same in words. */
  readonly words: string;
  readonly width: number;
  readonly height: number;
  readonly textSize: number;
  readonly bars: readonly BarMark[];
}

const WIDTH = 400;
const LINE = 34;
const LABEL = 13;
const THICK = 12;
/** Room for the number behind the longest bar. */
const NUMBERS = 52;
const LETTERS = 56;

/** What is drawn of a table, on the page and on paper alike; undefined where there is nothing to compare. */
export function plotMarks({ title, columns, rows, drawn }: ReportTable): PlotMarks | undefined {
  if (drawn === undefined) return undefined;
  const bars = rows.flatMap(({ cells }) => {
    const value = cells[drawn];
    return typeof value === 'number' ? [{ label: String(cells[0]), value }] : [];
  });
  const longest = Math.max(0, ...bars.map(({ value }) => value));
  if (bars.length < 2 || longest === 0) return undefined;
  const widthOf = scaleLinear([0, longest], [0, WIDTH - NUMBERS]);
  return {
    title: `${title}: ${columns[drawn] ?? ''}`,
    words: bars.map(({ label, value }) => `${label}: ${value}`).join('; '),
    width: WIDTH,
    height: bars.length * LINE + 4,
    textSize: LABEL,
    bars: bars.map(({ label, value }, at) => ({
      label: short(label),
      value,
      top: at * LINE,
      bar: { y: at * LINE + LABEL + 4, width: widthOf(value), height: THICK },
      numberX: widthOf(value) + (value > 0 ? 6 : 0),
    })),
  };
}

const short = (label: string): string =>
  label.length <= LETTERS ? label : `${label.slice(0, LETTERS - 1).trimEnd()}…`;
