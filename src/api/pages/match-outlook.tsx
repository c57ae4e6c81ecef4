import type { ForecastEntry } from '../../contracts/api.ts';
import type { MatchPageView } from './match-page-view.ts';
import { ASK_WORDS, audienceWords, instantWords, LETTER_WORDS, plural } from './words.ts';

/** Drafts that wait, and what was sent. */
export function Letters({ match, letters, nameOf, letterTitle }: MatchPageView) {
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">Letters</h2>
      {letters.length === 0 && <p>No letters yet.</p>}
      <ul class="pm-lines">
        {letters.map((letter) => (
          <li>
            <a href={`/matches/${match.id}/letters/${letter.id}`}>{letter.subject}</a>
            <p class="pm-quiet">
              {letterTitle(letter.kind)} to {nameOf(letter.person) ?? 'a person'} · {LETTER_WORDS[letter.state]}
              {letter.names_old_date && ' · names an old date'}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const MOST = 8;

/** What time alone will bring. */
export function Forecast({ match, forecast, nameOf, letterTitle, eventTitle }: MatchPageView) {
  const title = (task: string | null) =>
    match.tasks.find(({ id }) => id === task)?.title ?? match.steps.find(({ id }) => id === task)?.title;
  const what = ({ what: kind, kind: name }: ForecastEntry) =>
    kind === 'letter'
      ? `Letter: ${letterTitle(name)}`
      : kind === 'ask'
        ? (ASK_WORDS[name] ?? 'Reminder')
        : eventTitle(name);
  const line = (entry: ForecastEntry) => (
    <li>
      {what(entry)}
      {title(entry.task) !== undefined && `: ${title(entry.task)}`}
      <p class="pm-quiet">
        {instantWords(entry.at, match.timeZone)}
        {entry.to !== null && ` · to ${nameOf(entry.to) ?? audienceWords(entry.to)}`}
      </p>
    </li>
  );
  return (
    <section aria-labelledby="forecast">
      <h2 id="forecast">What comes next, if nobody does anything</h2>
      {forecast.length === 0 && <p>Nothing is planned.</p>}
      <ul class="pm-lines">{forecast.slice(0, MOST).map(line)}</ul>
      {forecast.length > MOST && (
        <details class="pm-more">
          <summary>{plural(forecast.length - MOST, 'more thing')} later</summary>
          <ul class="pm-lines">{forecast.slice(MOST).map(line)}</ul>
        </details>
      )}
    </section>
  );
}
