import { headingOf } from './layout.tsx';
import type { PageFrame } from './layout.tsx';

/** What is the matter with an answer, in words; the id of the words is the problem's. */
export function Problem({
  frame,
  problem,
  id,
}: {
  frame: PageFrame;
  problem: string | undefined;
  id?: string | undefined;
}) {
  if (problem === undefined) return null;
  return (
    <p class="pp-wrong" id={id}>
      {headingOf(frame.shared, problem, frame)}
    </p>
  );
}

/** What has to be looked at, said first, and each with a way to its box. */
export function Problems({ frame, at }: { frame: PageFrame; at: readonly { id: string; label: string }[] }) {
  if (at.length === 0) return null;
  return (
    <div class="pp-problems" role="alert" aria-labelledby="problems">
      <h2 id="problems">{headingOf(frame.shared, 'problems', frame)}</h2>
      <ul>
        {at.map(({ id, label }) => (
          <li key={id}>
            <a href={`#${id}`}>{label}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
