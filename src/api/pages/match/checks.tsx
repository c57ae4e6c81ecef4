import type { CheckView } from '../../../contracts/api-checks.ts';
import { markdown } from '../../../letters/index.ts';
import { Tag } from '../layout.tsx';

const HOLDS = { yes: ['good', 'As the guide asks'], no: ['late', 'To do'], notYet: ['plain', 'Not yet'] } as const;

/** What rules say: what is so, what to do, and why it matters for those who want to know. */
export function Checks({ match, checks }: { match: string; checks: readonly CheckView[] }) {
  return (
    <ul class="pm-lines">
      {checks.map((check) => (
        <li>
          <div class="pm-task-head">
            <strong>{check.title}</strong>
            <Tag tone={HOLDS[check.holds][0]}>{HOLDS[check.holds][1]}</Tag>
          </div>
          <p class="pm-said">{check.text}</p>
          {check.holds !== 'yes' && check.todo !== null && (
            <p class="pm-todo">
              {check.todo} <a href={`/matches/${match}/tasks/${check.task}`}>Go to the task</a>
            </p>
          )}
          {check.points.length > 0 && <Points points={check.points} />}
          <details class="pm-more">
            <summary>Why it matters</summary>
            <div class="pm-prose" dangerouslySetInnerHTML={{ __html: markdown.render(check.why) }} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function Points({ points }: Pick<CheckView, 'points'>) {
  const open = points.filter(({ holds }) => !holds);
  const done = points.filter(({ holds }) => holds);
  return (
    <>
      {open.length > 0 && <h3>Missing</h3>}
      <PointList words="Missing" points={open} />
      {done.length > 0 && <h3>There</h3>}
      <PointList words="There" points={done} />
    </>
  );
}

const PointList = ({ words, points }: { words: string } & Pick<CheckView, 'points'>) =>
  points.length === 0 ? null : (
    <ul class={`pm-points pm-points-${words.toLowerCase()}`}>
      {points.map(({ text }) => (
        <li>{text}</li>
      ))}
    </ul>
  );
