import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import type { Effect, MatchEvent } from '../../src/machines/kernel/types.ts';
import { hesitantServer, mailServer } from '../mail/mail-server.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { useDatabase } from '../support/postgres.ts';
import { activitiesFor, draft, givenMatch, lettersOf, line, NOW, recordInput, smtp } from './build.ts';

const database = useDatabase();
const FIRST = { anchors: { matchStart: '2027-05-04', matchEnd: '2027-05-05' }, dateVersion: 1 };
const SECOND = { anchors: { matchStart: '2027-06-01', matchEnd: '2027-06-02' }, dateVersion: 2 };

/** A match of which each step is recorded, its letters released, and handed over to a real mail server. */
async function givenPost(server: MailServer) {
  const match = await givenMatch(database.db);
  const { record, deliverLetters } = activitiesFor(database.db, smtp(server.url));
  let seq = 0;
  const happened = async (event: Partial<MatchEvent>, effects: Effect[], stored: typeof FIRST = FIRST) => {
    seq += 1;
    await record(recordInput(match, [line(seq, `k${seq}`, NOW + seq, effects, event)], { stored }));
    const drafts = (await lettersOf(database.db, match)).filter(
      ({ state, channel }) => state === 'draft' && channel === 'mail',
    );
    if (drafts.length === 0) return;
    seq += 1;
    const released = { type: 'releaseLetters', letters: drafts.map(({ id }) => id) } as const;
    await record(recordInput(match, [line(seq, `k${seq}`, NOW + seq, [released])], { stored }));
    await deliverLetters({ match, now: NOW + seq });
  };
  return { match, happened, deliver: () => deliverLetters({ match, now: NOW + seq }) };
}

const planned = (facts: MatchEvent['facts']): Partial<MatchEvent> => ({
  type: 'CALL_PLANNED',
  facts: { call: 'first', ...facts },
});
const aboutCall = (type: string, facts: MatchEvent['facts'] = {}): Partial<MatchEvent> => ({
  type,
  part: 'call/first',
  facts,
});
const toLeo = (kind: string, ask: number) => draft(kind, { part: 'call/first', persons: ['leo'], ask });

/** What came out, as a mail program and a calendar see it. */
async function opened({ taken }: MailServer) {
  const mails = await Promise.all(taken.map((bytes) => simpleParser(bytes)));
  return mails.map((mail) => {
    const file = mail.attachments.find(({ filename }) => filename === 'invitation.ics');
    const calendar = file && ICAL.Component.fromString(file.content.toString('utf8'));
    const event = calendar?.getFirstSubcomponent('vevent');
    return {
      to: [mail.to].flat()[0]?.text,
      text: mail.text,
      date: mail.date,
      method: calendar?.getFirstPropertyValue('method'),
      uid: event?.getFirstPropertyValue('uid'),
      sequence: event?.getFirstPropertyValue('sequence'),
      start: event?.getFirstPropertyValue('dtstart')?.toString(),
      stamp: event?.getFirstPropertyValue('dtstamp')?.toString(),
    };
  });
}

