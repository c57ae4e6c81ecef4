import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import type { Asked } from './asked.ts';
import { Question } from './question.tsx';
import { Hidden, Mistakes } from './report.tsx';
import type { Mistake } from './report.tsx';

export interface NewMatchView {
  readonly reader: Reader;
  readonly asked: readonly { readonly title: string; readonly questions: readonly Asked[] }[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  readonly hidden: Readonly<Record<string, string>>;
  /** What the days mean for the time there is, when they are known. */
  readonly lead: string | undefined;
  /** The title of the match that it begins from. */
  readonly origin: string | undefined;
}

/** Starting a match: the method, its days, and who runs it. Everybody else is added afterwards. */
export function NewMatchPage({ reader, asked, values, mistakes, hidden, lead, origin }: NewMatchView) {
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
      <form method="post" action="/matches/new" class="pm-form" novalidate>
        <Hidden values={hidden} />
        {asked.map(({ title, questions }) => (
          <section>
            <h2>{title}</h2>
            {questions.map((one) => (
              <Question
                asked={one}
                value={values[one.name]}
                error={mistakes.find(({ name }) => name === one.name)?.text}
              />
            ))}
          </section>
        ))}
        {lead !== undefined && <p class="pm-lead">{lead}</p>}
        <p class="pm-press">
          <button class="usa-button" type="submit" name="_do" value="start">
            Start the match
          </button>
          <button class="usa-button usa-button--outline" type="submit" name="_do" value="look">
            Show what the days mean
          </button>
        </p>
      </form>
    </Page>
  );
}
