import { RecordLines } from './record-list.tsx';
import type { RecordLine } from '../match-page-view.ts';
import { SubPage } from './sub-page.tsx';
import type { SubPageBase } from './sub-page.tsx';

export interface RecordView extends SubPageBase {
  readonly record: readonly RecordLine[];
  /** The address of what happened before; null: this is the beginning. */
  readonly older: string | null;
  readonly isNewest: boolean;
}

/** Everything that happened, the newest first, a page at a time. */
export function RecordPage(view: RecordView) {
  const { match, record, older, isNewest } = view;
  return (
    <SubPage {...view} at="record">
      <p class="pm-prose">
        Who did what, when, and what came of it. The newest stands first; nothing is ever taken out.
      </p>
      {record.length === 0 && <p class="pm-lead">Nothing happened yet.</p>}
      <RecordLines record={record} />
      <nav aria-label="Pages of the record" class="pm-paging">
        {!isNewest && <a href={`/matches/${match.id}/record`}>The newest</a>}{' '}
        {older !== null && <a href={older}>What happened before</a>}
      </nav>
    </SubPage>
  );
}
