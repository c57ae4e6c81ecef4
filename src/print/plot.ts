import { INCH, REGULAR } from './document.ts';
import type { Document } from './document.ts';

/** Bars to draw, in units of the plot's own width: names above, numbers behind. */
export interface PrintedPlot {
  readonly width: number;
  readonly height: number;
  readonly textSize: number;
  readonly bars: readonly {
    readonly label: string;
    readonly value: number;
    readonly top: number;
    readonly bar: { readonly y: number; readonly width: number; readonly height: number };
    readonly numberX: number;
  }[];
}

/** As wide on paper as on a page: most of the line, not all of it. */
const WIDTH = 4.8 * INCH;

export const plotHeight = ({ width, height }: PrintedPlot): number => (height * WIDTH) / width;

/** Draws the bars below what stands there, a plot that is longer than the page going on on the next one. */
export function setPlot(doc: Document, plot: PrintedPlot): void {
  const scale = WIDTH / plot.width;
  const { left, bottom } = doc.page.margins;
  const size = plot.textSize * scale;
  let from = 0;
  let top = doc.y;
  for (const { label, value, top: begins, bar, numberX } of plot.bars) {
    const y = (unit: number): number => top + (unit - from) * scale;
    if (y(bar.y + bar.height) > doc.page.height - bottom) {
      doc.addPage();
      from = begins;
      top = doc.y;
    }
    const words = { lineBreak: false } as const;
    doc.font(REGULAR).fontSize(size).fillColor('black').text(label, left, y(begins), words);
    if (bar.width > 0) doc.rect(left, y(bar.y), bar.width * scale, bar.height * scale).fill('#005ea2');
    const middle = y(bar.y) + (bar.height * scale - doc.currentLineHeight()) / 2;
    doc.fillColor('black').text(String(value), left + numberX * scale, middle, words);
  }
  doc.x = left;
  doc.y = top + (plot.height - from) * scale;
  doc.moveDown(0.5);
}
