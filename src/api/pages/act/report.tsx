import type { Match } from '../../../contracts/api.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import type { Asked } from './asked.ts';
import { idOf } from '../fields/box.tsx';
import { Follows } from '../follows/follows.tsx';
import type { FollowsView } from '../follows/follows-view.ts';
import { CHANGED_SINCE } from '../follows/stamp.ts';
import { KeptWords } from './kept-words.tsx';
import type { Kept } from './kept-words.tsx';
import { Question } from './question.tsx';
import { HappenedMeanwhile, Instead } from './meanwhile.tsx';
import type { Refused } from './refused.ts';

export interface Mistake {
  /** The question it is about; undefined: about all of it. */
  readonly name: string | undefined;
  readonly text: string;
}
export interface ReportView {
  readonly reader: Reader;
  readonly match: Match;
  /** The event in words: what happened. */
  readonly title: string;
  /** The task and the part it is about, in words. */
  readonly about: readonly string[];
  readonly action: string;
  readonly back: string;
  readonly asked: readonly Asked[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  readonly hidden: Readonly<Record<string, string>>;
  /** For what changes much at once: it is looked at first. */
  readonly look?: Look | undefined;
  /** For what cannot be reported as things stand. */
  readonly refused?: Refused | undefined;
  readonly kept?: readonly Kept[];
}

interface Look {
  /** What would follow, with the stamp of it; undefined: it depends on the answers, or is not possible now. */
  readonly seen: (FollowsView & { readonly stamp: string }) | undefined;
  readonly changedSince: boolean;
  /** What follows depends on an answer, and can be had again with another one. */
  readonly depends: boolean;
}

/** Reports one thing that happened: a few questions and one button. What was typed is still there when something is wrong. */
export function ReportPage(view: ReportView) {
  const { reader, match, title, about, action, back, asked, values, mistakes, hidden, look, refused, kept = [] } = view;
  return (
    <Page reader={reader} title={`${mistakes.length > 0 ? 'Error: ' : ''}${title}`} here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>{title}</h1>
      {about.length > 0 && <p class="pm-lead">{about.join(', ')}</p>}
      <Mistakes mistakes={mistakes} {...(refused && { heading: 'This was not done' })} />
      {refused && <HappenedMeanwhile {...refused} />}
      <KeptWords words={kept} />
      {look?.changedSince === true && (
        <div class="usa-alert usa-alert--warning usa-alert--slim pm-banner" role="status">
          <div class="usa-alert__body">
            <p class="usa-alert__text">{CHANGED_SINCE}</p>
          </div>
        </div>
      )}
      <form method="post" action={action} class="pm-form" novalidate>
        <Hidden values={hidden} />
        {asked.map((one) => (
          <Question asked={one} value={values[one.name]} error={mistakes.find(({ name }) => name === one.name)?.text} />
        ))}
        {look && <LookFirst {...look} />}
        <p class="pm-press">
          {(look === undefined || look.seen !== undefined) && (
            <button class={`usa-button ${refused ? 'usa-button--outline' : ''}`} type="submit">
              {refused ? 'Try again' : 'Save'}
            </button>
          )}
          <a href={back}>{refused ? 'Back' : 'Not now'}</a>
        </p>
        {refused && <Instead {...refused} />}
      </form>
    </Page>
  );
}

/** The look stands before the press that does it. */
function LookFirst({ seen, depends }: Look) {
  return (
    <>
      {(seen === undefined || depends) && (
        <p>
          <button
            class={`usa-button ${seen === undefined ? '' : 'usa-button--outline'}`}
            type="submit"
            name="_do"
            value="look"
          >
            {seen === undefined ? 'See what this changes' : 'See it with these answers'}
          </button>
        </p>
      )}
      {seen !== undefined && (
        <>
          <input type="hidden" name="stamp" value={seen.stamp} />
          <Follows {...seen} />
        </>
      )}
    </>
  );
}

export function Hidden({ values }: { values: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** Said once at the top, with a link to each place. */
export function Mistakes({
  mistakes,
  heading = 'This was not saved yet',
}: {
  mistakes: readonly Mistake[];
  heading?: string;
}) {
  if (mistakes.length === 0) return null;
  const words = mistakes.map(({ name, text }) => (name === undefined ? text : <a href={`#${idOf(name)}`}>{text}</a>));
  return (
    <div class="usa-alert usa-alert--error" role="alert">
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">{heading}</h2>
        {mistakes.length === 1 ? (
          <p>{words[0]}</p>
        ) : (
          <ul>
            {words.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
