import type { PageTexts } from '../../../words/index.ts';
import { Notice } from './answer-page.tsx';
import { Problem, Problems } from './problem.tsx';
import { Unsent } from './unsent.tsx';
import { headingOf, Paragraphs, ParticipantPage } from './layout.tsx';
import type { PageFrame } from './layout.tsx';

export interface NotedView {
  readonly frame: PageFrame;
  readonly texts: PageTexts;
  readonly action: string;
  readonly key: string;
  /** The id of what was answered; undefined when there is nothing to answer, for which `closed` says why. */
  readonly answer: string | undefined;
  /** What was written with it. */
  readonly words: readonly string[];
  readonly canUndo: boolean;
  /** Words are still taken, though nothing can be answered any more. */
  readonly late: boolean;
  readonly closed: { readonly texts: PageTexts; readonly id: string } | undefined;
  readonly problems: Readonly<Record<string, string>>;
  readonly notice: string | undefined;
  /** What was written with an answer that could not be noted. */
  readonly unsent: readonly string[];
}

/** What was noted, how it is taken back, and what comes next; or why there is nothing to answer. */
export function NotedPage({ view }: { view: NotedView }) {
  const { frame, texts, answer, closed, notice, words } = view;
  const about = answer === undefined ? closed : { texts, id: `noted-${answer}` };
  const title = about === undefined ? '' : headingOf(about.texts, about.id, frame);
  return (
    <ParticipantPage frame={frame} title={title}>
      {notice !== undefined && <Notice frame={frame} id={notice} />}
      <Problems
        frame={frame}
        at={Object.keys(view.problems).map((name) => ({ id: name, label: headingOf(frame.shared, 'late', frame) }))}
      />
      {answer === undefined ? (
        <h1>{title}</h1>
      ) : (
        <div class="pp-noted" role="status">
          <h1>{title}</h1>
          <p>{headingOf(frame.shared, 'noted', frame)}</p>
        </div>
      )}
      {about !== undefined && <Paragraphs texts={about.texts} id={about.id} frame={frame} />}
      {words.length > 0 && (
        <blockquote class="pp-shown">
          {words.map((one) => (
            <p key={one}>{one}</p>
          ))}
        </blockquote>
      )}
      {!view.late && <Unsent frame={frame} words={view.unsent} />}
      {view.canUndo && <Undo view={view} />}
      {view.late && <LateComment view={view} />}
    </ParticipantPage>
  );
}

function Undo({ view: { frame, action, key } }: { view: NotedView }) {
  return (
    <form class="pp-answer" method="post" action={action}>
      <input type="hidden" name="key" value={key} />
      <Paragraphs texts={frame.shared} id="undo" frame={frame} />
      <button class="usa-button usa-button--outline pp-button" type="submit" name="act" value="undo">
        {headingOf(frame.shared, 'undo', frame)}
      </button>
    </form>
  );
}

function LateComment({ view: { frame, action, key, problems, unsent } }: { view: NotedView }) {
  const title = headingOf(frame.shared, 'late', frame);
  return (
    <form class="pp-answer" method="post" action={action}>
      <input type="hidden" name="key" value={key} />
      <label class="usa-label" for="late">
        {title}
      </label>
      <Paragraphs texts={frame.shared} id="late" frame={frame} />
      <Problem frame={frame} problem={problems['late']} id="about-late" />
      <textarea
        class="usa-textarea"
        id="late"
        name="t.late"
        aria-describedby={problems['late'] === undefined ? undefined : 'about-late'}
        aria-invalid={problems['late'] === undefined ? undefined : true}
      >
        {unsent.join('\n\n')}
      </textarea>
      <button class="usa-button pp-button" type="submit" name="act" value="late">
        {headingOf(frame.shared, 'send', frame)}
      </button>
    </form>
  );
}
