import type { LetterRow } from '../../db/api-queries.ts';
import { LetterOverview } from './letter-overview.tsx';
import type { Overview } from './letter-overview.tsx';
import { SubPage } from './match/sub-page.tsx';
import type { SubPageBase } from './match/sub-page.tsx';
import { instantWords, letterWords } from './words.ts';

export interface LetterListView extends SubPageBase {
  readonly items: readonly LetterRow[];
  readonly next: string | null;
  readonly nameOf: (person: string | null) => string | undefined;
  /** What there is to do, on the first page of the list. */
  readonly overview: Overview | undefined;
}

/** Every letter of a match, one by one, in the order of their days. */
export function LetterListPage(view: LetterListView) {
  const { match, items, next, nameOf, overview } = view;
  return (
    <SubPage {...view} at="letters" {...(overview === undefined && { heading: 'All letters' })}>
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
    </SubPage>
  );
}
