import { csspPeerMatch } from './cssp-peer-match/index.ts';
import { FINDINGS as csspFindings } from './cssp-peer-match/findings.ts';
import type { Chart, LinkEntry } from './kernel/types.ts';
import { ncdbPeerMatch } from './ncdb-peer-match/index.ts';
import { FINDINGS as ncdbFindings } from './ncdb-peer-match/rules.ts';

/** Every chart, newest version of a method last. A running match keeps the version it started with. */
const charts: readonly Chart[] = [csspPeerMatch, ncdbPeerMatch];

/** The newest chart of each method. */
export const methods: ReadonlyMap<string, Chart> = new Map(charts.map((chart) => [chart.method, chart]));

/** The chart of a method at a version. Throws when this build does not have it. */
export function chartOf(method: string, version: number): Chart {
  const found = charts.find((chart) => chart.method === method && chart.version === version);
  if (!found) throw new Error(`no chart ${method}@${version} in this build`);
  return found;
}

/** What participants of a method can do by their links. */
export const linksOf = (method: string): Readonly<Record<string, LinkEntry>> => methods.get(method)?.links ?? {};

const findings: Readonly<Record<string, readonly string[]>> = {
  [csspPeerMatch.method]: csspFindings,
  [ncdbPeerMatch.method]: ncdbFindings,
};

/** The codes of the findings that a method's charts can raise: each needs its words. */
export const findingCodes = (method: string): readonly string[] => findings[method] ?? [];