describe('letters bring calendar entries', () => {
  test('X8 a call that is planned, moved and called off is one entry, that ends cancelled', async () => {
    const server = await mailServer();
    const { happened } = await givenPost(server);

    await happened(planned({ on: '2027-03-12', time: '09:30' }), [toLeo('m6', 1)]);
    await happened(aboutCall('CALL_MOVED', { on: '2027-03-15', time: '09:30' }), [toLeo('m6', 3)]);
    await happened(aboutCall('CALL_CANCELLED', { on: '2027-03-15' }), [toLeo('m6c', 5)]);

    const mails = await opened(server);
    expect(mails.map(({ method, sequence, start }) => [method, sequence, start])).toEqual([
      ['REQUEST', 0, '2027-03-12T09:30:00'],
      ['REQUEST', 1, '2027-03-15T09:30:00'],
      ['CANCEL', 2, '2027-03-15T09:30:00'],
    ]);
    expect(new Set(mails.map(({ uid }) => uid)).size).toBe(1);
    for (const { stamp, date } of mails) expect(stamp).toBe(date?.toISOString().replace('.000', ''));
    expect(mails[0]?.text).toContain('On Friday, March 12, 2027 at 9:30 AM EST.');
    expect(mails[1]?.text).toContain('Monday, March 15, 2027 at 9:30 AM EDT');
  });

  test('X8 a moved match is the same entry with the new date version, for the one reader only', async () => {
    const server = await mailServer();
    const { happened } = await givenPost(server);

    await happened({}, [draft('m13a', { persons: ['leo', 'con'] })]);
    await happened({ type: 'DATE_MOVED' }, [{ type: 'moveDates', dateVersion: 2 }], SECOND);

    const mails = (await opened(server)).filter(({ to }) => to?.includes('leo'));
    expect(mails.map(({ method, sequence, start }) => [method, sequence, start])).toEqual([
      ['REQUEST', 1, '2027-05-04'],
      ['REQUEST', 2, '2027-06-01'],
    ]);
    expect(mails[0]?.uid).toBe(mails[1]?.uid);
    expect(server.taken).toHaveLength(4);
    for (const bytes of server.taken) {
      const attendees = (await simpleParser(bytes)).attachments[0]?.content.toString('utf8').match(/^ATTENDEE/gm);
      expect(attendees).toHaveLength(1);
    }
  });

  test('X3 a cancelled match is taken back from those who were told its date, and only from them', async () => {
    const server = await mailServer();
    const { happened } = await givenPost(server);

    await happened({}, [draft('m13a', { persons: ['leo'] })]);
    await happened({ type: 'WITHDRAWN' }, [draft('x3', { persons: ['leo', 'con'] })]);

    const mails = await opened(server);
    expect(mails.map(({ to, method, sequence }) => [to, method, sequence])).toEqual(
      expect.arrayContaining([
        ['"leo Doe" <leo@example.org>', 'REQUEST', 1],
        ['"leo Doe" <leo@example.org>', 'CANCEL', 2],
        ['"con Doe" <con@example.org>', undefined, undefined],
      ]),
    );
    expect(mails[0]?.uid).toBe(mails.find(({ method }) => method === 'CANCEL')?.uid);
  });

  test('the reflections bring the check-in to those who lead at home, three months after the end, and to nobody else', async () => {
    const server = await mailServer();
    const { happened } = await givenPost(server);
    await happened({}, [draft('m20', { persons: ['leo', 'con'] })]);

    const mails = await opened(server);
    expect(mails.map(({ to, method, start }) => [to, method, start])).toEqual(
      expect.arrayContaining([
        ['"leo Doe" <leo@example.org>', 'REQUEST', '2027-08-05'],
        ['"con Doe" <con@example.org>', undefined, undefined],
      ]),
    );
    expect(mails[0]?.text).toContain('Three months after Wednesday, May 5, 2027');
  });

  test('a call without a day brings none, and its letter goes all the same', async () => {
    const server = await mailServer();
    const { happened } = await givenPost(server);
    await happened(planned({}), [toLeo('m6', 1)]);

    expect(await opened(server)).toMatchObject([{ method: undefined }]);
  });

  test('a second hand-over carries the same bytes, whatever the call has done meanwhile', async () => {
    const { server, seen } = await hesitantServer();
    const { match, happened, deliver } = await givenPost(server);
    await expect(happened(planned({ on: '2027-03-12', time: '09:30' }), [toLeo('m6', 1)])).rejects.toThrow();
    await activitiesFor(database.db).record(
      recordInput(match, [line(3, 'k3', NOW + 3, [], aboutCall('CALL_MOVED', { on: '2027-04-02' }))]),
    );
    await deliver();

    expect(seen).toHaveLength(2);
    expect(seen[0]?.toString('utf8')).toContain('text/calendar');
    expect(seen[1]?.equals(seen[0] ?? Buffer.alloc(0))).toBe(true);
  });
});

test('a line break in a name or a title writes no header and no line of a calendar', async () => {
  const evil = 'Eve\r\nBcc: evil@example.org\r\nATTENDEE:mailto:evil@example.org';
  const server = await mailServer();
  const { match, happened } = await givenPost(server);
  await database.db
    .updateTable('matches')
    .set({ title: `Bridges ${evil}` })
    .where('id', '=', match)
    .execute();
  await database.db.updateTable('people').set({ name: evil }).where('id', 'in', ['leo', 'fay']).execute();
  await happened(planned({ on: '2027-03-12', time: '09:30' }), [toLeo('m6', 1)]);
  for (const id of ['leo', 'fay'])
    await database.db
      .updateTable('people')
      .set({ name: `${id} Doe` })
      .where('id', '=', id)
      .execute();

  const [bytes = Buffer.alloc(0)] = server.taken;
  const [head = ''] = bytes.toString('utf8').split('\r\n\r\n');
  expect(head).not.toMatch(/^Bcc:/im);
  const mail = await simpleParser(bytes);
  expect(mail.bcc).toBeUndefined();
  const lines = mail.attachments[0]?.content.toString('utf8').replaceAll('\r\n ', '').split('\r\n') ?? [];
  expect(
    lines.filter((text) => /^(ATTENDEE|ORGANIZER|Bcc)/i.test(text)).map((text) => text.replace(/^.*:(?=mailto:)/i, '')),
  ).toEqual(['mailto:fay@example.org', 'MAILTO:leo@example.org']);
});
