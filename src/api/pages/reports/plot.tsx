import type { PlotMarks } from '../../reports/plot-marks.ts';

/**
 * Bars, each under its name, with its number behind it: read as a picture and as text, and as legible on a phone as on a desk. The
 * table beside it says the same.
 */
export function Plot({ id, marks }: { id: string; marks: PlotMarks }) {
  const { title, words, width, height, textSize, bars } = marks;
  return (
    <svg
      class="pm-plot"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${width} ${height}`}
      xmlns="http://www.w3.org/2000/svg"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{words}</desc>
      {bars.map(({ label, value, top, bar, numberX }) => (
        <g font-size={textSize} fill="#1b1b1b">
          <text y={top + textSize}>{label}</text>
          <rect y={bar.y} width={bar.width} height={bar.height} fill="#005ea2" />
          <text x={numberX} y={bar.y + bar.height - 1}>
            {value}
          </text>
        </g>
      ))}
    </svg>
  );
}
