import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { people } from '../../src/cli/story.ts';
import type { Scene } from '../../src/cli/story.ts';
import type { DatePreview } from '../../src/contracts/api-dates.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { at, forward, report, startMatch, toTheEnd } from '../support/play.ts';
import type { Played } from '../support/play.ts';
import type { Received } from '../support/sink.ts';
import { until } from '../support/until.ts';

/** What goes wrong with dates, people and places, on the product as it is started, with a mail server (requirements.md A9). */
let peermatch: Peermatch;
beforeAll(async () => void (peermatch = await startPeermatch()), 120_000);
afterAll(() => peermatch.stop());

const START = '2040-02-27';
const END = '2040-02-28';
const fac = (type: string, data: object = {}, more: Partial<Scene> = {}): Scene =>
  ({ day: 0, time: '08:00', as: 'facilitator', type, data, ...more }) as Scene;
const aa = (type: string, data: object = {}, more: Partial<Scene> = {}): Scene =>
  fac(type, data, { as: 'assistant', ...more });
const act = async (played: Played, ...scenes: Scene[]): Promise<void> => {
  for (const scene of scenes) await report(peermatch, played, scene);
};
const begin = (title: string, more: object = {}): Promise<Played> => startMatch(peermatch, { title, ...more });

const mails = (title: string, kind: string): Received[] =>
  peermatch.sink.received.filter(
    ({ mail }) => mail.subject?.includes(title) && mail.headers.get('x-peermatch-kind') === kind,
  );
/** Waits until so many mails of a kind have arrived. */
const arrived = (title: string, kind: string, count: number): Promise<Received[]> =>
  until(() => {
    const found = mails(title, kind);
    return found.length >= count && found;
  });
const entryOf = ({ mail }: Received): Record<string, string> => {
  const calendar = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
  const lines = (calendar?.content.toString() ?? '').replaceAll(/\r?\n /g, '').split(/\r?\n/);
  return Object.fromEntries(lines.map((line) => [line.split(/[:;]/)[0] ?? '', line.slice(line.indexOf(':') + 1)]));
};
interface State {
  readonly status: string;
  readonly outcome: string | null;
  readonly dates: { readonly matchStart: string; readonly version: number };
  readonly tasks: readonly { readonly id: string; readonly state: string }[];
}
const stateOf = async ({ id }: Played): Promise<State> =>
  (await peermatch.call<State>('GET', `/api/v1/matches/${id}`)).body;
const openTasks = ({ tasks }: State): string[] => tasks.flatMap(({ id, state }) => (state === 'open' ? [id] : []));
const lettersOf = async ({ id }: Played, kind: string) =>
  (
    await peermatch.db.query<{ person: string; state: string; reason: string | null; body: string }>(
      `select person, state, reason, body from letters where match = $1 and kind = $2 order by person`,
      [id, kind],
    )
  ).rows;

/** Dates settled, confirmations sent by mail, packets mailed. */
async function givenPackets(title: string): Promise<Played> {
  const noMail = people.map((one) => (one.ref === 'resident' ? { ...one, email: undefined, channel: 'phone' } : one));
  const played = await begin(title, { cast: noMail });
  await act(
    played,
    fac('SITE_CONTACTED'),
    fac('DATES_FINALIZED', { matchStart: START, matchEnd: END }),
    fac('FACT_SHEET_OPENED'),
    fac('CONFIRMATIONS_APPROVED'),
    aa('RELEASE', { kind: 'm13a' }),
    aa('RELEASE', { kind: 'm13b' }),
    aa('PACKETS_MAILED'),
  );
  await arrived(title, 'm13a', 2);
  await arrived(title, 'm13b', 2);
  return played;
}

