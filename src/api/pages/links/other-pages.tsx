import { headingOf, Paragraphs, ParticipantPage } from './layout.tsx';
import type { PageFrame } from './layout.tsx';
import { Problem } from './problem.tsx';
import { Unsent } from './unsent.tsx';

interface SayingView {
  readonly frame: PageFrame;
  readonly id: string;
  readonly renew?: string | undefined;
  readonly unsent?: readonly string[];
}

/** A page that says one thing: why a link does not open, that something is on its way. */
export function SayingPage({ frame, id, renew, unsent = [] }: SayingView) {
  const title = headingOf(frame.shared, id, frame);
  return (
    <ParticipantPage frame={frame} title={title}>
      <h1>{title}</h1>
      <div id="why">
        <Paragraphs texts={frame.shared} id={id} frame={frame} />
      </div>
      <Unsent frame={frame} words={unsent} />
      {renew !== undefined && (
        <form class="pp-answer" method="post" action={renew}>
          <Paragraphs texts={frame.shared} id="renew" frame={frame} />
          <button class="usa-button pp-button" type="submit" name="act" value="renew">
            {headingOf(frame.shared, 'renew', frame)}
          </button>
        </form>
      )}
    </ParticipantPage>
  );
}

/** Where the code from a letter on paper is typed. */
export function CodePage({
  frame,
  action,
  typed = '',
  problem,
}: {
  frame: PageFrame;
  action: string;
  typed?: string;
  problem?: string | undefined;
}) {
  const title = headingOf(frame.shared, 'code', frame);
  return (
    <ParticipantPage frame={frame} title={title}>
      <h1>{title}</h1>
      <Paragraphs texts={frame.shared} id="code" frame={frame} />
      <form method="post" action={action}>
        <label class="usa-label" for="code">
          {headingOf(frame.shared, 'codeField', frame)}
        </label>
        {problem !== undefined && (
          <>
            <Problem frame={frame} problem={problem} id="about-code" />
            <Paragraphs texts={frame.shared} id={problem} frame={frame} />
          </>
        )}
        <input
          class="usa-input pp-code"
          id="code"
          name="code"
          value={typed}
          aria-describedby={problem === undefined ? undefined : 'about-code'}
          aria-invalid={problem === undefined ? undefined : true}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
        <button class="usa-button pp-button" type="submit">
          {headingOf(frame.shared, 'send', frame)}
        </button>
      </form>
    </ParticipantPage>
  );
}
