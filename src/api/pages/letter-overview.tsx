import type { Match } from '../../contracts/api.ts';
import type { LetterRow } from '../../db/api-queries.ts';
import { wayWords } from './act/letter-words.ts';
import { PaperLinks } from './paper-links.tsx';

/** A letter that did not go through, and what the mail server said of it. */
export interface Astray {
  readonly letter: LetterRow;
  readonly response: string | undefined;
}
export interface Overview {
  readonly astray: readonly Astray[];
  /** Those that were released, and that somebody carries or the mail takes. */
  readonly underway: readonly LetterRow[];
  readonly drafts: readonly LetterRow[];
  /** What each kind of letter is called, in the words of staff. */
  readonly titles: ReadonlyMap<string, string>;
}
interface OverviewProps {
  readonly match: Pick<Match, 'id' | 'method'>;
  readonly overview: Overview;
  readonly nameOf: (person: string | null) => string | undefined;
}

/** What there is to do with the letters of a match: what went wrong first, then who gets what in which way, then the paper. */
export function LetterOverview({ match, overview, nameOf }: OverviewProps) {
  return (
    <>
      <AstrayList match={match} overview={overview} nameOf={nameOf} />
      <section aria-labelledby="ways">
        <h2 id="ways">Who gets what, in which way</h2>
        {overview.underway.length + overview.drafts.length === 0 && <p>No letter waits.</p>}
        {WAYS.map((way) => (
          <Way key={way} way={way} match={match} overview={overview} nameOf={nameOf} />
        ))}
      </section>
      <PaperLinks match={match} />
    </>
  );
}

function AstrayList({ match, overview: { astray }, nameOf }: OverviewProps) {
  if (astray.length === 0) return null;
  return (
    <section aria-labelledby="astray">
      <h2 id="astray">What went wrong</h2>
      <ul class="pm-lines">
        {astray.map(({ letter, response }) => (
          <li key={letter.id}>
            <a href={`/matches/${match.id}/letters/${letter.id}`}>{letter.subject}</a>
            <p>{adviceFor(letter, nameOf(letter.person) ?? 'this person')}</p>
            {response !== undefined && <p class="pm-quiet">{`The mail server said: ${response}`}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What happened, and what to do about it. */
const adviceFor = ({ state }: LetterRow, name: string): string =>
  state === 'unknown'
    ? `Nobody knows whether it reached ${name}: the connection broke off. Ask ${name}, then say on the page of the letter that it arrived, or send it again.`
    : `It did not reach ${name}. Call, correct the address in the list of people, and send the letter again from its page: by mail, by post, or on the telephone.`;

const WAYS = ['mail', 'post', 'phone'] as const;
type Way = (typeof WAYS)[number];
const HEADINGS: Readonly<Record<Way, string>> = {
  mail: 'By mail',
  post: 'By post: to print and to put into envelopes',
  phone: 'On the telephone: to be read out or told',
};

function Way({ way, match, overview, nameOf }: OverviewProps & { readonly way: Way }) {
  const own = ({ channel }: LetterRow): boolean => channel === way;
  const [underway, drafts] = [overview.underway.filter(own), overview.drafts.filter(own)];
  if (underway.length + drafts.length === 0) return null;
  return (
    <>
      <h3>{HEADINGS[way]}</h3>
      <ul class="pm-lines">
        {byKind(underway).map(([kind, letters]) => (
          <Line
            key={kind}
            {...{ kind, letters, match, overview, nameOf }}
            about={way === 'mail' ? 'on its way' : 'released, to be carried'}
          />
        ))}
        {byKind(drafts).map(([kind, letters]) => (
          <Line key={kind} {...{ kind, letters, match, overview, nameOf }} about="a draft, not released yet" />
        ))}
      </ul>
    </>
  );
}

/** Letters of one kind are one line with the names of all their readers, whatever language each is in. */
function byKind(letters: readonly LetterRow[]): [string, LetterRow[]][] {
  const groups = new Map<string, LetterRow[]>();
  for (const letter of letters) groups.set(letter.kind, [...(groups.get(letter.kind) ?? []), letter]);
  return [...groups];
}

interface LineProps extends OverviewProps {
  readonly kind: string;
  readonly letters: readonly LetterRow[];
  readonly about: string;
}

function Line({ kind, letters, about, match, overview, nameOf }: LineProps) {
  const [first] = letters;
  const several = letters.length > 1;
  const href = several
    ? `/matches/${match.id}/letters?kind=${encodeURIComponent(kind)}`
    : `/matches/${match.id}/letters/${first?.id ?? ''}`;
  const names = letters.map(({ person }) => nameOf(person) ?? 'somebody who has left').join(', ');
  return (
    <li>
      <a href={href}>{overview.titles.get(kind) ?? first?.subject}</a>
      <p class="pm-quiet">{`${several ? `${letters.length} letters` : '1 letter'} ${wayWords(first?.channel ?? 'mail')}, ${about}: ${names}`}</p>
    </li>
  );
}
