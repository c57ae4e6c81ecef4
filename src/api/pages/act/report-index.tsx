import type { Match } from '../../../contracts/api.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import type { Happened } from './happened.ts';

export interface ReportIndexView {
  readonly reader: Reader;
  readonly match: Match;
  readonly groups: readonly Happened[];
}

/** What may have happened besides the tasks. Each is a page: none of it is done by a slip of the finger. */
export function ReportIndexPage({ reader, match, groups }: ReportIndexView) {
  const page = `/matches/${match.id}`;
  return (
    <Page reader={reader} title="Something else happened" here="matches">
      <p class="pm-quiet">
        <a href={page}>{match.title}</a>
      </p>
      <h1>Something else happened</h1>
      {groups.length === 0 && <p class="pm-lead">There is nothing that you could report now.</p>}
      <p class="pm-quiet">
        Only what can have happened by now is listed. What belongs to a task is reported on the page of the task:{' '}
        <a href={`${page}#steps`}>all steps and tasks</a>.
      </p>
      {groups.map((group, at) => (
        <Group page={page} group={group} id={`about-${at}`} />
      ))}
    </Page>
  );
}

function Group({ page, group: { title, lines, places }, id }: { page: string; group: Happened; id: string }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="pm-lines">
        {lines.map((line) => (
          <li>
            <a href={line.address}>{line.title}</a>
            {line.says !== undefined && <p class="pm-quiet">{line.says}</p>}
          </li>
        ))}
      </ul>
      {places.length > 0 && (
        <p class="pm-quiet">
          More about it:{' '}
          {places.map(({ path, words }, at) => (
            <>
              {at > 0 && ' · '}
              <a href={`${page}/${path}`}>{words}</a>
            </>
          ))}
        </p>
      )}
    </section>
  );
}
