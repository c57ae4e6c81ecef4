import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import * as wf from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../contracts/names.ts';
import type { MatchView } from '../contracts/record.ts';

const status = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status, SearchAttributeType.KEYWORD);
const nextDue = defineSearchAttributeKey(SEARCH_ATTRIBUTES.nextDue, SearchAttributeType.DATETIME);

/** What a person sees of a match at the Temporal UI: search attributes and details. Nothing in Peermatch reads them. */
export class Showcase {
  /**
   * One upsert, only when a value is no longer right, and only when the match was started with search attributes. An instant that lies
   * ahead stays though a later one took its place, as the alarm does: every change would cost an event.
   */
  show(view: MatchView, at: number | undefined): void {
    const open = view.tasks.filter(({ state }) => state === 'open').map(({ id }) => id);
    const next = at === undefined ? 'nothing planned' : new Date(at).toISOString();
    wf.setCurrentDetails(`${view.status} · open: ${open.join(', ') || 'none'} · next: ${next}`);
    const shown = wf.workflowInfo().typedSearchAttributes;
    const known = shown.get(status);
    if (known === undefined || (known === view.status && isRight(shown.get(nextDue)?.getTime(), at))) return;
    wf.upsertSearchAttributes([
      { key: status, value: view.status },
      { key: nextDue, value: at === undefined ? null : new Date(at) },
    ]);
  }
}

const isRight = (shown: number | undefined, at: number | undefined): boolean =>
  shown === at || (shown !== undefined && at !== undefined && shown > Date.now() && shown < at);
