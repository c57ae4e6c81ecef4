import type { LetterHead } from '../../db/letter-overview.ts';
import { kindAddress } from './act/letter-deeds.ts';
import { ComingDays } from './forecast/forecast.tsx';
import type { LetterGroup } from './letter-groups.ts';
import type { MatchPageView } from './match-page-view.ts';
import { instantDay, isRunning, LETTER_WORDS, plural } from './words.ts';

const MOST = 12;

/** The next letters, reminders and questions, by day; all of them have a page of their own. */
export function ComingUp(view: MatchPageView) {
  const { match, coming } = view;
  if (!isRunning(match)) return null;
  return (
    <section aria-labelledby="coming">
      <h2 id="coming">What comes next</h2>
      {coming.length === 0 ? (
        <p>Nothing is planned.</p>
      ) : (
        <p class="pm-quiet">
          By itself, if nobody does anything. Who is done is not reminded.{' '}
          <a href={`/matches/${match.id}/forecast`}>All of it, to print or to save</a>
        </p>
      )}
      <ComingDays match={match} lines={coming.slice(0, MOST)} />
    </section>
  );
}

/** Letters that wait for somebody: to be released, or to be asked about. */
export function Drafts(view: MatchPageView) {
  const { match, stuck, nameOf, letterTitle } = view;
  // After the end only what takes the place of an older letter can still leave.
  const drafts = isRunning(match)
    ? view.drafts
    : view.drafts.filter(({ letters }) => letters.every(({ again_of: again }) => again !== null));
  if (drafts.length === 0 && stuck.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">Letters that wait</h2>
      <ul class="pm-lines">
        {stuck.map((letter) => (
          <li>
            <a href={`/matches/${match.id}/letters/${letter.id}`}>{letterTitle(letter.kind)}</a> to{' '}
            {nameOf(letter.person) ?? 'somebody who has left'}
            <p class="pm-quiet">{LETTER_WORDS[letter.state]}</p>
          </li>
        ))}
        {drafts.map((group) => (
          <DraftLine view={view} group={group} />
        ))}
      </ul>
    </section>
  );
}

function DraftLine({ view, group }: { view: MatchPageView; group: LetterGroup }) {
  const { match, letterTitle, releaserOf } = view;
  const first = group.letters[0];
  const old = group.letters.some(({ names_old_date: names }) => names);
  return (
    <li>
      {letterTitle(group.kind)}, to <Recipients view={view} letters={group.letters} />
      <p class="pm-quiet">
        {first && `${releaserOf(first)} releases ${group.letters.length === 1 ? 'it' : 'them'} · `}
        written {instantDay(group.at, match)}
        {old && ' · names an old date'}
        {' · '}
        <a href={kindAddress(match.id, group.kind)}>{group.letters.length === 1 ? 'look at it' : 'look at them all'}</a>
      </p>
    </li>
  );
}

const CARRIED = { post: ' (by post)', phone: ' (by telephone)', mail: '', captured: '' } as const;
const SHOWN = 12;

/** Everybody who gets a letter, each name a link to the own copy. */
export function Recipients({ view, letters }: { view: MatchPageView; letters: readonly LetterHead[] }) {
  const shown = letters.slice(0, SHOWN);
  const more = letters.length - shown.length;
  return (
    <>
      {shown.map((letter, at) => (
        <>
          {at > 0 && (at === shown.length - 1 && more === 0 ? ' and ' : ', ')}
          <a href={`/matches/${view.match.id}/letters/${letter.id}`}>{view.nameOf(letter.person) ?? 'a person'}</a>
          {CARRIED[letter.channel]}
        </>
      ))}
      {more > 0 && (
        <>
          {' '}
          and <a href={`/matches/${view.match.id}/letters`}>{plural(more, 'other')}</a>
        </>
      )}
    </>
  );
}
