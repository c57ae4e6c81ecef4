import { headingOf, Paragraphs } from './layout.tsx';
import type { PageFrame } from './layout.tsx';

/** It is shown as long as the page is open, to be copied. */
export function Unsent({ frame, words }: { frame: PageFrame; words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <section class="pp-told" aria-labelledby="unsent">
      <h2 id="unsent">{headingOf(frame.shared, 'unsent', frame)}</h2>
      <Paragraphs texts={frame.shared} id="unsent" frame={frame} />
      {words.map((text) => (
        <blockquote class="pp-shown">
          <p>{text}</p>
        </blockquote>
      ))}
    </section>
  );
}
