import type { CheckView } from '../../../contracts/api-checks.ts';
import type { FilledForm } from '../../../contracts/api-forms.ts';
import type { AgendaItem } from '../../../print/index.ts';
import { instantWords } from '../words.ts';
import { Checks } from './checks.tsx';
import { SubPage } from './sub-page.tsx';
import type { SubPageBase } from './sub-page.tsx';

export interface AgendaView extends SubPageBase {
  readonly form: string;
  readonly state: FilledForm['state'];
  readonly sentAt: string | null;
  readonly items: readonly AgendaItem[];
  /** Points on which no agreement was found. */
  readonly openPoints: string;
  readonly checks: readonly CheckView[];
}

/** The agenda as it stands, and what the guide asks of it, point by point. */
export function AgendaPage(view: AgendaView) {
  const { match, form, items, openPoints, checks } = view;
  return (
    <SubPage {...view} at="agenda">
      <p class="pm-lead">{standing(view)}</p>
      <p>
        <a href={`/matches/${match.id}/forms/${form}`}>
          {items.length === 0 ? 'Write the agenda' : 'Change the agenda'}
        </a>{' '}
        · <a href={`/matches/${match.id}/packet.pdf`}>The packet, to print</a>
      </p>
      {items.length > 0 && (
        <section aria-labelledby="items">
          <h2 id="items">Items</h2>
          <ol class="pm-lines">
            {items.map(({ when, what, who }) => (
              <li>
                <strong>{what}</strong>
                <p class="pm-quiet">
                  {[when, who].filter((words) => words !== '').join(' · ') || 'no time target yet'}
                </p>
              </li>
            ))}
          </ol>
        </section>
      )}
      {openPoints !== '' && (
        <section aria-labelledby="open-points">
          <h2 id="open-points">No agreement yet</h2>
          <p class="pm-prose pm-kept-lines">{openPoints}</p>
        </section>
      )}
      <section aria-labelledby="checks">
        <h2 id="checks">What the guide asks</h2>
        <Checks match={match.id} checks={checks} />
      </section>
    </SubPage>
  );
}

function standing({ state, sentAt, match, items }: AgendaView): string {
  const sent = sentAt === null ? '' : instantWords(sentAt, match.timeZone);
  if (state === 'sent') return `Built ${sent}.`;
  if (state === 'draft' && sentAt !== null) return `Built ${sent}; below is what was changed and saved since.`;
  return items.length > 0 ? 'Begun, but not built yet: this is what was saved.' : 'There is no agenda yet.';
}
