import { Temporal } from 'temporal-polyfill';
import type { PartId } from '../machines/kernel/types.ts';
import { invitation, isMailbox } from './invitation.ts';
import type { Invitation } from './invitation.ts';
import { namesOf } from './languages.ts';
import type { LetterKind } from './kind.ts';
import { meetingOfMatch, meetingOfPart } from './meetings.ts';
import type { DateLine, Meeting } from './meetings.ts';

/** The dates that a letter hangs on, as the record has them (requirements.md B2.10). */
export interface LetterDates {
  readonly part: PartId | null;
  readonly zone: string;
  readonly matchStart: string | null;
  readonly matchEnd: string | null;
  readonly dateVersion: number;
  /** The lines that changed a date, and the one up to which they hold for this letter. */
  readonly lines: readonly DateLine[];
  /** Where the match takes place, or the link to it; null while nobody has said. */
  readonly place: string | null;
  readonly upTo: number;
  /** An earlier letter about the same date went to the same person: only then is there an entry to take back. */
  readonly told: boolean;
}

/** What a calendar entry is made from: a letter on its way, or one that is looked at before it leaves. */
export interface DatedLetter {
  readonly match: { readonly id: string; readonly title: string };
  readonly subject: string;
  readonly date: Date;
  readonly to: { readonly name: string; readonly email: string; readonly roles: readonly string[] };
  readonly facilitator: { readonly name: string; readonly email: string | null } | null;
  readonly dates: LetterDates | null;
}

/** What a letter does with an entry: about what, when, and whether it takes it out again. */
export interface LetterEntry {
  /** The match itself, its check-in, or one of its parts. */
  readonly about: string;
  readonly meeting: Meeting;
  readonly cancels: boolean;
}

/** The entry that a letter of this kind is about; undefined when there is no day yet, or nothing to take back. */
export function letterEntry(
  dates: LetterDates,
  roles: readonly string[],
  kind: LetterKind | undefined,
): LetterEntry | undefined {
  const use = kind?.calendar;
  if (use === undefined) return undefined;
  const cancels = use === 'matchCancelled' || use === 'partCancelled';
  const isOfPart = use === 'part' || use === 'partCancelled';
  const isCheckIn = use === 'checkIn';
  // The check-in asks those who lead at home; for everybody else it is no date (requirements.md A2.6 (6)).
  if (isCheckIn && !roles.includes('lead')) return undefined;
  const meeting = isOfPart ? ofPart(dates) : isCheckIn ? ofCheckIn(dates, kind?.checkInAfter ?? 0) : ofMatch(dates);
  if (meeting === undefined || (cancels && !dates.told)) return undefined;
  return { about: isOfPart ? String(dates.part) : isCheckIn ? 'checkIn' : 'match', meeting, cancels };
}

/**
 * The calendar entry that comes with a letter of this kind; undefined when it has none, or nobody whom an answer would reach. The
 * letter says the date in words all the same (requirements.md B2.10).
 */
export function letterInvitation(letter: DatedLetter, kind: LetterKind | undefined): Invitation | undefined {
  const { dates, facilitator, to, match } = letter;
  if (kind === undefined || dates === null || facilitator === null || !isMailbox(facilitator.email)) return undefined;
  const entry = letterEntry(dates, to.roles, kind);
  if (entry === undefined) return undefined;
  const { about, meeting, cancels } = entry;
  const { calendar } = namesOf(kind);
  const place = about === 'match' ? dates.place : null;
  return invitation(
    {
      match: match.id,
      about,
      meeting,
      zone: dates.zone,
      summary:
        about === 'match'
          ? match.title
          : `${calendar[about === 'checkIn' ? about : chartOf(dates)] ?? calendar['session']}: ${match.title}`,
      description: letter.subject,
      ...(place === null ? {} : { location: place }),
    },
    {
      at: letter.date.getTime(),
      organizer: { name: facilitator.name, email: facilitator.email },
      attendee: { name: to.name, email: to.email },
      cancels,
    },
  );
}

const chartOf = ({ part }: LetterDates): string => part?.split('/')[0] ?? '';

const ofPart = ({ part, lines, upTo }: LetterDates): Meeting | undefined =>
  part === null ? undefined : meetingOfPart(lines, part, upTo);

function ofMatch({ matchStart, matchEnd, dateVersion, lines, upTo }: LetterDates): Meeting | undefined {
  return matchStart === null
    ? undefined
    : meetingOfMatch({ startsOn: matchStart, endsOn: matchEnd, dateVersion }, lines, upTo);
}

const SATURDAY = 6;

/** So many months after the last day; what falls on a weekend is on the Monday after it. */
function ofCheckIn({ matchEnd, dateVersion }: LetterDates, months: number): Meeting | undefined {
  if (matchEnd === null) return undefined;
  const day = Temporal.PlainDate.from(matchEnd).add({ months });
  const startsOn = day.add({ days: day.dayOfWeek < SATURDAY ? 0 : 8 - day.dayOfWeek }).toString();
  return { startsOn, sequence: dateVersion, isCancelled: false };
}
