import { inLanguage, renderLetter } from '../letters/index.ts';
import type { LetterData, ListedAsk } from '../letters/index.ts';
import { contact, isStaff } from './letter-data.ts';
import type { ActivityPorts } from './ports.ts';
import type { TakenLetter, WaitingLetter } from './hand-over-ports.ts';

/** The plain reminder. Those that wait for one person leave in one mail a day, which is of the kind `digest`. */
export const REMINDER = 'r';
const DIGEST = 'digest';

/** What waits is handed over letter by letter; but reminders go with all others to the same person, whatever match they are of. */
export const isForDigest = ({ kind, edited }: WaitingLetter): boolean => kind === REMINDER && !edited;

type Ports = Pick<ActivityPorts, 'letters' | 'link' | 'program'>;

/**
 * The envelope of several reminders to one person, by match and with what she is in each (requirements.md X25). All that it says comes
 * from the letters that it carries, so the same letters make the same mail.
 */
export function envelopeOf(ports: Ports, letters: readonly TakenLetter[]) {
  const groups = byMatch(letters);
  const [first] = groups[0] ?? [];
  if (first === undefined) throw new Error('no letter to carry');
  const kind = ports.letters(first.match.method).get(DIGEST);
  if (kind === undefined) throw new Error(`the method ${first.match.method} has no letter ${DIGEST}`);
  return {
    ...first,
    ...renderLetter(inLanguage(kind, first.to.language), digestData(ports, first, groups)),
    kind: DIGEST,
    sendKey: [DIGEST, ...letters.map(({ sendKey }) => sendKey).sort()].join(' '),
    date: new Date(Math.max(...letters.map(({ date }) => date.getTime()))),
  } satisfies TakenLetter;
}

/** The match with the most pressing ask first, and in each the most pressing first. */
function byMatch(letters: readonly TakenLetter[]): TakenLetter[][] {
  const groups = new Map<string, TakenLetter[]>();
  for (const letter of [...letters].sort(byUrgency))
    groups.set(letter.match.id, [...(groups.get(letter.match.id) ?? []), letter]);
  return [...groups.values()];
}

function digestData(ports: Ports, first: TakenLetter, groups: readonly TakenLetter[][]): LetterData {
  const { to, facilitator, help } = first;
  const several = groups.length > 1;
  const asks = groups.flatMap((group) => group.map((letter, n) => asAsk(ports, letter, several && n === 0)));
  const page = several ? undefined : pageFor(ports, first);
  const titles = new Set(groups.flatMap(([one]) => (one === undefined ? [] : [one.match.title])));
  return {
    program: { name: ports.program },
    match: { title: [...titles].join(', ') },
    to: { name: to.name, firstName: to.name.split(' ')[0] ?? to.name },
    from: { name: ports.program },
    ...(facilitator === null ? {} : { facilitator: contact(facilitator) }),
    ...(help === null ? {} : { help: contact(help) }),
    ...(page === undefined ? {} : { link: page }),
    counts: { asks: asks.length, ...(several ? { matches: groups.length } : {}) },
    asks,
  };
}

/** @param opens it is the first of its match, in a mail about several */
function asAsk(ports: Ports, letter: TakenLetter, opens: boolean): ListedAsk {
  const { match, to, help } = letter;
  const link = letter.ownLink ?? pageFor(ports, letter);
  return {
    ...listed(letter),
    ...(link === undefined ? {} : { link }),
    ...(opens ? { match: match.title, roles: to.roles } : {}),
    ...(opens && help !== null ? { help: [help.name, help.telephone ?? help.email].join(', ') } : {}),
  };
}

/** Staff get the page of the match. */
const pageFor = ({ link }: Ports, { match, to }: TakenLetter): string | undefined =>
  link({
    match: match.id,
    method: match.method,
    person: to.person,
    staff: isStaff(to),
    kind: DIGEST,
    purpose: undefined,
    task: null,
    part: null,
  });

const listed = ({ source, subject }: TakenLetter): ListedAsk => source.ask ?? { title: subject };

/** What was handed on, then what is asked for the last time, what is late, what is due, what is coming. */
function urgency({ askedBefore, rung, isLate }: ListedAsk): number {
  if (askedBefore !== undefined) return 0;
  if (rung === 'escalate') return 1;
  if (isLate === true) return 2;
  return rung === 'ahead' ? 4 : 3;
}

const words = ({ title, part = '' }: ListedAsk): string => `${title} ${part}`;
const byUrgency = (one: TakenLetter, other: TakenLetter): number =>
  urgency(listed(one)) - urgency(listed(other)) ||
  compared(words(listed(one)), words(listed(other))) ||
  compared(one.match.title, other.match.title) ||
  compared(one.sendKey, other.sendKey);
const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
