import type { CommitmentView } from '../../../contracts/api-closing.ts';
import type { Doable } from '../act/doable.ts';
import { hiddenAgain } from '../act/press.ts';
import { Press } from '../act/task.tsx';
import { Tag } from '../layout.tsx';
import { SubPage } from '../match/sub-page.tsx';
import type { SubPageBase } from '../match/sub-page.tsx';
import { Fact } from '../portfolio.tsx';
import { dayWords, listWords, plural } from '../words.ts';
import type { Tone } from '../words.ts';

export interface CommitmentsView extends SubPageBase {
  readonly commitments: readonly CommitmentView[];
  /** What the check-in said, by the words of the commitment. */
  readonly checkedIn: ReadonlyMap<string, string>;
  readonly pressesOf: (commitment: string) => readonly Doable[];
  /** What may be reported about none of them alone. */
  readonly more: readonly Doable[];
  readonly nameOf: (person: string) => string;
  readonly hidden: Readonly<Record<string, string>>;
}

/** What people said they would do: kept as a record, and never chased (X23). */
export function CommitmentsPage(view: CommitmentsView) {
  const { match, commitments, more, hidden } = view;
  const kept = commitments.filter(({ state }) => state === 'kept').length;
  return (
    <SubPage {...view} at="commitments">
      <p class="pm-lead">
        {commitments.length === 0
          ? 'Nobody has said yet what they will do next.'
          : `${plural(commitments.length, 'commitment')}, ${kept} kept. Nobody is reminded of them: they are read again at the check-in.`}
      </p>
      <ul class="pm-cards">
        {commitments.map((one) => (
          <li>
            <Commitment view={view} one={one} />
          </li>
        ))}
      </ul>
      {more.length > 0 && (
        <section aria-labelledby="more">
          <h2 id="more">What else can be reported</h2>
          <ul class="pm-lines">
            {more.map((one) => (
              <li>
                {one.form === undefined ? (
                  <a href={one.address}>{one.title}</a>
                ) : (
                  <Press one={one} match={match} about={undefined} hidden={hiddenAgain(hidden)} />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </SubPage>
  );
}

const STATES: Readonly<Record<CommitmentView['state'], { words: string; tone: Tone }>> = {
  open: { words: 'Open', tone: 'wait' },
  kept: { words: 'Kept', tone: 'good' },
  dropped: { words: 'Dropped', tone: 'plain' },
};
const KINDS = { individual: 'one person’s', collective: 'a group’s' } as const;

function Commitment({ view, one }: { view: CommitmentsView; one: CommitmentView }) {
  const { match, nameOf, pressesOf, checkedIn, hidden } = view;
  const { id, what, who, owners, kind, due, state, reason } = one;
  const said = what === null ? undefined : checkedIn.get(what);
  const whose = owners.length > 0 ? listWords(owners.map(nameOf)) : who;
  const presses = pressesOf(id);
  return (
    <>
      <div class="pm-task-head">
        <h2>{what ?? 'A commitment without words'}</h2>
        <Tag tone={STATES[state].tone}>{STATES[state].words}</Tag>
      </div>
      <dl class="pm-facts">
        {whose !== null && <Fact name="Who">{whose}</Fact>}
        {due !== null && <Fact name="By">{dayWords(due)}</Fact>}
        {kind !== null && <Fact name="Whose">{KINDS[kind]}</Fact>}
        {reason !== null && <Fact name={state === 'dropped' ? 'Reason' : 'Noted'}>{reason}</Fact>}
        {said !== undefined && <Fact name="At the check-in">{said}</Fact>}
      </dl>
      {presses.length > 0 && (
        <ul class="pm-lines">
          {presses.map((press, at) => (
            <li>
              <Press one={press} match={match} about={what ?? undefined} hidden={hiddenAgain(hidden)} quiet={at > 0} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
