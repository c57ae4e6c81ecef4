import { invitation, isMailbox, meetingOfMatch, meetingOfPart } from '../letters/index.ts';
import type { Invitation, LetterKind, Meeting } from '../letters/index.ts';
import type { LetterDates, TakenLetter } from './ports.ts';

/**
 * The calendar entry that comes with a letter of this kind; undefined when there is no day yet, nobody whom an answer would reach,
 * or nothing to take back. The letter says the date in words all the same (requirements.md B2.10).
 */
export function letterInvitation(letter: TakenLetter, kind: LetterKind | undefined): Invitation | undefined {
  const { dates, facilitator, to, match } = letter;
  const use = kind?.calendar;
  if (use === undefined || dates === null || facilitator === null || !isMailbox(facilitator.email)) return undefined;
  const cancels = use === 'matchCancelled' || use === 'partCancelled';
  const isOfPart = use === 'part' || use === 'partCancelled';
  const meeting = isOfPart ? ofPart(dates) : ofMatch(dates);
  if (meeting === undefined || (cancels && !dates.told)) return undefined;
  return invitation(
    {
      match: match.id,
      about: isOfPart ? String(dates.part) : 'match',
      meeting,
      zone: dates.zone,
      summary: isOfPart ? `${PARTS[chartOf(dates)] ?? 'Meeting'}: ${match.title}` : match.title,
      description: letter.subject,
      ...(isOfPart || dates.place === null ? {} : { location: dates.place }),
    },
    {
      at: letter.date.getTime(),
      organizer: { name: facilitator.name, email: facilitator.email },
      attendee: { name: to.name, email: to.email },
      cancels,
    },
  );
}

const PARTS: Readonly<Record<string, string>> = { call: 'Call', session: 'Meeting' };
const chartOf = ({ part }: LetterDates): string => part?.split('/')[0] ?? '';

const ofPart = ({ part, lines, upTo }: LetterDates): Meeting | undefined =>
  part === null ? undefined : meetingOfPart(lines, part, upTo);

function ofMatch({ matchStart, matchEnd, dateVersion, lines, upTo }: LetterDates): Meeting | undefined {
  return matchStart === null
    ? undefined
    : meetingOfMatch({ startsOn: matchStart, endsOn: matchEnd, dateVersion }, lines, upTo);
}