describe('after the packets', () => {
  const title = 'Moved after packets';
  let played: Played;

  test('X8, X9: the move is shown, done in one event, and told to everybody with old and new dates and a new entry', async () => {
    played = await givenPackets(title);
    const dates = { matchStart: '2040-03-05', matchEnd: '2040-03-06' };
    const path = `/api/v1/matches/${played.id}/date-preview`;
    const { body: seen } = await peermatch.call<DatePreview>('POST', path, dates);
    expect(seen.letters.alreadyWrong.map(({ kind }) => kind).sort()).toEqual(['m13a', 'm13a', 'm13b', 'm13b']);
    expect(seen.calendar.filter(({ isUpdate }) => isUpdate)).toHaveLength(4);
    expect((await stateOf(played)).dates.matchStart).toBe(START);

    await act(played, fac('DATE_MOVED', { ...dates, basis: seen.basis, text: 'The hall is taken.' }));
    const drafted = await lettersOf(played, 'x8');
    expect(drafted.map(({ person }) => person).sort()).toEqual(
      seen.letters.drafted.flatMap(({ kind, to }) => (kind === 'x8' ? [to] : [])).sort(),
    );
    await act(played, fac('RELEASE', { kind: 'x8' }));
    const notices = await arrived(title, 'x8', drafted.length - 1);
    for (const { mail } of notices) {
      expect(mail.text).toMatch(/Before: Monday, February 27, 2040/);
      expect(mail.text).toMatch(/Now: Monday, March 5, 2040/);
    }
    const [lead] = notices.filter(({ to }) => to === 'lead@example.org');
    const [before] = mails(title, 'm13a').filter(({ to }) => to === 'lead@example.org');
    const [old, fresh] = [entryOf(before as Received), entryOf(lead as Received)];
    expect([fresh['METHOD'], fresh['UID'], fresh['DTSTART']]).toEqual(['REQUEST', old['UID'], '20400305']);
    expect(Number(fresh['SEQUENCE'])).toBeGreaterThan(Number(old['SEQUENCE']));

    const list = await peermatch.call<{ items: { person: string; letters: { kind: string }[] }[] }>(
      'GET',
      `/api/v1/matches/${played.id}/phone-list`,
    );
    const called = list.body.items.find(({ person }) => person === played.persons['resident']);
    expect(called?.letters.map(({ kind }) => kind)).toContain('x8');
  });

  test('X8: somebody who looked before that is refused', async () => {
    const answer = await peermatch.call('POST', `/api/v1/matches/${played.id}/events`, {
      type: 'DATE_MOVED',
      data: { matchStart: '2040-03-12', basis: 1 },
    });
    expect([answer.status, answer.body['because']]).toEqual([409, expect.stringMatching(/moved meanwhile/)]);
  });

  test('X16: by video everybody gets the link, in words and in the calendar, and what needs a place is no task', async () => {
    await act(played, fac('MATCH_MADE_VIRTUAL', { venue: 'https://video.example.org/room', text: 'Snow.' }));
    await act(played, fac('RELEASE', { kind: 'x16' }));
    const toLead = ({ to }: Received) => to === 'lead@example.org';
    const notice = await until(() => mails(title, 'x16').find(toLead));
    const entry = entryOf(notice);
    const [before] = mails(title, 'x8').filter(toLead);
    expect([entry['LOCATION'], entry['METHOD']]).toEqual(['https://video.example.org/room', 'REQUEST']);
    expect(Number(entry['SEQUENCE'])).toBeGreaterThan(Number(entryOf(before as Received)['SEQUENCE']));
    expect(notice.mail.text).toContain('We meet by video instead.');
    const { rows } = await peermatch.db.query(
      `select count(*)::int as n from parts where match = $1 and state = 'leftOut'`,
      [played.id],
    );
    expect(rows).toEqual([{ n: 5 }]);
  });

  test('X3: after the packets everything that was sent is taken back, and a cancellation that was a slip returns it', async () => {
    await act(played, fac('PRACTICAL_NOTE_SENT'));
    expect((await lettersOf(played, 'm14')).map(({ state }) => state)).toContain('draft');
    await act(played, fac('WITHDRAWN', { reason: 'No money.' }));
    expect(new Set((await lettersOf(played, 'm14')).map(({ state }) => state))).toEqual(new Set(['withdrawn']));
    expect(openTasks(await stateOf(played)).filter((id) => id.startsWith('C'))).toEqual(['C1', 'C3', 'C7', 'C6']);
    await act(played, fac('CANCELLATION_UNDONE'));
    expect((await lettersOf(played, 'm14')).map(({ state }) => state)).toContain('draft');

    await act(played, fac('WITHDRAWN', { reason: 'No money.' }), fac('RELEASE', { kind: 'x3' }));
    const told = await arrived(title, 'x3', 4);
    for (const mail of told) expect(entryOf(mail)).toMatchObject({ METHOD: 'CANCEL', STATUS: 'CANCELLED' });
    await act(
      played,
      aa('CALENDAR_ENTRIES_CANCELLED'),
      aa('PACKETS_RECALLED'),
      fac('REASON_RECORDED', { reason: 'No money.' }),
    );
    expect(await stateOf(played)).toMatchObject({ status: 'cancelled', outcome: 'withdrawn' });
    await toTheEnd(peermatch, played);
    expect(mails(title, 'm14')).toEqual([]);
  });
});

