import type { Match } from '../../../contracts/api.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import type { Asked } from './asked.ts';
import { idOf } from '../fields/box.tsx';
import { Question } from './question.tsx';

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
}

/** Reports one thing that happened: a few questions and one button. What was typed is still there when something is wrong. */
export function ReportPage(view: ReportView) {
  const { reader, match, title, about, action, back, asked, values, mistakes, hidden } = view;
  return (
    <Page reader={reader} title={`${mistakes.length > 0 ? 'Error: ' : ''}${title}`} here="matches">
      <p class="pm-quiet">
        <a href={back}>{match.title}</a>
      </p>
      <h1>{title}</h1>
      {about.length > 0 && <p class="pm-lead">{about.join(', ')}</p>}
      <Mistakes mistakes={mistakes} />
      <form method="post" action={action} class="pm-form" novalidate>
        <Hidden values={hidden} />
        {asked.map((one) => (
          <Question asked={one} value={values[one.name]} error={mistakes.find(({ name }) => name === one.name)?.text} />
        ))}
        <p>
          <button class="usa-button" type="submit">
            Save
          </button>{' '}
          <a href={back}>Not now</a>
        </p>
      </form>
    </Page>
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
  return (
    <div class="usa-alert usa-alert--error" role="alert">
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">{heading}</h2>
        <ul>
          {mistakes.map(({ name, text }) => (
            <li>{name === undefined ? text : <a href={`#${idOf(name)}`}>{text}</a>}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
