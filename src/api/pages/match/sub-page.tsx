import type { ComponentChildren } from 'preact';
import type { FastifyRequest } from 'fastify';
import type { Match } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { notFound } from '../../errors.ts';
import { chartOfMatch } from '../../match-view.ts';
import type { Routing } from '../../routes/common.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { Live } from '../live.tsx';
import { readerOf } from '../page.ts';
import { placesOf } from './places.ts';
import type { Place } from './places.ts';

/** What every page about one side of a match has. */
export interface SubPageBase {
  readonly reader: Reader;
  readonly match: Match;
  readonly places: readonly Place[];
  /** Its address, to be asked for again. Undefined: what it says follows from a press, and it stays as it is. */
  readonly here: string | undefined;
}
interface SubPageProps extends SubPageBase {
  /** The path of this one among them. */
  readonly at: string;
  /** What it is headed by, where that is not its name among the others. */
  readonly heading?: string;
  /** Something that was sent was not taken. */
  readonly isWrong?: boolean;
  readonly children: ComponentChildren;
}

export const subPageBase = (deps: Routing, request: FastifyRequest, rows: MatchRows, match: Match): SubPageBase => ({
  reader: readerOf(request, deps),
  match,
  places: placesOf(match, chartOfMatch(rows)),
  here: request.method === 'GET' ? request.url : undefined,
});

/** 404 where the method has no such page. */
export function mustBePlace({ places }: SubPageBase, path: string): void {
  if (!places.some((place) => place.path === path)) throw notFound('this method has no such page');
}

/** A page about one side of a match: back to the match, and to the other sides. */
export function SubPage({ reader, match, places, at, here, heading, isWrong = false, children }: SubPageProps) {
  const words = heading ?? places.find(({ path }) => path === at)?.words ?? match.title;
  return (
    <Page reader={reader} title={`${isWrong ? 'Error: ' : ''}${words}, ${match.title}`} here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>{words}</h1>
      {here !== undefined && <Live match={match} here={here} />}
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

/**
 * What somebody may be typing into: the page that follows its match leaves it as it is. Where nothing is asked any more, it stands there
 * empty, so that a page on which it is filled keeps it and says so.
 */
export function Typing({ id, children }: { id: string; children?: ComponentChildren }) {
  return (
    <>
      <div id={id} class="pm-typing" hx-morph-skip>
        {children}
      </div>
      {children === undefined && (
        <p class="pm-gone pm-todo" role="status">
          This is not possible any more: the match has gone on. What you typed stays here while you are on this page.
        </p>
      )}
    </>
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
