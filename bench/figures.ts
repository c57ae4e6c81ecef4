import { cpus, totalmem } from 'node:os';

export interface Figure {
  readonly what: string;
  readonly value: string;
  readonly plain?: string;
  readonly ratio?: number;
  /** What issue 3 asks for, and whether it is met. */
  readonly wanted?: { readonly text: string; readonly met: boolean };
}

/** The value below which a share of all values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** Runs `work(n)` for n in 0..count-1 with `width` under way at once; answers calls a second. */
export async function perSecond(count: number, width: number, work: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  const ms = await timed(() => Promise.all(Array.from({ length: width }, lane)));
  return (count / ms) * 1000;
}

export const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

export const table = (figures: readonly Figure[]): string =>
  [
    '| what | Peermatch | plain Temporal workflow | ratio | wanted |',
    '|---|---|---|---|---|',
    ...figures.map(
      ({ what, value, plain, ratio, wanted }) =>
        `| ${what} | ${value} | ${plain ?? ''} | ${ratio?.toFixed(2) ?? ''} | ${wanted ? `${wanted.text}: ${wanted.met ? 'met' : '**not met**'}` : ''} |`,
    ),
  ].join('\n');
