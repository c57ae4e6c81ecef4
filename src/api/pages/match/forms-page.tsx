import type { FormEntry } from '../../../contracts/api-forms.ts';
import { Tag } from '../layout.tsx';
import type { PartName } from '../part-words.ts';
import { instantDay } from '../words.ts';
import type { Tone } from '../words.ts';
import { SubPage } from './sub-page.tsx';
import type { SubPageBase } from './sub-page.tsx';

export interface FormsView extends SubPageBase {
  readonly forms: readonly FormEntry[];
  readonly partName: PartName;
}

const STATES: Readonly<Record<FormEntry['state'], readonly [tone: Tone, words: string]>> = {
  empty: ['plain', 'Not begun'],
  draft: ['wait', 'Saved, not sent'],
  sending: ['wait', 'Being sent'],
  sent: ['good', 'Sent'],
};

/** Every form of the match, and how far it is. */
export function FormsPage(view: FormsView) {
  const { match, forms, partName } = view;
  return (
    <SubPage {...view} at="forms">
      {forms.length === 0 && <p class="pm-lead">There is no form to fill in yet.</p>}
      <ul class="pm-tasks">
        {forms.map(({ form, title, part, state, sentAt }) => {
          const [tone, words] = STATES[state];
          const query = part === null ? '' : `?part=${encodeURIComponent(part)}`;
          return (
            <li>
              <div class="pm-task-head">
                <a href={`/matches/${match.id}/forms/${form}${query}`}>
                  {title}
                  {part !== null && `: ${partName(part)}`}
                </a>
                <Tag tone={tone}>{words}</Tag>
              </div>
              {sentAt !== null && <p class="pm-quiet">on {instantDay(sentAt, match)}</p>}
            </li>
          );
        })}
      </ul>
    </SubPage>
  );
}
