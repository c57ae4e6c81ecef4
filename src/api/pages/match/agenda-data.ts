import type { MatchRows } from '../../../db/api-queries.ts';
import { agendaOf, IN_ENGLISH } from '../../agenda.ts';
import { notFound } from '../../errors.ts';
import { filledForm } from '../../forms/view.ts';
import { chartOfMatch } from '../../match-view.ts';
import type { Routing } from '../../routes/common.ts';
import type { AgendaView } from './agenda-page.tsx';

/** The event that brings an agenda, in methods that have one. */
const BUILT = 'AGENDA_BUILT';

/** The agenda as it was saved last, with what the rules say of exactly that. */
export async function agendaView(
  deps: Routing,
  rows: MatchRows,
): Promise<Pick<AgendaView, 'form' | 'state' | 'sentAt' | 'items' | 'openPoints' | 'checks'>> {
  const form = chartOfMatch(rows).catalogue[BUILT]?.form;
  if (form === undefined) throw notFound('this method has no agenda');
  const { state, sentAt, draft, current, checks } = await filledForm(deps, rows, form, null);
  const values = (draft ?? current)?.values ?? {};
  const { openPoints } = values;
  return {
    form,
    state,
    sentAt,
    checks,
    items: agendaOf(values, IN_ENGLISH),
    openPoints: typeof openPoints === 'string' ? openPoints.trim() : '',
  };
}
