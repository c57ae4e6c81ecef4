import { CALLED_OFF, MATCH_OFF, MOVES, ON_AGAIN, PLACES, PLANS } from '../contracts/date-events.ts';

/** What the record says about dates, line by line: the facts of an accepted event. */
export interface DateLine {
  readonly seq: number;
  readonly type: string;
  readonly part: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** When something takes place, on the clock of its own zone. Without a time it takes whole days. */
export interface Meeting {
  readonly startsOn: string;
  readonly endsOn?: string;
  readonly time?: string;
  /** Rises with every change, so that the newest entry counts in a calendar (RFC 5545, SEQUENCE). */
  readonly sequence: number;
  readonly isCancelled: boolean;
}

/** A call or a session as it stood at a place of the record; undefined while no day is known. What a move does not say stays. */
export function meetingOfPart(lines: readonly DateLine[], part: string, upTo = Infinity): Meeting | undefined {
  const own = lines.filter((line) => line.seq <= upTo && partOf(line) === part);
  let when: When = {};
  let isCancelled = false;
  for (const { type, facts } of own) {
    if (CALLED_OFF.includes(type)) isCancelled = true;
    if (ON_AGAIN.includes(type)) isCancelled = false;
    if (type in PLANS || MOVES.includes(type)) when = merged(when, said(facts));
  }
  const { startsOn } = when;
  return startsOn === undefined ? undefined : { ...when, startsOn, sequence: own.length - 1, isCancelled };
}

/** The parts that were ever planned, in their order. */
export const plannedParts = (lines: readonly DateLine[]): string[] =>
  lines.flatMap((line) => (line.type in PLANS ? [partOf(line)] : [])).filter((part) => part !== null);

/** The match itself; its date version rises with each move, and a cancellation, its undoing, or another place, raises it once more. */
export function meetingOfMatch(
  match: { readonly startsOn: string; readonly endsOn: string | null; readonly dateVersion: number },
  lines: readonly DateLine[],
  upTo = Infinity,
): Meeting {
  const turns = lines.filter(({ seq, type }) => seq <= upTo && (MATCH_OFF.includes(type) || PLACES.includes(type)));
  const last = turns.findLast(({ type }) => MATCH_OFF.includes(type))?.type;
  return {
    startsOn: match.startsOn,
    ...(match.endsOn === null || match.endsOn === match.startsOn ? {} : { endsOn: match.endsOn }),
    sequence: match.dateVersion + turns.length,
    isCancelled: last !== undefined && last !== 'CANCELLATION_UNDONE',
  };
}

function partOf({ type, part, facts }: DateLine): string | null {
  const chart = PLANS[type];
  return chart === undefined ? part : `${chart}/${String(facts[chart])}`;
}

type When = Partial<Pick<Meeting, 'startsOn' | 'endsOn' | 'time'>>;

/** What is not said stays; but a new first day brings its own last day, or none. */
function merged({ endsOn, ...before }: When, news: When): When {
  return { ...before, ...(news.startsOn !== undefined || endsOn === undefined ? {} : { endsOn }), ...news };
}

function said(facts: DateLine['facts']): When {
  const { time, endsOn } = facts;
  const startsOn = facts['on'] ?? facts['startsOn'];
  return {
    ...(typeof startsOn === 'string' ? { startsOn } : {}),
    ...(typeof endsOn === 'string' && endsOn !== startsOn ? { endsOn } : {}),
    ...(typeof time === 'string' ? { time } : {}),
  };
}
