import type { CommentView } from '../../../contracts/api-closing.ts';
import { Question } from '../act/question.tsx';
import { hiddenAgain } from '../act/press.ts';
import { Hidden } from '../act/report.tsx';
import { Tag } from '../layout.tsx';
import { Typing } from '../match/sub-page.tsx';
import { instantDay } from '../words.ts';
import type { Tone } from '../words.ts';
import type { SummaryView } from './summary-view.ts';

const STATES: Readonly<Record<CommentView['state'], { words: string; tone: Tone }>> = {
  open: { words: 'Waits to be settled', tone: 'wait' },
  accepted: { words: 'Taken in', tone: 'good' },
  declined: { words: 'Declined', tone: 'plain' },
  noted: { words: 'Noted', tone: 'plain' },
};

/** The comments one by one, those that wait first; each is settled by itself. */
export function Comments(view: SummaryView) {
  const { comments } = view.review;
  if (comments.length === 0) return null;
  const isOpen = ({ state }: CommentView) => state === 'open';
  const sorted = [...comments.filter(isOpen), ...comments.filter((one) => !isOpen(one))];
  return (
    <section aria-labelledby="comments">
      <h2 id="comments">Comments</h2>
      <ul class="pm-cards">
        {sorted.map((comment) => (
          <li id={`comment-${comment.id}`}>
            <Comment view={view} comment={comment} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Comment({ view, comment }: { view: SummaryView; comment: CommentView }) {
  const { match, nameOf, settle, mistakes } = view;
  const { id, person, kind, text, at, late, state, reason } = comment;
  const wrong = mistakes.some(({ name }) => name?.endsWith(`.${id}`));
  return (
    <>
      <div class="pm-task-head">
        <h3>
          {kind === 'objection' ? 'Objection' : 'Comment'} of {nameOf(person)}
        </h3>
        <Tag tone={STATES[state].tone}>{STATES[state].words}</Tag>
      </div>
      <p class="pm-prose pm-as-typed">{text ?? 'Nothing was written with it.'}</p>
      <p class="pm-quiet">
        {instantDay(at, match)}
        {late && ', after the date of the review; it counts all the same'}
      </p>
      {reason !== null && <p>Reason: {reason}</p>}
      {settle === undefined ? (
        <Typing id={`settle-${id}`} />
      ) : (
        <details class="pm-more" open={wrong || (state === 'open' && settle !== undefined)}>
          <summary>{state === 'open' ? 'Settle it' : 'Settle it otherwise'}</summary>
          <Typing id={`settle-${id}`}>
            <SettleForm view={view} comment={comment} asked={settle(id)} />
          </Typing>
        </details>
      )}
    </>
  );
}

function SettleForm({
  view,
  comment,
  asked,
}: {
  view: SummaryView;
  comment: CommentView;
  asked: ReturnType<NonNullable<SummaryView['settle']>>;
}) {
  const { match, hidden, values, mistakes } = view;
  return (
    <form method="post" action={`/matches/${match.id}/summary`} class="pm-form" novalidate>
      <Hidden values={{ ...hiddenAgain(hidden), comment: comment.id }} />
      {asked.map((one) => (
        <Question asked={one} value={values[one.name]} error={mistakes.find(({ name }) => name === one.name)?.text} />
      ))}
      <p>
        <button class="usa-button" type="submit">
          Settle this comment
        </button>
      </p>
    </form>
  );
}