test('X3: before anybody was written to, nobody gets a cancellation but whoever was spoken to', async () => {
  const played = await begin('Withdrawn early');
  await act(played, fac('SITE_CONTACTED'), fac('WITHDRAWN', { reason: 'A new mayor.' }));
  expect((await lettersOf(played, 'x3')).map(({ person }) => person)).toEqual([played.persons['lead']]);
  expect(openTasks(await stateOf(played)).filter((id) => id.startsWith('C'))).toEqual(['C1', 'C6']);
});

test('X3: after the invitations, consultants who were asked are told, and who declined is left in peace', async () => {
  const title = 'Withdrawn after letters';
  const played = await begin(title);
  for (const ref of ['con1', 'con2']) {
    const part = { part: `invitation/@${ref}` };
    await act(
      played,
      fac('CANDIDATE_SUGGESTED', { person: `@${ref}`, lead: true }),
      fac('CANDIDATE_EXAMINED', { suitable: true }, part),
      fac('CONSULTANT_INVITED', {}, part),
    );
  }
  await act(played, fac('DATES_FINALIZED', { matchStart: START, matchEnd: END }), fac('RELEASE', { kind: 'm4' }));
  await arrived(title, 'm4', 2);
  await act(
    played,
    fac('INVITATION_DECLINED', {}, { part: 'invitation/@con2' }),
    fac('WITHDRAWN', { reason: 'A new mayor.' }),
  );
  const to = (await lettersOf(played, 'x3')).map(({ person }) => person);
  expect(to).toContain(played.persons['con1']);
  expect(to).not.toContain(played.persons['con2']);
  expect(openTasks(await stateOf(played)).filter((id) => id.startsWith('C'))).toEqual(['C1', 'C2', 'C6']);
});

test('X4: another facilitator takes over: open tasks, reminders and replies are hers, and the old one gets nothing more', async () => {
  const title = 'Handed over';
  const cast = [...people, { ref: 'new', name: 'Nell Newcomer', email: 'new@example.org', roles: ['participant'] }];
  const played = await begin(title, { cast });
  await act(played, fac('RELEASE', { kind: 'm1' }), fac('TASK_REASSIGNED', { to: '@fac' }, { task: 'T02' }));
  await arrived(title, 'm1', 1);
  await act(played, {
    ...fac('ROLE_HANDED_OVER', { role: 'facilitator', to: '@new' }),
    as: 'programManager',
  });
  const [welcome] = await arrived(title, 'x4', 1);
  expect(welcome?.to).toBe('new@example.org');
  expect(welcome?.mail.text).toContain('until now it was with Fran Facilitator');
  expect(welcome?.mail.text).toContain('- Draft a tentative timeline');
  const notice = await lettersOf(played, 'x4b');
  expect(notice.map(({ person }) => person).sort()).toEqual(
    ['lead', 'new', 'aa', 'pm']
      .filter((ref) => ref !== 'new')
      .map((ref) => played.persons[ref])
      .sort(),
  );
  expect(notice[0]?.body).toContain('please turn to **Nell Newcomer**');
  const old = () =>
    peermatch.sink.received.filter(({ to, mail }) => to === 'fac@example.org' && mail.subject?.includes(title));
  const before = old().length;
  await forward(peermatch, played, at(played, 21, '12:00'));
  expect(old()).toHaveLength(before);
  const reminders = peermatch.sink.received.filter(
    ({ to, mail }) => to === 'new@example.org' && mail.subject?.includes(title),
  );
  expect(reminders.length).toBeGreaterThan(1);
  const later = mails(title, 'm2');
  for (const { mail } of later) expect(JSON.stringify(mail.replyTo)).not.toContain('fac@example.org');
});

