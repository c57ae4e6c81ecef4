import type { Match } from '../../../contracts/api.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import type { Doable } from './doable.ts';

/** What may have happened to the match that belongs to no task. Each is a page: none of it is done by a slip of the finger. */
export function ReportIndexPage({ reader, match, all }: { reader: Reader; match: Match; all: readonly Doable[] }) {
  return (
    <Page reader={reader} title="Something else happened" here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>Something else happened</h1>
      {all.length === 0 && <p class="pm-lead">There is nothing that you could report now.</p>}
      <ul class="pm-lines">
        {all.map(({ title, address }) => (
          <li>
            <a href={address}>{title}</a>
          </li>
        ))}
      </ul>
    </Page>
  );
}
