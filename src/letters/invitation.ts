import { createHash } from 'node:crypto';
import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from 'ical-generator';
import type { ICalCalendar, ICalEventData } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { Meeting } from './meetings.ts';

/** A calendar entry on its way to one person (RFC 5546): the body of a `text/calendar` part. */
export interface Invitation {
  readonly method: 'REQUEST' | 'CANCEL';
  readonly content: string;
}

/** What an entry says. The words are for people; `about` is the match itself, or one of its parts. */
export interface Entry {
  readonly match: string;
  readonly about: string;
  readonly meeting: Meeting;
  readonly zone: string;
  readonly summary: string;
  readonly description?: string;
  /** A place, or the link to it. */
  readonly location?: string;
  readonly isTentative?: boolean;
}

export interface Mailbox {
  readonly name: string;
  readonly email: string;
}

/** How long a call is put down for: the record knows when it begins, not how long people will talk. */
const MINUTES = 60;
const PRODUCT = '//Peermatch//Peermatch//EN';

/**
 * The entry that comes with a letter, to the one person who reads it: nobody learns from it who else is asked. Made of its
 * arguments only, `at` being the letter's own instant, so that the same letter carries the same bytes.
 */
export function invitation(
  entry: Entry,
  { at, organizer, attendee, cancels }: { at: number; organizer: Mailbox; attendee: Mailbox; cancels: boolean },
): Invitation {
  const method = cancels ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const calendar = emptyCalendar(method);
  calendar.createEvent({
    ...eventOf(entry, at),
    status: cancels ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: mailbox(organizer),
    attendees: [{ ...mailbox(attendee), status: ICalAttendeeStatus.NEEDSACTION, rsvp: !cancels }],
  });
  return { method, content: calendar.toString() };
}

/** Several entries to look at, without anybody's name: what staff subscribe to. */
export function calendarOf(entries: readonly Entry[], at: number): string {
  const calendar = emptyCalendar(ICalCalendarMethod.PUBLISH);
  for (const entry of entries) {
    calendar.createEvent({ ...eventOf(entry, at), status: statusOf(entry) });
  }
  return calendar.toString();
}

function statusOf({ meeting, isTentative }: Entry): ICalEventStatus {
  if (meeting.isCancelled) return ICalEventStatus.CANCELLED;
  return isTentative ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

// Without a zone of its own: the calendar's zone would take the Z from DTSTAMP, which must be in UTC.
const emptyCalendar = (method: ICalCalendarMethod): ICalCalendar =>
  ical({ method, prodId: PRODUCT, timezone: { name: null, generator: (zone) => zoneBlock(zone)?.block ?? null } });

/** Known to calendars for ever, and says nothing of anybody: what people call a part may hold a name. */
const uidOf = ({ match, about }: Entry): string =>
  `${createHash('sha256').update(`${match}\n${about}`).digest('hex').slice(0, 40)}@peermatch`;

function eventOf(entry: Entry, at: number): ICalEventData {
  const { meeting, summary, description, location } = entry;
  return {
    id: uidOf(entry),
    sequence: meeting.sequence,
    stamp: new Date(at),
    ...span(meeting, entry.zone),
    summary: oneLine(summary),
    // A reader may take a line separator for the end of a line; the library leaves it.
    ...(description === undefined ? {} : { description: description.replace(/[\p{Zl}\p{Zp}]/gu, ' ') }),
    ...(location === undefined ? {} : { location: oneLine(location) }),
    busystatus: ICalEventBusyStatus.BUSY,
  };
}

function span({ startsOn, endsOn, time }: Meeting, zone: string): Pick<ICalEventData, 'start' | 'end'> {
  const day = Temporal.PlainDate.from(startsOn);
  if (time === undefined || endsOn !== undefined) {
    const last = endsOn === undefined ? day : Temporal.PlainDate.from(endsOn);
    return { start: day, end: last.add({ days: 1 }), allDay: true } as Pick<ICalEventData, 'start' | 'end'>;
  }
  const known = zoneBlock(zone);
  const start = day.toZonedDateTime({ timeZone: zone, plainTime: time });
  const end = start.add({ minutes: MINUTES });
  // A zone that the library does not describe is written in UTC, which every calendar understands.
  return known === undefined
    ? { start: start.toInstant(), end: end.toInstant() }
    : ({ start: start.toPlainDateTime(), end: end.toPlainDateTime(), timezone: known.id } as ReturnType<typeof span>);
}

/** The whole definition of a zone, under the name that it uses itself: `US/Eastern` is defined as `America/New_York`. */
function zoneBlock(zone: string): { id: string; block: string } | undefined {
  const known = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  for (const name of [zone, known]) {
    const [block, id = ''] = tzlib_get_ical_block(name);
    if (block?.startsWith('BEGIN:VTIMEZONE')) return { id: id.replace(/^TZID=/, ''), block };
  }
  return undefined;
}

/** A name stands between quotation marks, where nothing can be escaped (RFC 5545, 3.2). */
const mailbox = ({ name, email }: Mailbox): Mailbox => ({
  name: oneLine(name).replace(/["\\]/g, "'") || email,
  email,
});

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Whether an address can stand in an entry; a broken one would break the lines around it. */
export const isMailbox = (email: string | null | undefined): email is string =>
  typeof email === 'string' && /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u.test(email);
