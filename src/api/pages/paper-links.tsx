import type { Match } from '../../contracts/api.ts';
import { methods } from '../../machines/index.ts';

type Of = Pick<Match, 'id' | 'method'>;

/** A method whose packets are mailed has one to print. */
export const hasPacket = ({ method }: Pick<Match, 'method'>): boolean =>
  methods.get(method)?.catalogue['PACKETS_MAILED'] !== undefined;

const PACKET = [
  ['packet.pdf', 'The packet, to print'],
  ['packet.pdf?language=es', 'The packet in Spanish, to print'],
] as const;
const PAPER = [
  ['labels.pdf', 'Address labels, everybody'],
  ['labels.pdf?channel=post', 'Address labels, only those who get letters by post'],
  ['phone-list.pdf', 'Whom to call, to print'],
  ['letters.pdf?channel=post', 'Letters to post, to print'],
  ['letters.pdf?channel=phone', 'Letters to read out, to print'],
  ['calendar.ics', 'The dates, as a calendar file'],
] as const;

/** What a match has to print and to save. */
export function PaperList({ match }: { match: Of }) {
  return (
    <ul class="pm-lines">
      {[...(hasPacket(match) ? PACKET : []), ...PAPER].map(([file, words]) => (
        <li>
          <a href={`/matches/${match.id}/${file}`}>{words}</a>
        </li>
      ))}
    </ul>
  );
}

/** The same on a page about something else. */
export function PaperLinks({ match }: { match: Of }) {
  return (
    <section aria-labelledby="paper">
      <h2 id="paper">To print and to save</h2>
      <PaperList match={match} />
    </section>
  );
}
