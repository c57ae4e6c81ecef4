import { renderLetter } from '../letters/index.ts';
import type { LetterData, ListedAsk } from '../letters/index.ts';
import { contact, isStaff } from './letter-data.ts';
import type { ActivityPorts, TakenLetter, WaitingLetter } from './ports.ts';

/** The plain reminder. Several that wait for one person leave in one mail, which is of the kind `digest`. */
export const REMINDER = 'r';
const DIGEST = 'digest';

/** What leaves in one mail, in the order of each mail's first letter. What a person has put own words into leaves by itself. */
export function mails(waiting: readonly WaitingLetter[]): string[][] {
  const found = new Map<string, string[]>();
  for (const { id, kind, person, edited } of waiting) {
    const mail = kind === REMINDER && !edited ? `to ${person}` : `letter ${id}`;
    found.set(mail, [...(found.get(mail) ?? []), id]);
  }
  return [...found.values()];
}

/**
 * The envelope of several reminders to one person. All that it says comes from the letters that it carries, so the same letters
 * make the same mail. (A digest over several matches, design.md 7, will group its list by `TakenLetter.match`.)
 */
export function envelopeOf(
  ports: Pick<ActivityPorts, 'letters' | 'link' | 'program'>,
  letters: readonly TakenLetter[],
) {
  const [first] = letters;
  if (first === undefined) throw new Error('no letter to carry');
  const kind = ports.letters(first.match.method).get(DIGEST);
  if (kind === undefined) throw new Error(`the method ${first.match.method} has no letter ${DIGEST}`);
  return {
    ...first,
    ...renderLetter(kind, digestData(ports, first, letters.map(asListed).sort(byUrgency))),
    kind: DIGEST,
    sendKey: [DIGEST, ...letters.map(({ sendKey }) => sendKey).sort()].join(' '),
    date: new Date(Math.max(...letters.map(({ date }) => date.getTime()))),
  } satisfies TakenLetter;
}

function digestData(
  { link, program }: Pick<ActivityPorts, 'link' | 'program'>,
  { match, to, facilitator }: TakenLetter,
  asks: readonly ListedAsk[],
): LetterData {
  const target = {
    match: match.id,
    method: match.method,
    person: to.person,
    staff: isStaff(to),
    kind: DIGEST,
    ...NOTHING,
  };
  const page = link(target);
  return {
    program: { name: program },
    match: { title: match.title },
    to: { name: to.name, firstName: to.name.split(' ')[0] ?? to.name },
    from: { name: program },
    ...(facilitator === null ? {} : { facilitator: contact(facilitator) }),
    ...(page === undefined ? {} : { link: page }),
    counts: { asks: asks.length },
    asks,
  };
}

const NOTHING = { purpose: undefined, task: null, part: null } as const;

const asListed = ({ source, subject }: TakenLetter): ListedAsk => source.ask ?? { title: subject };

/** What was handed on, then what is asked for the last time, what is late, what is due, what is coming. */
function urgency({ askedBefore, rung, isLate }: ListedAsk): number {
  if (askedBefore !== undefined) return 0;
  if (rung === 'escalate') return 1;
  if (isLate === true) return 2;
  return rung === 'ahead' ? 4 : 3;
}

const words = ({ title, part = '' }: ListedAsk): string => `${title} ${part}`;
const byUrgency = (one: ListedAsk, other: ListedAsk): number =>
  urgency(one) - urgency(other) || (words(one) < words(other) ? -1 : 1);
