import { Tag } from '../layout.tsx';
import type { Tone } from '../words.ts';
import { dayWords } from '../words.ts';
import { SubPage } from './sub-page.tsx';
import type { SubPageBase } from './sub-page.tsx';

export interface CallView {
  readonly part: string;
  readonly state: string;
  readonly name: string;
  readonly day: string | undefined;
  /** What was written down: label and text. */
  readonly notes: readonly { readonly label: string; readonly text: string }[];
  /** What can be reported of it now. */
  readonly doables: readonly { readonly title: string; readonly href: string }[];
}
export interface CallsView extends SubPageBase {
  readonly calls: readonly CallView[];
  /** Where one is planned; undefined: not now, or not by this reader. */
  readonly plan: string | undefined;
}

const STATES: Readonly<Record<string, readonly [tone: Tone, words: string]>> = {
  planned: ['wait', 'Planned'],
  held: ['wait', 'Held, notes to be sent'],
  noted: ['good', 'Held, notes sent'],
  cancelled: ['plain', 'Cancelled'],
};

/** Every call: when, how it stands, its notes, and what can be done. */
export function CallsPage(view: CallsView) {
  const { calls, plan } = view;
  return (
    <SubPage {...view} at="calls">
      {plan !== undefined && (
        <p>
          <a class="usa-button" href={plan}>
            Plan a call
          </a>
        </p>
      )}
      {calls.length === 0 && <p class="pm-lead">No call is planned yet.</p>}
      <ul class="pm-lines">
        {calls.map((call, at) => (
          <Call call={call} at={at} />
        ))}
      </ul>
    </SubPage>
  );
}

function Call({ call: { state, name, day, notes, doables }, at }: { call: CallView; at: number }) {
  const [tone, words] = STATES[state] ?? ['plain', state];
  return (
    <li>
      <div class="pm-task-head">
        <h2 id={`call-${at}`}>{day === undefined ? name : dayWords(day)}</h2>
        <Tag tone={tone}>{words}</Tag>
      </div>
      {notes.length === 0 && state === 'held' && (
        <p class="pm-todo">Write down what was said, and send it to everybody.</p>
      )}
      {notes.length > 0 && (
        <details class="pm-more" open={notes.length < 3}>
          <summary>Notes</summary>
          <dl class="pm-notes">
            {notes.map(({ label, text }) => (
              <div>
                <dt>{label}</dt>
                <dd class="pm-kept-lines">{text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {doables.length > 0 && (
        <ul class="pm-inline" aria-labelledby={`call-${at}`}>
          {doables.map(({ title, href }) => (
            <li>
              <a href={href}>{title}</a>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
