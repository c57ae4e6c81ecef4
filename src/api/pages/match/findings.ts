import { isCalledOff } from '../../../contracts/names.ts';
import type { Match } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import type { MethodWords } from '../../../words/index.ts';

/** Something worth a look, with what to do and where. */
export interface FindingView {
  readonly text: string;
  readonly task: string | null;
  readonly since: string;
  /** Empty: the text says it. */
  readonly todo: string;
  readonly where: { readonly href: string; readonly words: string } | undefined;
}

/** Where findings are mended that no single task mends: the page, and what one does there. */
const PAGES: Readonly<Record<string, readonly [path: string, words: string]>> = {
  R1: ['people', 'Look at the people'],
  R2: ['people', 'Look at the people'],
  R3: ['people', 'See who meets whom'],
  R15: ['people', 'See what is missing'],
  R16: ['people', 'Look at the people'],
  X7: ['people', 'Look at the people'],
  X14: ['people', 'Look at the people'],
  R4: ['dates', 'Look at the dates'],
  X10: ['dates', 'Look at the dates'],
  X11: ['dates', 'Look at the dates'],
  R12: ['agenda', 'Look at the agenda'],
  X17: ['agenda', 'Look at the agenda'],
  R6: ['calls', 'Look at the calls'],
  R14: ['calls', 'Look at the calls'],
  R9: ['honoraria', 'Look at the honoraria'],
  X13: ['honoraria', 'Look at the honoraria'],
  R7: ['summary', 'Look at the review'],
  R8: ['summary', 'Look at the review'],
  X19: ['summary', 'Look at the review'],
  X20: ['summary', 'Look at the review'],
};

/** What the match has found, the rules of the method with what to do about them; nothing once it will not take place. */
export function findingsOf({ match: row }: MatchRows, match: Match, words: MethodWords): FindingView[] {
  if (isCalledOff(match.status)) return [];
  return row.findings.map((finding, at) => {
    const check = words.checks.get(finding.code);
    const shown = match.findings[at];
    return {
      text: shown?.text ?? '',
      task: finding.task ?? null,
      since: shown?.since ?? match.now,
      todo: check?.todo('no', finding.facts ?? {}) ?? '',
      where: placeOf(match, finding.code, finding.task ?? null),
    };
  });
}

function placeOf(match: Match, code: string, task: string | null): FindingView['where'] {
  const page = PAGES[code];
  if (page !== undefined) return { href: `/matches/${match.id}/${page[0]}`, words: page[1] };
  const known = match.tasks.find(({ id }) => id === task);
  return known && { href: `/matches/${match.id}/tasks/${known.id}`, words: known.title };
}
