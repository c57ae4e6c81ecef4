import { Page, Tag } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import type { Asked } from '../act/asked.ts';
import { Question } from '../act/question.tsx';
import { Hidden, Mistakes } from '../act/report.tsx';
import type { Mistake } from '../act/report.tsx';

/** What a press on the page does: `sample` begins with sample people, `like` copies the shape of a real match. */
export type Beginning = 'sample' | 'like';

export interface RehearsalsView {
  readonly reader: Reader;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly method: string;
    readonly status: string;
    /** Its own time, in words. */
    readonly now: string;
  }[];
  /** What each way to begin one asks; empty when the reader may start none. */
  readonly beginnings: readonly {
    readonly deed: Beginning;
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly asked: readonly Asked[];
    readonly hidden: Readonly<Record<string, string>>;
  }[];
  /** Why none can be started here; undefined: they can. */
  readonly hindrance: string | undefined;
  readonly pressed: Beginning | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
}

/** Rehearsals: those that there are, and two ways to begin one. */
export function RehearsalsPage(view: RehearsalsView) {
  const { reader, items, beginnings, hindrance, mistakes } = view;
  return (
    <Page reader={reader} title={`${mistakes.length > 0 ? 'Error: ' : ''}Rehearsals`} here="rehearsals">
      <h1>Rehearsals</h1>
      <p class="pm-lead">
        Practise a match before you run one. A rehearsal is a match like any other, but with a clock of its own that you
        turn, and its letters are kept here to be read. Nothing is ever sent.
      </p>
      <Mistakes mistakes={mistakes} heading="This was not started yet" />
      {hindrance !== undefined && <p>{hindrance}</p>}
      {items.length === 0 ? <p>There is no rehearsal yet.</p> : <List items={items} />}
      {beginnings.map((beginning) => (
        <Begin {...view} beginning={beginning} />
      ))}
    </Page>
  );
}

function List({ items }: Pick<RehearsalsView, 'items'>) {
  return (
    <section aria-labelledby="running">
      <h2 id="running">Go on with one</h2>
      <ul class="pm-lines">
        {items.map(({ id, title, method, status, now }) => (
          <li>
            <div class="pm-task-head">
              <a href={`/matches/${id}/rehearse`}>{title}</a>
              <Tag tone="plain">{status}</Tag>
            </div>
            <p class="pm-quiet">
              {method} · its clock shows {now}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Begin({
  beginning: { deed, title, text, button, asked, hidden },
  pressed,
  values,
  mistakes,
}: RehearsalsView & { beginning: RehearsalsView['beginnings'][number] }) {
  const own = pressed === deed;
  return (
    <section aria-labelledby={`begin-${deed}`}>
      <h2 id={`begin-${deed}`}>{title}</h2>
      <p class="pm-prose">{text}</p>
      <form method="post" action="/rehearsals" class="pm-form" novalidate>
        <Hidden values={hidden} />
        {asked.map((one) => (
          <Question
            asked={one}
            value={own ? values[one.name] : undefined}
            error={own ? mistakes.find(({ name }) => name === one.name)?.text : undefined}
          />
        ))}
        <p class="pm-press">
          <button class="usa-button" type="submit" name="_do" value={deed}>
            {button}
          </button>
        </p>
      </form>
    </section>
  );
}
