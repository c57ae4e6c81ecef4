import type { ReviewView } from '../../../contracts/api-closing.ts';
import { hiddenAgain } from '../act/press.ts';
import { KeptWords } from '../act/kept-words.tsx';
import { Mistakes } from '../act/report.tsx';
import { Press } from '../act/task.tsx';
import { Tag } from '../layout.tsx';
import { SubPage } from '../match/sub-page.tsx';
import { dayWords, listWords, plural } from '../words.ts';
import type { Tone } from '../words.ts';
import { Comments } from './comments.tsx';
import type { SummaryView } from './summary-view.ts';

/** The review of the summary: who was asked, who answered, what became of each comment, and what comes next. */
export function SummaryPage(view: SummaryView) {
  const { match, review, form, next, mistakes, kept, hidden } = view;
  return (
    <SubPage {...view} at="summary" isWrong={mistakes.length > 0}>
      <p class="pm-lead">{standing(view)}</p>
      {form !== undefined && (
        <p>
          <a href={`/matches/${match.id}/forms/${form}`}>Read and change its text</a>
        </p>
      )}
      <Mistakes mistakes={mistakes} />
      <KeptWords words={kept} />
      {next.length > 0 && (
        <section aria-labelledby="next">
          <h2 id="next">What can be done now</h2>
          <ul class="pm-lines">
            {next.map((one) => (
              <li>
                <Press one={one} match={match} about={undefined} hidden={hiddenAgain(hidden)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Comments {...view} />
      {review.people.length > 0 && <Readers {...view} />}
    </SubPage>
  );
}

/** How far it is, in two or three sentences. */
function standing({ review, nameOf }: SummaryView): string {
  const { sentOn, until, writer, counts, notAsked, mayBePublished } = review;
  const who = writer === null ? 'The facilitator writes it.' : `${nameOf(writer)} writes it.`;
  if (sentOn === null) return `It has not been sent to its readers yet. ${who}`;
  const sent = `It was sent on ${dayWords(sentOn)}${until === null ? '' : `, and answers are asked for by ${dayWords(until)}`}.`;
  const answered = counts.approved + counts.amended + counts.objected;
  const said = `${answered} of ${plural(counts.asked, 'reader')} answered${counts.waiting > 0 ? `, ${counts.waiting} still may` : ''}.`;
  const missing =
    notAsked.length > 0
      ? ` ${listWords(notAsked.map(nameOf))} attended and ${notAsked.length === 1 ? 'was' : 'were'} never asked: it cannot be published before.`
      : mayBePublished
        ? ' Everybody who attended had the opportunity: it may be published.'
        : '';
  return `${sent} ${said}${missing}`;
}

const RESULTS: Readonly<Record<ReviewView['people'][number]['result'], { words: string; tone: Tone }>> = {
  waiting: { words: 'Asked, no answer yet', tone: 'wait' },
  approved: { words: 'Approved', tone: 'good' },
  amended: { words: 'Has comments', tone: 'wait' },
  objected: { words: 'Objects', tone: 'late' },
  noAnswer: { words: 'No answer by the date', tone: 'plain' },
};

function Readers({ match, review, answersOf, nameOf, hidden }: SummaryView) {
  return (
    <section aria-labelledby="readers">
      <h2 id="readers">Who was asked</h2>
      <ul class="pm-tasks">
        {review.people.map(({ person, name, result }) => {
          const answers = answersOf(person);
          const called = name ?? nameOf(person);
          return (
            <li>
              <div class="pm-task-head">
                <span>{called}</span>
                <Tag tone={RESULTS[result].tone}>{RESULTS[result].words}</Tag>
              </div>
              {result === 'noAnswer' && (
                <p class="pm-quiet">Had the opportunity; silence is no approval. A late answer is still taken.</p>
              )}
              {answers.length > 0 && (
                <details class="pm-more">
                  <summary>Note what {called} answered</summary>
                  <ul class="pm-lines">
                    {answers.map((one) => (
                      <li>
                        <Press one={one} match={match} about={called} hidden={hiddenAgain(hidden)} quiet />
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
