import type { RecordChanges, RecordResult } from '../contracts/record.ts';
import { kindsApprovedBy } from './approved-kinds.ts';
import { MATCH_OFF } from '../contracts/date-events.ts';
import { isAboutPeople } from './change-people.ts';
import { changed, deriveChanges, planChanges } from './derive.ts';
import { unknownMatch } from './failures.ts';
import type { ActivityPorts } from './ports.ts';

const AGAIN: RecordResult = { again: true, planned: {}, lettersAt: null };

/**
 * The short way of `record`: one statement writes and commits, and no lock is held while it is prepared. Where anything else was written meanwhile, or earlier by a run that was lost, nothing is written, and the whole record is asked for: that takes the
 * match's row, and puts right what differs (design.md 5, replace-by-key).
 */
export async function recordChanges(ports: ActivityPorts, input: RecordChanges): Promise<RecordResult> {
  const found = await ports.records.read(input.match, input.since);
  if (found === undefined) throw unknownMatch(input.match);
  const { match, people } = found;
  const isAsKnown = match.seq === input.since && match.calendar === ports.calendar;
  const approves = input.lines.some((line) => kindsApprovedBy(ports.letters(match.method), line).length > 0);
  const isMore = input.lines.some(({ event }) => isAboutPeople(event) || MATCH_OFF.includes(event.type));
  if (!isAsKnown || approves || isMore) return AGAIN;
  const plans = planChanges(ports.plan, input, match, people);
  const derived = deriveChanges(ports, input, match, people, plans);
  const written = await ports.records.writeChanges(found, input.lines, derived);
  if (written === undefined) return AGAIN;
  const lettersAt = input.changes.view.status === 'onHold' ? null : (written.nextLetter?.getTime() ?? null);
  return { planned: changed(plans, input.changes.planned), lettersAt };
}
