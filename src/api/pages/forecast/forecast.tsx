import type { Match } from '../../../contracts/api.ts';
import type { Coming } from '../coming.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { isRunning, listWords, someOf } from '../words.ts';

export interface ForecastView {
  readonly reader: Reader;
  readonly match: Match;
  readonly coming: readonly Coming[];
}

/** A calm list by day: what leaves by itself until the end of the match. */
export function ForecastPage({ reader, match, coming }: ForecastView) {
  return (
    <Page reader={reader} title={`What will be sent: ${match.title}`} here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>What will be sent</h1>
      <p class="pm-lead">
        {isRunning(match)
          ? 'This is what leaves and happens by itself, if nobody does anything from now on. Whoever is done is not reminded, so most of it will never be sent.'
          : 'This match has ended. Nothing more is sent by itself.'}
      </p>
      {coming.length > 0 && (
        <p>
          <a href={`/matches/${match.id}/forecast.csv`}>Save as a table (CSV)</a>
        </p>
      )}
      {isRunning(match) && coming.length === 0 && <p>Nothing is planned.</p>}
      <ComingDays match={match} lines={coming} />
    </Page>
  );
}

/** What comes, day by day. */
export function ComingDays({ match, lines }: { match: Match; lines: readonly Coming[] }) {
  const days = [...new Set(lines.map(({ day }) => day))];
  return (
    <dl class="pm-days">
      {days.map((day) => (
        <div>
          <dt>{day}</dt>
          {lines
            .filter((line) => line.day === day)
            .map(({ title, about, to, letter }) => (
              <dd>
                {letter === undefined ? title : <a href={`/matches/${match.id}/letters/${letter}`}>{title}</a>}
                {to.length > 0 && `, to ${listWords(to)}`}
                {about.length > 0 && <span class="pm-quiet pm-about">{aboutWords(about)}</span>}
              </dd>
            ))}
        </div>
      ))}
    </dl>
  );
}

export const aboutWords = (about: Coming['about']): string =>
  someOf(about.map(({ title, parts }) => (parts.length === 0 ? title : `${title} (${listWords(someOf(parts))})`))).join(
    '; ',
  );
