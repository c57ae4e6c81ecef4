import type { LetterRow } from '../../../db/api-queries.ts';
import type { Channels } from '../../letter-fitness.ts';
import { SubPage } from '../match/sub-page.tsx';
import type { SubPageBase } from '../match/sub-page.tsx';
import { PaperLinks } from '../paper-links.tsx';
import { instantWords, letterWords, plural } from '../words.ts';
import type { KindDeed } from './kind-deeds.ts';
import { kindAddress, letterAddress } from './letter-deeds.ts';
import { leftWords, wayWords, waysWords } from './letter-words.ts';
import { hiddenAgain } from './press.ts';
import { Hidden, Mistakes } from './report.tsx';
import type { Mistake } from './report.tsx';

/** One press about several letters, with what it would do. */
export interface KindPress {
  readonly deed: KindDeed;
  readonly ids: readonly string[];
  readonly channels: Channels;
  readonly stamp: string;
}
export interface KindView extends SubPageBase {
  readonly kind: string;
  readonly title: string;
  readonly lines: readonly { readonly letter: LetterRow; readonly hindrances: readonly string[] }[];
  readonly presses: readonly KindPress[];
  readonly nameOf: (person: string | null) => string | undefined;
  readonly hidden: Readonly<Record<string, string>>;
  readonly mistakes: readonly Mistake[];
}

/** All letters of one kind: who gets it, which way, what keeps it here; and one press for all that can go. */
export function KindPage(view: KindView) {
  const { match, title, lines, presses, mistakes } = view;
  const drafts = lines.filter(({ letter: { state } }) => state === 'draft' || state === 'edited').length;
  return (
    <SubPage {...view} at="letters" heading={title} isWrong={mistakes.length > 0}>
      <p class="pm-lead">
        {plural(lines.length, 'letter')}
        {drafts > 0 &&
          `, ${drafts === lines.length ? 'all' : drafts} still here as ${drafts === 1 ? 'a draft' : 'drafts'}`}
        .
      </p>
      <Mistakes mistakes={mistakes} heading="Nothing was done" />
      {presses.map((press) => (
        <KindForm view={view} press={press} drafts={drafts} />
      ))}
      <section aria-labelledby="who">
        <h2 id="who">Who gets it</h2>
        <ul class="pm-lines">
          {lines.map((line) => (
            <Line view={view} line={line} />
          ))}
        </ul>
      </section>
      <PaperLinks match={match} />
    </SubPage>
  );
}

function KindForm({ view, press, drafts }: { view: KindView; press: KindPress; drafts: number }) {
  const { match, kind, hidden } = view;
  const { deed, ids, channels, stamp } = press;
  const ways = Object.fromEntries(Object.entries(channels).map(([way, count]) => [way, String(count)]));
  return (
    <form method="post" action={kindAddress(match.id, kind)} class="pm-form pm-form-wide">
      <Hidden values={{ ...hiddenAgain(hidden), ...ways, _do: deed, letters: ids.join(','), stamp }} />
      <p class="pm-press">
        <button class={`usa-button ${deed === 'recall' ? 'usa-button--outline' : ''}`} type="submit">
          {pressWords(press)}
        </button>
        {deed === 'release' && drafts > ids.length && (
          <span class="pm-quiet">{`${plural(drafts - ids.length, 'draft')} cannot leave yet, see below.`}</span>
        )}
        {deed === 'recall' && <span class="pm-quiet">{untilWords(view, ids)}</span>}
      </p>
    </form>
  );
}

function pressWords({ deed, ids, channels }: KindPress): string {
  const letters = plural(ids.length, 'letter');
  if (deed === 'approve') return `Approve ${letters}`;
  if (deed === 'recall') return `Take back ${letters}`;
  return `Release ${letters}: ${waysWords(channels)}`;
}

/** How long the first of them can still be taken back; what is carried waits for whoever carries it. */
function untilWords({ match, lines }: KindView, ids: readonly string[]): string {
  const leaving = lines
    .filter(({ letter: { id, channel } }) => ids.includes(id) && channel === 'mail')
    .map(({ letter }) => letter.due_at.getTime() - Date.parse(match.now))
    .filter((left) => left > 0);
  return leaving.length === 0 ? '' : `Mail leaves in ${leftWords(Math.min(...leaving))}.`;
}

function Line({ view, line }: { view: KindView; line: KindView['lines'][number] }) {
  const { match, nameOf } = view;
  const { letter, hindrances } = line;
  return (
    <li>
      <div class="pm-task-head">
        <a href={letterAddress(letter)}>{nameOf(letter.person) ?? 'somebody who has left'}</a>
        <span class="pm-quiet">{wayWords(letter.channel)}</span>
      </div>
      <p class="pm-quiet">
        {letterWords(letter)}
        {letter.sent_at !== null && ` · ${instantWords(letter.sent_at.toISOString(), match.timeZone)}`}
      </p>
      {hindrances.map((text) => (
        <p>{text}</p>
      ))}
    </li>
  );
}
