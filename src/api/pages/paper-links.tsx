import type { Match } from '../../contracts/api.ts';

const PAPER = [
  ['packet.pdf', 'The packet, to print'],
  ['packet.pdf?language=es', 'The packet in Spanish, to print'],
  ['labels.pdf', 'Address labels, everybody'],
  ['labels.pdf?channel=post', 'Address labels, only those who get letters by post'],
  ['phone-list.pdf', 'Whom to call, to print'],
  ['letters.pdf?channel=post', 'Letters to post, to print'],
  ['letters.pdf?channel=phone', 'Letters to read out, to print'],
  ['calendar.ics', 'The dates, as a calendar file'],
] as const;

/** What a match has to print and to save. */
export function PaperList({ match }: { match: Pick<Match, 'id'> }) {
  return (
    <ul class="pm-lines">
      {PAPER.map(([file, words]) => (
        <li>
          <a href={`/matches/${match.id}/${file}`}>{words}</a>
        </li>
      ))}
    </ul>
  );
}

/** The same on a page about something else. */
export function PaperLinks({ match }: { match: Pick<Match, 'id'> }) {
  return (
    <section aria-labelledby="paper">
      <h2 id="paper">To print and to save</h2>
      <PaperList match={match} />
    </section>
  );
}
