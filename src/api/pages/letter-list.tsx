import type { Match } from '../../contracts/api.ts';
import type { LetterRow } from '../../db/api-queries.ts';
import { Page } from './layout.tsx';
import { LetterOverview } from './letter-overview.tsx';
import type { Overview } from './letter-overview.tsx';
import type { Reader } from './layout.tsx';
import { instantWords, letterWords } from './words.ts';

export interface LetterListView {
  readonly reader: Reader;
  readonly match: Match;
  readonly items: readonly LetterRow[];
  readonly next: string | null;
  readonly nameOf: (person: string | null) => string | undefined;
  /** What there is to do, on the first page of the list. */
  readonly overview: Overview | undefined;
}

/** Every letter of a match, one by one, in the order of their days. */
export function LetterListPage({ reader, match, items, next, nameOf, overview }: LetterListView) {
  return (
    <Page reader={reader} title={`Letters of ${match.title}`} here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>{overview === undefined ? 'All letters' : 'Letters'}</h1>
      {overview !== undefined && (
        <>
          <LetterOverview match={match} overview={overview} nameOf={nameOf} />
          <h2>All letters</h2>
        </>
      )}
      {items.length === 0 && <p>There is none here.</p>}
      <ul class="pm-lines">
        {items.map((letter) => (
          <li>
            <a href={`/matches/${match.id}/letters/${letter.id}`}>{letter.subject}</a>
            <p class="pm-quiet">
              To {nameOf(letter.person) ?? 'somebody who has left'} · {letterWords(letter)}
              {letter.sent_at !== null && ` · ${instantWords(letter.sent_at.toISOString(), match.timeZone)}`}
            </p>
          </li>
        ))}
      </ul>
      {next !== null && (
        <nav aria-label="Pages of the list" class="pm-paging">
          <a href={`/matches/${match.id}/letters?after=${encodeURIComponent(next)}`}>Later letters</a>
        </nav>
      )}
    </Page>
  );
}
