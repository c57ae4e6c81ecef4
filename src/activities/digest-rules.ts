import { addOffset, dayAt, nextMorning, workingMorning } from '../calendar/index.ts';
import type { WorkCalendar } from '../calendar/index.ts';
import type { DigestJudgement, DigestStanding, DigestVerdict, WaitingAsk } from './hand-over-ports.ts';
import { isQuiet } from './quiet-hours.ts';

/** What a program decides about digests, and the days on which it works. */
export interface DigestRules {
  readonly work: WorkCalendar;
  /** At most so many digests to one person in any seven days. */
  readonly perWeek: number;
}

/** The most asks of one person about one item, and the least number of working days between two (requirements.md B3). */
const MOST_ASKS = 3;
const GAP = '+3wd';

/**
 * What becomes of each reminder that waits for one person (requirements.md B2.6, B2.7, B2.12, B3; decision 0023): it leaves now, waits
 * until a later morning of hers, or is withdrawn. Pure, and the same for the same standing. All that leaves is one mail.
 */
export function judgeDigest(standing: DigestStanding, rules: DigestRules): DigestJudgement {
  const { at, zone } = standing;
  const opens = opensAt(standing, rules);
  const waiting = onePerItem(standing.asks);
  const verdict = (ask: WaitingAsk): DigestVerdict => {
    if (!waiting.has(ask)) return { withdraw: 'another reminder in the same mail says the same' };
    return opens > at ? { until: opens } : afterEarlierAsks(ask, at, zone, rules);
  };
  return { on: dayAt(at, zone), verdicts: new Map(standing.asks.map((ask) => [ask.id, verdict(ask)])) };
}

/** When a digest may leave: now, or at nine of the first working day on which one more is not too many. */
function opensAt({ at, zone, sentOn }: DigestStanding, { work, perWeek }: DigestRules): number {
  const mayHaveOne = (instant: number): boolean => {
    const day = dayAt(instant, zone);
    const week = sentOn.filter((sent) => sent > addOffset(day, '-7d', work) && sent <= day);
    return !sentOn.includes(day) && week.length < perWeek;
  };
  if (isOpen(at, zone, work) && mayHaveOne(at)) return at;
  for (let next = nextMorning(at + 1, zone, work); ; next = nextMorning(next + 1, zone, work))
    if (mayHaveOne(next)) return next;
}

/** From nine of a working day of hers until the evening. */
function isOpen(at: number, zone: string, work: WorkCalendar): boolean {
  const today = dayAt(at, zone);
  return work.isWorkingDay(today) && at >= workingMorning(today, zone, work) && !isQuiet(at, zone);
}

/**
 * What was asked before about the same item counts, whatever was moved, snoozed or opened again since. What was handed on to her is
 * a question to a human, not one more ask; her own notice that it is handed on comes after the asks.
 */
function afterEarlierAsks(ask: WaitingAsk, at: number, zone: string, { work }: DigestRules): DigestVerdict {
  const { askedOn, handedOn, isNotice } = ask;
  const last = askedOn.at(-1);
  if (handedOn || last === undefined) return 'leaves';
  if (!isNotice && askedOn.length >= MOST_ASKS) return { withdraw: 'she was asked about it three times before' };
  const again = addOffset(last, GAP, work);
  return dayAt(at, zone) >= again ? 'leaves' : { until: workingMorning(again, zone, work) };
}

/** Of several reminders about one item the newest; of two in two roles the one that hands it over. */
function onePerItem(asks: readonly WaitingAsk[]): ReadonlySet<WaitingAsk> {
  const kept = new Map<string, WaitingAsk>();
  for (const ask of asks) {
    const before = kept.get(`${ask.match} ${ask.item}`);
    if (before === undefined || !before.handedOn || ask.handedOn) kept.set(`${ask.match} ${ask.item}`, ask);
  }
  return new Set(kept.values());
}
