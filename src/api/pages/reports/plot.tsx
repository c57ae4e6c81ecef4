import { scaleLinear } from 'd3-scale';

export interface Bar {
  readonly label: string;
  readonly value: number;
}
interface PlotProps {
  readonly id: string;
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 400;
const LINE = 34;
const LABEL = 13;
const THICK = 12;
/** Room for the number behind the longest bar. */
const NUMBERS = 52;
const LETTERS = 56;

/**
 * Bars, each under its name, with its number behind it: read as a picture and as text, and as legible on a phone as on a desk. The
 * table beside it says the same.
 */
export function Plot({ id, title, bars }: PlotProps) {
  const longest = Math.max(0, ...bars.map(({ value }) => value));
  if (longest === 0) return null;
  const width = scaleLinear([0, longest], [0, WIDTH - NUMBERS]);
  const words = bars.map(({ label, value }) => `${label}: ${value}`).join('; ');
  return (
    <svg
      class="pm-plot"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${WIDTH} ${bars.length * LINE + 4}`}
      xmlns="http://www.w3.org/2000/svg"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{words}</desc>
      {bars.map(({ label, value }, at) => (
        <g transform={`translate(0 ${at * LINE})`} font-size={LABEL} fill="#1b1b1b">
          <text y={LABEL}>{short(label)}</text>
          <rect y={LABEL + 4} width={width(value)} height={THICK} fill="#005ea2" />
          <text x={width(value) + (value > 0 ? 6 : 0)} y={LABEL + 4 + THICK - 1}>
            {value}
          </text>
        </g>
      ))}
    </svg>
  );
}

const short = (label: string): string =>
  label.length <= LETTERS ? label : `${label.slice(0, LETTERS - 1).trimEnd()}…`;
