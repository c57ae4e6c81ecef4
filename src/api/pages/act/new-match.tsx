import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { listWords, plural, someOf } from '../words.ts';
import type { AskedSection } from './new-match-questions.ts';
import type { PastedTeam, Team } from './new-match-teams.ts';
import { Question } from './question.tsx';
import { Hidden, Mistakes } from './report.tsx';
import type { Mistake } from './report.tsx';

export interface NewMatchView {
  readonly reader: Reader;
  readonly asked: readonly AskedSection[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  readonly hidden: Readonly<Record<string, string>>;
  /** What the days mean for the time there is, when they are known. */
  readonly lead: string | undefined;
  /** The teams, in the words of the method that is chosen, with what was pasted; none when they come along from another match. */
  readonly teams: readonly (PastedTeam & { readonly words: string })[];
  /** The title of the match that it begins from. */
  readonly origin: string | undefined;
}

const FORM = 'new-match';
const LOOK = 'look';
/** Where script runs, what is typed is looked at half a second after the last key; without it, a button looks. */
const LOOKS = {
  'hx-post': '/matches/new',
  'hx-trigger': `input delay:500ms from:#${FORM}`,
  'hx-include': `#${FORM}`,
  'hx-vals': JSON.stringify({ _do: LOOK }),
  'hx-sync': 'this:queue last',
  'hx-select': '#looked-at',
  'hx-select-oob': '#lead, #words-seeker, #words-helper',
  'hx-status:4xx': 'swap:none',
  'hx-status:5xx': 'swap:none',
};

/** Starting a match: the method, its days, who runs it, and the teams where they are known. */
export function NewMatchPage(view: NewMatchView) {
  const { reader, asked, values, mistakes, hidden, lead, teams, origin } = view;
  const errorOf = (name: string) => mistakes.find((one) => one.name === name)?.text;
  return (
    <Page reader={reader} title={`${mistakes.length > 0 ? 'Error: ' : ''}Start a match`} here="matches">
      <p class="pm-quiet">
        <a href="/">All matches</a>
      </p>
      <h1>Start a match</h1>
      {origin !== undefined && (
        <p class="pm-lead">
          It begins from “{origin}”: those who ran it and the team that wants to learn come along. Whom to ask for help
          this time is an open question.
        </p>
      )}
      <Mistakes mistakes={mistakes} />
      <form method="post" action="/matches/new" class="pm-form pm-form-wide" id={FORM} novalidate>
        <Hidden values={hidden} />
        {asked.map(({ title, questions }) => (
          <section>
            <h2>{title}</h2>
            {questions.map((one) => (
              <Question asked={one} value={values[one.name]} error={errorOf(one.name)} />
            ))}
            {questions.some(({ name }) => name === 'matchStart') && <Lead lead={lead} />}
          </section>
        ))}
        {teams.length > 0 && (
          <section>
            <h2>The teams</h2>
            <p class="pm-quiet">
              Who is known already; everybody else can be added later. Copy the rows out of your spreadsheet, with the
              headings in the first line: name, title, organization, address, telephone, e-mail.
            </p>
            {teams.map(({ team, words }) => (
              <TeamBox team={team} words={words} text={values[team]} error={errorOf(team)} />
            ))}
          </section>
        )}
        <div role="status" aria-live="polite" {...LOOKS}>
          <LookedAt teams={teams} />
        </div>
        <p class="pm-press">
          <button class="usa-button" type="submit" name="_do" value="start">
            Start the match
          </button>
          <button class="usa-button usa-button--outline" type="submit" name="_do" value={LOOK}>
            Look it over first
          </button>
        </p>
      </form>
    </Page>
  );
}

function TeamBox({
  team,
  words,
  text,
  error,
}: {
  team: Team;
  words: string;
  text: unknown;
  error: string | undefined;
}) {
  return (
    <div class={`usa-form-group pm-question ${error === undefined ? '' : 'pm-wrong'}`}>
      <label class="usa-label" for={`q-${team}`}>
        People of the <span id={`words-${team}`}>{words}</span> <span class="pm-quiet">(optional)</span>
      </label>
      <div id={`about-${team}`}>{error !== undefined && <p class="usa-error-message">{error}</p>}</div>
      <textarea
        class="usa-textarea"
        id={`q-${team}`}
        name={team}
        rows={4}
        aria-describedby={`about-${team}`}
        aria-invalid={error === undefined ? undefined : 'true'}
      >
        {typeof text === 'string' ? text : ''}
      </textarea>
    </div>
  );
}

/** What the days mean for the time there is. */
const Lead = ({ lead }: Pick<NewMatchView, 'lead'>) => (
  <div role="status" aria-live="polite">
    <p id="lead">{lead}</p>
  </div>
);

/** Who was read out of the lists. */
function LookedAt({ teams }: Pick<NewMatchView, 'teams'>) {
  const pasted = teams.filter(({ people, wrong }) => people.length + wrong.length > 0);
  return (
    <div id="looked-at">
      {pasted.map(({ words, people, wrong, lead }) => (
        <>
          {people.length > 0 && (
            <p>
              {`${plural(people.length, 'person', 'people')} of the ${words}: `}
              {listWords(someOf(people.map(({ name }) => name)))}.
              {lead !== undefined &&
                ` ${lead} is taken as the lead contact, as the first of the list; a column Roles with the word lead says it otherwise.`}
            </p>
          )}
          {wrong.length > 0 && (
            <>
              <p>{`Not read of the list of the ${words}:`}</p>
              <ul class="pm-lines">
                {wrong.map((text) => (
                  <li>{text}</li>
                ))}
              </ul>
            </>
          )}
        </>
      ))}
    </div>
  );
}