test('X6: nobody is left, the program manager is asked to look further, and ends the search', async () => {
  const title = 'Nobody found';
  const played = await begin(title);
  const part = { part: 'invitation/@con1' };
  await act(
    played,
    fac('CANDIDATE_SUGGESTED', { person: '@con1', lead: true }),
    fac('CONSULTANT_INVITED', {}, part),
    fac('INVITATION_DECLINED', {}, part),
  );
  await forward(peermatch, played, at(played, 2, '12:00'));
  const asked = peermatch.sink.received.filter(
    ({ to, mail }) =>
      to === 'pm@example.org' && mail.subject?.includes(title) && /Search further/.test(mail.text ?? ''),
  );
  expect(asked).toHaveLength(1);
  await act(played, { ...fac('NO_MATCH_FOUND', { reason: 'Nobody has done it yet.' }), as: 'programManager' });
  for (const id of openTasks(await stateOf(played)).filter((task) => task.startsWith('C')))
    await act(played, fac('TASK_SKIPPED', { reason: 'nothing to do' }, { task: id }));
  expect(await stateOf(played)).toMatchObject({ status: 'cancelled', outcome: 'noMatchFound' });
});

test('X11: a letter that waits for its hour does not leave when the dates become tentative again', async () => {
  const title = 'Tentative again';
  const played = await begin(title);
  await act(
    played,
    fac('DATES_FINALIZED', { matchStart: START, matchEnd: END }),
    fac('CONFIRMATIONS_APPROVED'),
    fac('HELD', {}),
    fac('TIMELINE_DRAFTED', { targetStart: START, targetEnd: END }),
    fac('RESUMED', {}),
  );
  const letter = (await lettersOf(played, 'm13a'))[0];
  expect(letter?.state).toBe('draft');
  await expect(act(played, aa('RELEASE', { kind: 'm13a' }))).rejects.toThrow(/tentative/);
  await act(played, fac('DATES_FINALIZED', { matchStart: START, matchEnd: END }), aa('RELEASE', { kind: 'm13a' }));
  await arrived(title, 'm13a', 3);
});

test('after the match nobody is asked for preparations that were left open, and the last letter lists them', async () => {
  const title = 'Left open';
  const played = await begin(title, { dates: { matchStart: START, matchEnd: END } });
  await act(played, fac('FACT_SHEET_OPENED'));
  await forward(peermatch, played, at(played, 58, '08:00'));
  const before = new Set(peermatch.sink.received);
  await toTheEnd(peermatch, played);
  const asked = peermatch.sink.received.filter(
    (one) =>
      !before.has(one) &&
      one.mail.subject?.includes(title) &&
      /timeline|Fact Sheet|arrangement/i.test(one.mail.text ?? ''),
  );
  expect(
    asked.filter(({ mail }) => mail.headers.get('x-peermatch-kind') !== 'last').map(({ mail }) => mail.subject),
  ).toEqual([]);
  const [last] = mails(title, 'last');
  expect(last?.mail.text).toContain('- Draft a tentative timeline');
  expect(last?.mail.text).toContain('- Send the completed Fact Sheet to the assistant');
});
