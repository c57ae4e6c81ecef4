import type { MatchRows } from '../../db/api-queries.ts';
import { makeLetterLife } from '../../db/letter-life.ts';
import type { ApiDeps } from '../deps.ts';
import type { Overview } from './letter-overview.tsx';

/** As many of each sort as a page shows. */
const MOST = 200;

/** What waits, what is on its way, and what did not go through. */
export async function overviewOf(
  { db, queries, letters }: ApiDeps,
  { match }: Pick<MatchRows, 'match'>,
): Promise<Overview> {
  const life = makeLetterLife(db);
  const inState = async (state: 'draft' | 'edited' | 'released' | 'queued' | 'deferred') =>
    (await queries.letters(match.id, undefined, MOST, { state })).items;
  const [lost, draft, edited, released, queued, deferred] = await Promise.all([
    life.unsettled(match.id),
    inState('draft'),
    inState('edited'),
    inState('released'),
    inState('queued'),
    inState('deferred'),
  ]);
  const astray = lost.map(async (letter) => ({
    letter,
    response: (await life.attemptsOf(letter.id)).at(-1)?.response ?? undefined,
  }));
  return {
    astray: await Promise.all(astray),
    underway: [...released, ...queued, ...deferred],
    drafts: [...draft, ...edited],
    titles: new Map([...letters.book(match.method).values()].map(({ kind, title }) => [kind, title])),
  };
}
