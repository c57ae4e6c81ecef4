import { Question } from '../act/question.tsx';
import { KeptWords } from '../act/kept-words.tsx';
import type { Kept } from '../act/kept-words.tsx';
import { Hidden, Mistakes } from '../act/report.tsx';
import type { Mistake } from '../act/report.tsx';
import type { Asked } from '../act/asked.ts';
import { SubPage, Typing } from '../match/sub-page.tsx';
import type { SubPageBase } from '../match/sub-page.tsx';
import { DatesPreview } from './dates-preview.tsx';
import type { Seen } from './dates-preview.tsx';
import { TimeThereIs } from './time-there-is.tsx';
import type { TimeView } from './time-there-is.tsx';
import type { AskedDates } from './wanted-dates.ts';

export interface DatesView extends SubPageBase, TimeView {
  /** What is asked; undefined: the dates of this method are set elsewhere. */
  readonly asked: AskedDates | undefined;
  /** What else is done about when and where: words and address. */
  readonly links: readonly { readonly title: string; readonly address: string }[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  /** Words that were typed, where none are asked now. */
  readonly kept: readonly Kept[];
  readonly notice: Notice | undefined;
  /** What would follow, when it was looked at. */
  readonly seen: (Omit<Seen, 'match' | 'partName'> & { readonly stamp: string }) | undefined;
  readonly mayMove: boolean;
}

interface Notice {
  readonly tone: 'success' | 'warning' | 'info';
  readonly text: string;
  /** Says where the letters are. */
  readonly letters?: boolean;
}

/** Other dates for a match: looked at first, with all that would follow, and then moved by one press (requirements.md X8). */
export function DatesPage(view: DatesView) {
  const { match, asked, mistakes, kept, notice, seen } = view;
  const heading = match.dates.matchStart === null ? 'Set the dates' : 'Move the dates';
  return (
    <SubPage {...view} at="dates" heading={heading} isWrong={mistakes.length > 0}>
      {notice !== undefined && (
        <div class={`usa-alert usa-alert--${notice.tone} usa-alert--slim pm-banner`} role="status">
          <div class="usa-alert__body">
            <p class="usa-alert__text">
              {notice.text} {notice.letters && <a href={`/matches/${match.id}/letters`}>Look at the letters</a>}
            </p>
          </div>
        </div>
      )}
      <Mistakes mistakes={mistakes} heading="This could not be done" />
      <KeptWords words={kept} />
      {/* What was looked at stays with what is typed below it: a press does what was shown, or says what is other now. */}
      <Typing id="asking">
        {asked !== undefined && <LookForm {...view} asked={asked} />}
        {seen !== undefined && <DatesPreview {...seen} match={match} partName={view.partName} />}
        {seen !== undefined && asked !== undefined && <MoveForm {...view} asked={asked} stamp={seen.stamp} />}
      </Typing>
      {seen === undefined && <TimeThereIs {...view} />}
      {view.links.length > 0 && (
        <section aria-labelledby="else">
          <h2 id="else">When and where, otherwise</h2>
          <ul class="pm-lines">
            {view.links.map((link) => (
              <li>
                <a href={link.address}>{link.title}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </SubPage>
  );
}

type Asking = DatesView & { readonly asked: AskedDates };

function Ask({ view, asked }: { view: DatesView; asked: Asked }) {
  const error = view.mistakes.find(({ name }) => name === asked.name)?.text;
  return <Question asked={asked} value={view.values[asked.name]} error={error} />;
}

/** Looking changes nothing: it is an address like any other. */
function LookForm(view: Asking) {
  const { match, asked, values } = view;
  const ticked = [values['reopen'] ?? []].flat().length > 0;
  return (
    <form method="get" action={`/matches/${match.id}/dates`} class="pm-form" novalidate>
      {asked.days.map((one) => (
        <Ask view={view} asked={one} />
      ))}
      {asked.reopen !== undefined && (
        <details class="pm-more" open={ticked}>
          <summary>Something that is done must be done again</summary>
          <Ask view={view} asked={asked.reopen} />
        </details>
      )}
      <p>
        <button class={`usa-button ${view.seen === undefined ? '' : 'usa-button--outline'}`} type="submit">
          Show what would follow
        </button>
      </p>
    </form>
  );
}

function MoveForm(view: Asking & { readonly stamp: string }) {
  const { match, asked, values, hidden, mayMove, stamp } = view;
  if (!mayMove) return <p class="pm-lead">The dates are moved by the facilitator.</p>;
  const days = asked.days.map(({ name }) => [name, values[name]] as const);
  const sent = days.map(([name, value]) => [name, value === true ? 'yes' : value === false ? 'no' : (value ?? '')]);
  const reopen = [values['reopen'] ?? []].flat().map(String);
  return (
    <form method="post" action={`/matches/${match.id}/dates`} class="pm-form" novalidate>
      <Hidden values={{ ...hidden, ...(Object.fromEntries(sent) as Record<string, string>), stamp }} />
      {reopen.map((task) => (
        <input type="hidden" name="reopen" value={task} />
      ))}
      {asked.words.map((one) => (
        <Ask view={view} asked={one} />
      ))}
      <p class="pm-press">
        <button class="usa-button" type="submit" name="_do" value="move">
          {match.dates.matchStart === null ? 'Set these dates' : 'Move the match to these dates'}
        </button>
        <a href={`/matches/${match.id}`}>Leave everything as it is</a>
      </p>
    </form>
  );
}
