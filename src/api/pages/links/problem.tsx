import { headingOf } from './layout.tsx';
import type { PageFrame } from './layout.tsx';

/** What is the matter with an answer, in words; the id of the words is the problem's. */
export function Problem({ frame, problem }: { frame: PageFrame; problem: string | undefined }) {
  if (problem === undefined) return null;
  return (
    <p class="pp-wrong" role="alert">
      {headingOf(frame.shared, problem, frame)}
    </p>
  );
}
