import type { ComponentChildren } from 'preact';
import type { Match } from '../../../contracts/api.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { Live } from '../live.tsx';
import type { Place } from './places.ts';

export interface SubPageProps {
  readonly reader: Reader;
  readonly match: Match;
  readonly places: readonly Place[];
  /** The path of this one among them. */
  readonly at: string;
  /** Its address, to be asked for again. */
  readonly here: string;
  readonly children: ComponentChildren;
}

/** A page about one side of a match: back to the match, and to the other sides. */
export function SubPage({ reader, match, places, at, here, children }: SubPageProps) {
  const words = places.find(({ path }) => path === at)?.words ?? match.title;
  return (
    <Page reader={reader} title={`${words}, ${match.title}`} here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>{words}</h1>
      <Live match={match} here={here} />
      {children}
      <nav aria-label="Pages of this match" class="pm-places-nav">
        <ul>
          {places.map(({ path, words: name }) => (
            <li>
              <a href={`/matches/${match.id}/${path}`} aria-current={path === at ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </Page>
  );
}

/** The same as a list with what is there, on the page of the match. */
export function Places({ match, places }: { match: Pick<Match, 'id'>; places: readonly Place[] }) {
  return (
    <section aria-labelledby="places">
      <h2 id="places">More about this match</h2>
      <ul class="pm-places">
        {places.map(({ path, words, hint }) => (
          <li>
            <a href={`/matches/${match.id}/${path}`}>{words}</a>
            <span class="pm-quiet">{hint}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
