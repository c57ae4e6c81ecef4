import type { Imported, ImportedRow } from '../../../contracts/people-import.ts';
import type { Match } from '../../../contracts/api.ts';
import { Page, Tag } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import type { Tone } from '../words.ts';
import { Hidden, Mistakes } from './report.tsx';
import type { Mistake } from './report.tsx';

export interface ImportView {
  readonly reader: Reader;
  readonly match: Match;
  readonly text: string;
  readonly team: string;
  readonly teams: readonly { readonly id: string; readonly label: string }[];
  /** What would happen, when it was looked at. */
  readonly found: Imported | undefined;
  readonly mistakes: readonly Mistake[];
  readonly hidden: Readonly<Record<string, string>>;
}

/** A list of people, pasted out of a spreadsheet: looked at first, then taken over. */
export function PeopleImportPage(view: ImportView) {
  const { reader, match, text, team, teams, found, mistakes, hidden } = view;
  return (
    <Page reader={reader} title="Add people from a list" here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>Add people from a list</h1>
      <p class="pm-lead">
        Copy the rows out of your spreadsheet, with the headings in the first line: name, title, organization, address,
        telephone, e-mail. Nothing is changed before you have looked.
      </p>
      <Mistakes mistakes={mistakes} />
      <form method="post" action={`/matches/${match.id}/people/import`} class="pm-form pm-form-wide">
        <Hidden values={hidden} />
        <div class="usa-form-group pm-question">
          <label class="usa-label" for="q-text">
            The list
          </label>
          <textarea class="usa-textarea" id="q-text" name="text" rows={8} required>
            {text}
          </textarea>
        </div>
        <div class="usa-form-group pm-question">
          <label class="usa-label" for="q-team">
            Their team, where the list does not say
          </label>
          <select class="usa-select" id="q-team" name="team">
            <option value="">None</option>
            {teams.map(({ id, label }) => (
              <option value={id} selected={id === team}>
                {label}
              </option>
            ))}
          </select>
        </div>
        {found !== undefined && <Found found={found} />}
        <p class="pm-press">
          <button class="usa-button usa-button--outline" type="submit" name="_do" value="look">
            Look at it first
          </button>
          {found !== undefined && found.counts.add + found.counts.change > 0 && (
            <button class="usa-button" type="submit" name="_do" value="take">
              {`Take over ${found.counts.add + found.counts.change} of ${found.counts.rows}`}
            </button>
          )}
        </p>
      </form>
    </Page>
  );
}

const WORDS: Readonly<Record<ImportedRow['action'], { words: string; tone: Tone }>> = {
  add: { words: 'New', tone: 'good' },
  change: { words: 'Changed', tone: 'wait' },
  same: { words: 'Known already', tone: 'plain' },
  wrong: { words: 'Cannot be taken over', tone: 'late' },
};

function Found({ found }: { found: Imported }) {
  const unknown = found.columns.filter(({ field }) => field === null).map(({ heading }) => heading);
  return (
    <section aria-labelledby="found">
      <h2 id="found">What would happen</h2>
      {unknown.length > 0 && <p>These columns are not known and are left out: {unknown.join(', ')}.</p>}
      <ul class="pm-lines">
        {found.rows.map(({ line, action, name, errors, changes }) => (
          <li>
            <div class="pm-task-head">
              <span>{name ?? `Line ${line}`}</span>
              <Tag tone={WORDS[action].tone}>{WORDS[action].words}</Tag>
            </div>
            {errors.map(({ field, message }) => (
              <p class="pm-quiet">{`Line ${line}${field === null ? '' : `, ${field}`}: ${message}`}</p>
            ))}
            {changes.length > 0 && action === 'change' && <p class="pm-quiet">New: {changes.join(', ')}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
