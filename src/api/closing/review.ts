import type { CommentView, ReviewView } from '../../contracts/api-closing.ts';
import { COMMENT_STATES } from '../../contracts/api-closing.ts';
import type { ToldLine } from '../../contracts/commitments.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import type { ApiDeps } from '../deps.ts';
import { iso } from '../match-view.ts';
import { contextOf, idOfPart, idsIn, nameIn, partsOf, textIn } from './parts.ts';

const KINDS: Readonly<Record<string, CommentView['kind']>> = {
  SUMMARY_AMENDED: 'amendment',
  SUMMARY_OBJECTED: 'objection',
};
const UNDONE = 'REVIEW_ANSWER_UNDONE';
const SETTLED = 'AMENDMENT_SETTLED';
const LINES = [...Object.keys(KINDS), UNDONE, SETTLED];

type Result = ReviewView['people'][number]['result'];
/** The states of a review, the twins of a second comment included. */
const RESULTS: Readonly<Record<string, Result>> = {
  asked: 'waiting',
  approved: 'approved',
  amended: 'amended',
  amendedAgain: 'amended',
  objected: 'objected',
  objectedAgain: 'objected',
  noAnswer: 'noAnswer',
};

/** The review of the summary: who was asked, who answered what by when, and what became of each comment (R7, R8, X19, X20). */
export async function reviewOf(deps: ApiDeps, rows: MatchRows): Promise<ReviewView> {
  const parts = partsOf(rows, 'review');
  const context = contextOf(rows);
  const until = textIn(context['reviewUntil']);
  const lines = await deps.queries.toldLines(rows.match.id, LINES);
  const comments = commentsIn(lines, (at) => until !== null && deps.dayAt(at, rows.match.time_zone) > until);
  const people = parts.map(({ id, state }) => toReader(rows, idOfPart(id), RESULTS[state] ?? 'waiting'));
  const counted = (result: Result) => people.filter((one) => one.result === result).length;
  const attended = Array.isArray(context['attended']) ? idsIn(context['attended']) : null;
  const notAsked = (attended ?? []).filter((id) => !people.some(({ person }) => person === id));
  return {
    sentOn: textIn(context['reviewSentOn']),
    until,
    writer: textIn(context['writer']),
    counts: {
      asked: people.length,
      waiting: counted('waiting'),
      approved: counted('approved'),
      amended: counted('amended'),
      objected: counted('objected'),
      noAnswer: counted('noAnswer'),
      openComments: comments.filter(({ state }) => state === 'open').length,
    },
    people,
    comments,
    notAsked,
    // The chart's own guard says no for the same reasons; here is what a page shows before anybody tries.
    mayBePublished:
      attended !== null &&
      attended.length > 0 &&
      attended.every((id) => people.some(({ person, hadOpportunity }) => person === id && hadOpportunity)),
  };
}

const toReader = (rows: MatchRows, person: string, result: Result): ReviewView['people'][number] => ({
  person,
  name: nameIn(rows, person),
  result,
  hadOpportunity: result !== 'waiting',
  mayAnswer: rows.people.some(({ id }) => id === person),
});

/** Comments in the order they came. One whose answer was taken back is gone, unless it was settled before. */
export function commentsIn(lines: readonly ToldLine[], isLate: (at: number) => boolean): CommentView[] {
  const all = new Map<string, CommentView>();
  for (const { type, part, facts, texts, at, seq } of lines) {
    const kind = KINDS[type];
    const person = part === null ? '' : idOfPart(part);
    const id = textIn(facts['comment']) ?? person;
    if (kind !== undefined)
      all.set(id, {
        id,
        person,
        kind,
        text: textIn(texts['text']) ?? textIn(texts['notes']),
        at: iso(at),
        seq,
        late: isLate(at.getTime()),
        state: 'open',
        reason: null,
      });
    else if (type === UNDONE) {
      for (const one of all.values()) if (one.person === person && one.state === 'open') all.delete(one.id);
    } else {
      const known = all.get(id);
      const state = COMMENT_STATES.find((one) => one === facts['outcome']);
      if (known && state) all.set(id, { ...known, state, reason: textIn(texts['reason']) });
    }
  }
  return [...all.values()];
}

/** The ids of the comments that can be settled. */
export async function knownComments({ queries }: Pick<ApiDeps, 'queries'>, match: string): Promise<string[]> {
  return commentsIn(await queries.toldLines(match, LINES), () => false).map(({ id }) => id);
}
