import type { Match } from '../../contracts/api.ts';
import { instantWords } from './words.ts';

/**
 * Where script runs, the page follows its match: told that it has changed, it asks for itself again and changes only what is
 * other. What the reader has opened or is at stays as it is. Without script the line says how old the page is.
 */
export function Live({ match, here }: { match: Match; here: string }) {
  return (
    <>
      <p class="pm-quiet pm-as-of" role="status">
        As it was {instantWords(match.now, match.timeZone)}
      </p>
      <div
        id="live"
        hx-morph-skip
        hx-get={here}
        hx-trigger="news throttle:1s"
        hx-target="#main"
        hx-select="#main"
        hx-swap="outerMorph"
        hx-sync="this:queue last"
        {...{ 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' }}
      >
        <span
          hx-swap="none"
          {...{ 'hx-sse:connect': `/matches/${match.id}/live?seq=${match.seq}`, 'hx-sse:close': 'ended' }}
        />
      </div>
    </>
  );
}
