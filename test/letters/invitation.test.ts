import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { calendarOf, invitation } from '../../src/letters/index.ts';
import type { Entry } from '../../src/letters/index.ts';

const call: Entry = {
  match: 'm1',
  about: 'call/first',
  zone: 'America/New_York',
  summary: 'Call: Bridges',
  meeting: { startsOn: '2027-03-12', time: '09:30', sequence: 0, isCancelled: false },
};
const match: Entry = {
  ...call,
  about: 'match',
  summary: 'Bridges',
  meeting: { startsOn: '2027-03-13', endsOn: '2027-03-14', sequence: 1, isCancelled: false },
};
const AT = Date.parse('2027-03-01T09:00:00Z');
const fran = { name: 'Fran Sample', email: 'fran@example.org' };
const sam = { name: 'Sam Sample', email: 'sam@example.org' };
const write = (entry: Entry, change: Partial<Parameters<typeof invitation>[1]> = {}) =>
  invitation(entry, { at: AT, organizer: fran, attendee: sam, cancels: false, ...change });

/** What a parser that knows nothing of ours reads. */
function read(content: string) {
  const calendar = ICAL.Component.fromString(content);
  const zones = calendar.getAllSubcomponents('vtimezone');
  for (const zone of zones) ICAL.TimezoneService.register(zone);
  const component = calendar.getFirstSubcomponent('vevent');
  if (component === null) throw new Error('there is no event');
  const event = new ICAL.Event(component);
  return {
    method: calendar.getFirstPropertyValue('method'),
    events: calendar.getAllSubcomponents('vevent').length,
    zones: zones.map((zone) => zone.getFirstPropertyValue('tzid')),
    uid: event.uid,
    sequence: event.sequence,
    stamp: component.getFirstPropertyValue('dtstamp')?.toString(),
    start: event.startDate.toString(),
    startsAt: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toString(),
    endsAt: event.endDate.toJSDate().toISOString(),
    isDate: event.startDate.isDate,
    status: component.getFirstPropertyValue('status'),
    summary: event.summary,
    organizer: event.organizer,
    organizerName: component.getFirstProperty('organizer')?.getFirstParameter('cn'),
    attendees: event.attendees.map((one) => [String(one.getFirstValue()), one.getFirstParameter('cn')]),
    names: component.getAllProperties().map(({ name }) => name),
  };
}

describe('an invitation', () => {
  test('asks the one reader, in the name of the facilitator, on the clock of the match', () => {
    const { method, content } = write(call);

    expect(method).toBe('REQUEST');
    expect(read(content)).toMatchObject({
      method: 'REQUEST',
      zones: ['America/New_York'],
      stamp: '2027-03-01T09:00:00Z',
      start: '2027-03-12T09:30:00',
      startsAt: '2027-03-12T14:30:00.000Z',
      endsAt: '2027-03-12T15:30:00.000Z',
      status: 'CONFIRMED',
      summary: 'Call: Bridges',
      organizer: 'mailto:fran@example.org',
      attendees: [['MAILTO:sam@example.org', 'Sam Sample']],
    });
  });

  test('the definition of the zone knows its summer time', () => {
    const july = { ...call, meeting: { ...call.meeting, startsOn: '2027-07-12' } };
    expect(read(write(july).content)).toMatchObject({ startsAt: '2027-07-12T13:30:00.000Z' });
  });

  test('a match takes whole days, the last one included', () => {
    expect(read(write(match).content)).toMatchObject({
      start: '2027-03-13',
      end: '2027-03-15',
      isDate: true,
      zones: [],
    });
  });

  test('is known by the match and what it is about, and says nothing of either', () => {
    const uids = [call, { ...call, match: 'm2' }, { ...call, about: 'call/second' }, match].map(
      (entry) => read(write(entry).content).uid,
    );

    expect(new Set(uids).size).toBe(4);
    expect(read(write({ ...call, zone: 'Europe/Madrid' }, { attendee: fran }).content).uid).toBe(uids[0]);
    for (const uid of uids) expect(uid).toMatch(/^[0-9a-f]{40}@peermatch$/);
  });

  test('X3 a cancellation takes back the same entry', () => {
    const cancelled = write({ ...call, meeting: { ...call.meeting, sequence: 3 } }, { cancels: true });

    expect(cancelled.method).toBe('CANCEL');
    expect(read(cancelled.content)).toMatchObject({
      method: 'CANCEL',
      status: 'CANCELLED',
      sequence: 3,
      uid: read(write(call).content).uid,
    });
  });

  test('the same letter has the same bytes', () => {
    expect(write(call)).toEqual(write({ ...call }));
  });

  test.each(['US/Eastern', 'UTC', 'Asia/Kolkata', 'Europe/Madrid', 'America/Puerto_Rico'])(
    'the hour is right in %s, and its zone is defined under the name that is used',
    (zone) => {
      const { content } = write({ ...call, zone });
      const [, tzid] = /DTSTART;TZID=([^:]+):/.exec(content) ?? [];

      expect(read(content).zones).toEqual([tzid]);
      const local = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' });
      expect(local.format(new Date(read(content).startsAt))).toBe('09:30');
    },
  );

  test('Spanish names arrive as they are written', () => {
    const attendee = { name: 'María José Núñez de la Peña y Ángeles Ibáñez-Güemes', email: 'maria@example.org' };
    expect(read(write(call, { attendee }).content).attendees).toEqual([['MAILTO:maria@example.org', attendee.name]]);
  });

  test('no line is longer than 75 octets', () => {
    const summary = 'Reunión de preparación número uno, con todas las personas de los dos equipos';
    for (const text of write({ ...call, summary }).content.split('\r\n'))
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(75);
  });
});

describe('nobody writes lines of their own into an entry', () => {
  const evil = 'Sam\r\nATTENDEE:mailto:evil@example.org\r\nX-EVIL:1"\u2028;CN=x:mailto:evil@example.org';

  test('not by a name, nor by a title', () => {
    const clean = read(write(call).content);
    const dirty = read(
      write({ ...call, summary: evil }, { attendee: { ...sam, name: evil }, organizer: { ...fran, name: evil } })
        .content,
    );

    expect(dirty.names).toEqual(clean.names);
    expect(dirty.organizer).toBe(clean.organizer);
    expect(dirty.attendees.map(([address]) => address)).toEqual(['MAILTO:sam@example.org']);
  });

  test('whatever the name and the title', () => {
    const anyText = fc.string({
      unit: fc.oneof(fc.constantFrom('\r', '\n', '"', ';', ':', ',', '\\', '^', 'ñ'), fc.string()),
    });
    fc.assert(
      fc.property(anyText, anyText, (name, summary) => {
        const written = read(
          write({ ...call, summary }, { attendee: { ...sam, name }, organizer: { ...fran, name } }).content,
        );
        expect(written.attendees.map(([address]) => address)).toEqual(['MAILTO:sam@example.org']);
        expect(written.organizer).toBe('mailto:fran@example.org');
        expect(written.names.filter((one) => one === 'attendee' || one === 'organizer')).toHaveLength(2);
        expect(written.events).toBe(1);
      }),
    );
  });
});

test('a calendar to look at names nobody and holds every entry', () => {
  const content = calendarOf([call, match], AT);

  expect(read(content)).toMatchObject({ method: 'PUBLISH', events: 2 });
  expect(content).not.toMatch(/ATTENDEE|ORGANIZER|example\.org/);
});
