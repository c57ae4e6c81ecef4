import type { LeadTime } from '../../../contracts/api-dates.ts';
import { methods } from '../../../machines/index.ts';
import { verdictOf } from '../../lead-time.ts';
import { daysBetween, plural } from '../words.ts';

const WEEK = 7;
const VERDICTS: Readonly<Record<LeadTime['verdict'], string>> = {
  unknown: '',
  past: 'The match would begin before the facilitator does.',
  broken: 'It is short: the usual order of things breaks, and a shorter plan is needed.',
  overlapping: 'It can be done, and things will overlap.',
  ideal: 'That is ideal.',
  idle: 'That leaves an idle stretch: plan a word in between, so that nobody forgets.',
};

/** What the days mean, by what the method wants (requirements.md R4); undefined while they are not known. */
export function leadWords({ method, assignedOn, matchStart }: Readonly<Record<string, unknown>>): string | undefined {
  const wanted = methods.get(String(method))?.leadTime;
  if (wanted === undefined || typeof assignedOn !== 'string' || typeof matchStart !== 'string') return undefined;
  const days = daysBetween(assignedOn, matchStart);
  const verdict = verdictOf(wanted, days);
  if (verdict === 'unknown' || verdict === 'past') return VERDICTS[verdict];
  const rest = days % WEEK === 0 ? '' : ` and ${plural(days % WEEK, 'day')}`;
  const time = `${plural(Math.floor(days / WEEK), 'week')}${rest}`;
  const ideal = `${wanted.least / WEEK} to ${wanted.most / WEEK} weeks are ideal`;
  return `There are ${time} from the start to the match; ${ideal}. ${VERDICTS[verdict]}`;
}
