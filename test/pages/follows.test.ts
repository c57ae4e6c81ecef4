import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeHouse, tips } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, formWith, wordsOf } from './browser-less.ts';
import type { Reader, Shown } from './browser-less.ts';
import { day } from '../support/days.ts';

/** What changes much at once shows what it changes before it is pressed: what the match itself says, and nothing else. */
const database = useDatabase();
let house: House;
let pm: string;
let fac: Reader;
let id: string;

const LOOK = 'See what this changes';
const people = [
  { ref: 'pm', name: 'Pat Manager', email: 'pm@example.org', roles: ['programManager'] },
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'bob', name: 'Bob Helper', email: 'bob@example.org', roles: ['consultant'], team: 'helper' },
];

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await browse(house, { name: 'Fran', email: 'fac@example.org' });
  pm = await house.token(['programManager'], 'pm@example.org');
});
const begin = async (more: object = {}): Promise<void> => {
  const match = { method: 'cssp-peer-match', title: 'Bridges', timeZone: 'America/New_York', people };
  const dates = { assignedOn: day(0), matchStart: day(56), matchEnd: day(57) };
  id = (await house.call(pm, 'POST', 'matches', { ...match, ...dates, ...more })).body.id;
};
beforeEach(() => begin());

const page = (type: string): string => `/matches/${id}/report/${type}`;
const report = async (type: string, data: object = {}, more: object = {}): Promise<void> => {
  const answer = await house.call(pm, 'POST', `matches/${id}/events`, { type, data, ...more });
  expect([type, answer.status, answer.text.slice(0, answer.status === 200 ? 0 : 500)]).toEqual([type, 200, '']);
};
const matchNow = async () => (await house.call(pm, 'GET', `matches/${id}`)).body;
const lettersNow = async () => (await house.call(pm, 'GET', `matches/${id}/letters`)).body.items;
const ofType = (type: string) => house.engine.sent.filter(({ match, event }) => match === id && event.type === type);
const open = async (type: string): Promise<Shown> => {
  const before = { match: { ...(await matchNow()), now: '' }, letters: await lettersNow() };
  const shown = await fac.open(page(type));
  expect(shown.status).toBe(200);
  // Looking changes nothing.
  expect({ match: { ...(await matchNow()), now: '' }, letters: await lettersNow() }).toEqual(before);
  expect(wordsOf(shown)).toContain('What this changes Nothing has been done yet.');
  return shown;
};
/** The words of the page from one heading to the next. */
const under = (shown: Shown, heading: string): string =>
  wordsOf({ body: new RegExp(`<h3>${heading}[^]*?(?=<h3>|</section>)`).exec(shown.body)?.[0] ?? '' });

async function sendFirstLetter(): Promise<void> {
  const fran = await house.token(['facilitator'], 'fac@example.org');
  const m1 = (await lettersNow()).find(({ kind }: { kind: string }) => kind === 'm1');
  expect((await house.call(fran, 'POST', `letters/${m1.id}/release`, { letters: [m1.id] })).status).toBe(200);
}

describe('before a match is put on hold', () => {
  it('its page says what pauses, what is kept back, and which reminders stop', async () => {
    await sendFirstLetter();
    const shown = await open('HELD');
    const title = (await matchNow()).tasks.find((task: { id: string }) => task.id === 'T01').title;
    expect(wordsOf(shown)).toContain('The match is then on hold.');
    expect(under(shown, 'Paused')).toContain(title);
    expect(under(shown, 'Who is told')).toContain('Nobody is written to because of this.');
    expect(under(shown, 'Who is told')).toContain('Waits until the match goes on');
    expect(wordsOf(shown)).toContain(`Reminders: ${title}, to Fran Facilitator`);
  });

  it('and then does what it said: no letter leaves, nothing is planned', async () => {
    await sendFirstLetter();
    const done = await fac.press(await open('HELD'), 'Save', { reason: 'Elections' });
    expect(done.status).toBe(303);
    expect((await matchNow()).status).toBe('onHold');
    expect((await house.call(pm, 'GET', `matches/${id}/forecast`)).body.items).toEqual([]);
    const back = await open('RESUMED');
    expect(wordsOf(back)).toContain('The match is then under way.');
    expect(under(back, 'Asked for again')).not.toBe('');
    expect(wordsOf(back)).toMatch(/Reminders: [^]*? none \w+, /);
  });

  it('a press counts once however often it is made', async () => {
    const shown = await open('HELD');
    expect((await fac.press(shown, 'Save')).status).toBe(303);
    expect((await fac.press(shown, 'Save')).status).toBe(303);
    expect(new Set(ofType('HELD').map(({ updateId }) => updateId)).size).toBe(1);
  });

  it('a press does what was shown: when the match has moved on meanwhile, it is shown anew and the reason is still there', async () => {
    const shown = await open('HELD');
    await report('SITE_CONTACTED', { contactedOn: day(0), channel: 'phone' });
    const late = await fac.press(shown, 'Save', { reason: 'Elections' });
    expect(late.status).toBe(409);
    expect(wordsOf(late)).toContain('Something changed since you looked');
    expect(late.body).toContain('Elections');
    expect((await matchNow()).status).toBe('underway');
    expect((await fac.press(late, 'Save')).status).toBe(303);
    expect((await matchNow()).status).toBe('onHold');
  });
});

describe('before a match is cancelled', () => {
  it('its page says which tasks fall away, which come, which letters are withdrawn and who is told', async () => {
    await sendFirstLetter();
    await house.engine.handOver(id, 0);
    await report('DATES_FINALIZED', { matchStart: day(56), matchEnd: day(57) });
    const tasks = new Map<string, string>(
      (await matchNow()).tasks.map((task: { id: string; title: string }) => [task.id, task.title]),
    );
    const shown = await open('WITHDRAWN');
    expect(wordsOf(shown)).toContain('The match is then being cancelled.');
    expect(under(shown, 'Falls away')).toContain(tasks.get('T05'));
    expect(under(shown, 'To be done then')).toContain(tasks.get('C6'));
    const told = under(shown, 'Who is told');
    expect(told).toContain('Ann Seeker');
    expect(told).toContain('waits for the facilitator to release it');
    expect(told).toContain('Withdrawn');

    const waiting = (await lettersNow()).filter(({ state }: { state: string }) => state === 'draft');
    expect((await fac.press(shown, 'Save', { reason: 'No money' })).status).toBe(303);
    const now = await matchNow();
    expect(now.status).toBe('cancelling');
    const letters = await lettersNow();
    for (const { id: letter } of waiting)
      expect(letters.find((one: { id: string }) => one.id === letter).state).toBe('withdrawn');
    expect(
      letters.filter(({ kind, state }: { kind: string; state: string }) => kind === 'x3' && state === 'draft'),
    ).toHaveLength(1);

    const back = await open('CANCELLATION_UNDONE');
    expect(under(back, 'Falls away')).toContain(tasks.get('C6'));
    expect(under(back, 'To be done then')).toContain(tasks.get('T05'));
    expect(under(back, 'Who is told')).toContain('Waits again');
  });

  it('a participant’s address stands nowhere on it', async () => {
    const shown = await open('WITHDRAWN');
    for (const { email } of people.slice(3)) expect(shown.body).not.toContain(email);
  });
});

describe('entries in calendars', () => {
  const names = async () =>
    new Map<string, string>(
      (await house.call(pm, 'GET', `matches/${id}/people`)).body.items.map((one: { id: string; name: string }) => [
        one.id,
        one.name,
      ]),
    );
  /** Which letters of a kind bring which entry, as their previews say it. */
  async function brought(kind: string, states: readonly string[]): Promise<[string | undefined, string][]> {
    const named = await names();
    const letters = (await lettersNow()).filter((one: { kind: string; state: string }) =>
      one.kind === kind ? states.includes(one.state) : false,
    );
    const all = letters.map(async (letter: { id: string; to: { person: string } }) => {
      const { attachments } = (await house.call(fran, 'GET', `letters/${letter.id}/preview`)).body;
      return attachments.map(({ contentType }: { contentType: string }) => [
        named.get(letter.to.person),
        contentType.replace(/.*method=/, ''),
      ]);
    });
    return (await Promise.all(all)).flat();
  }
  const entries = (shown: Shown): string =>
    wordsOf({ body: /<caption>Calendar entries[^]*?<\/table>/.exec(shown.body)?.[0] ?? '' });
  let fran: string;
  beforeAll(async () => {
    fran = await house.token(['facilitator'], 'fac@example.org');
  });
  async function letGo(kind: string): Promise<void> {
    const letters = (await lettersNow()).filter(
      (one: { kind: string; state: string }) => one.kind === kind && one.state === 'draft',
    );
    const ids = letters.map((one: { id: string }) => one.id);
    const answer = await house.call(fran, 'POST', `letters/${ids[0]}/release`, { letters: ids });
    expect([answer.status, answer.text.slice(0, answer.status === 200 ? 0 : 500)]).toEqual([200, '']);
    await house.engine.handOver(id, 0);
  }

  it('that come, change and go are named with whose calendar they are in, as their letters then bring them', async () => {
    await report('DATES_FINALIZED', { matchStart: day(56), matchEnd: day(57) });
    const first = await open('MATCH_MADE_VIRTUAL');
    expect(entries(first)).toMatch(/Bridges, .* to .*: in the calendar of .* none Comes with its letter/);
    await fac.press(first, 'Save', { venue: 'https://video.example.org/room' });
    const comes = await brought('x16', ['draft']);
    expect(comes.map(([, method]) => method)).toContain('REQUEST');
    for (const [name] of comes) expect(entries(first)).toContain(name);
    await letGo('x16');

    const second = await open('MATCH_MADE_IN_PERSON');
    expect(entries(second)).toMatch(/Was told the date Brought up to date/);
    expect(entries(second)).not.toContain('Comes with its letter');

    const last = await open('WITHDRAWN');
    expect(entries(last)).toMatch(/Was told the date Taken out/);
    await fac.press(last, 'Save', { reason: 'No money' });
    const goes = await brought('x3', ['draft']);
    expect(goes.map(([, method]) => method)).toEqual(goes.map(() => 'CANCEL'));
    expect(goes.length).toBeGreaterThan(1);
    for (const [name] of goes) expect(entries(last)).toContain(name);
    const others = [...(await names()).values()].filter((name) => !goes.some(([goer]) => goer === name));
    for (const name of others) expect(entries(last)).not.toContain(name);
  });

  it('stay unmentioned while no letter brings one', async () => {
    expect(entries(await open('HELD'))).toBe('');
    expect(entries(await open('WITHDRAWN'))).toBe('');
  });
});

describe('what depends on an answer', () => {
  it('is shown when it is asked for, with everything typed still there', async () => {
    const bob = (await house.call(pm, 'GET', `matches/${id}/people`)).body.items.find(
      (one: { name: string }) => one.name === 'Bob Helper',
    ).id;
    const first = await fac.open(page('PERSON_LEFT'));
    expect(wordsOf(first)).not.toContain('Nothing has been done yet.');
    expect(() => formWith(first, 'Save')).toThrow();
    const none = await fac.press(first, LOOK);
    expect(none.status).toBe(422);
    const seen = await fac.press(first, LOOK, { person: bob, reason: 'A new job' });
    expect(seen.status).toBe(200);
    expect(seen.body).toContain('A new job');
    expect(wordsOf(seen)).toContain('What this changes');
    expect(ofType('PERSON_LEFT')).toEqual([]);
    expect((await fac.press(seen, 'Save')).status).toBe(303);
    expect(ofType('PERSON_LEFT').map(({ event }) => event.facts)).toEqual([{ person: bob }]);
  });

  it.each(['one after the other', 'both at once'])(
    'a press that is made twice, %s, is answered twice and counts once',
    async (how) => {
      const bob = (await house.call(pm, 'GET', `matches/${id}/people`)).body.items.find(
        (one: { name: string }) => one.name === 'Bob Helper',
      ).id;
      const seen = await fac.press(await fac.open(page('PERSON_LEFT')), LOOK, { person: bob });
      const press = () => fac.press(seen, 'Save');
      const answers = how === 'both at once' ? await Promise.all([press(), press()]) : [await press(), await press()];
      for (const { status, location } of answers)
        expect({ status, location }).toEqual({ status: 303, location: `/matches/${id}?just=PERSON_LEFT` });
      const { items } = (await house.call(pm, 'GET', `matches/${id}/record`)).body;
      expect(items.filter(({ type }: { type: string }) => type === 'PERSON_LEFT')).toHaveLength(1);

      // Another press is another deed, and so are other words by the same key.
      const again = await fac.press(await fac.open(page('PERSON_LEFT')), LOOK, { person: bob });
      expect(again.status).toBe(422);
      expect(wordsOf(again)).toContain('this person is not in the match, or not any more');
      const other = await fac.press(seen, 'Save', { reason: 'A new job' });
      expect(other.status).toBe(422);
    },
  );

  it('who reports that she herself has left goes on with the list of matches, which has it no more', async () => {
    const { items } = (await house.call(pm, 'GET', `matches/${id}/people`)).body;
    const fran = items.find(({ ref }: { ref: string }) => ref === 'fac').id;
    const seen = await fac.press(await fac.open(page('PERSON_LEFT')), LOOK, { person: fran });
    const { status, location } = await fac.press(seen, 'Save');
    expect({ status, location }).toEqual({ status: 303, location: '/' });
    expect((await fac.open(`/matches/${id}`)).status).toBe(404);
    expect((await fac.open('/')).status).toBe(200);
  });

  it('is shown anew when the answer was changed after the look', async () => {
    const all = (await house.call(pm, 'GET', `matches/${id}/people`)).body.items as { id: string; name: string }[];
    const [ann, alex] = ['Ann Seeker', 'Alex Assistant'].map((name) => all.find((one) => one.name === name)?.id ?? '');
    const seen = await fac.press(await fac.open(page('PERSON_LEFT')), LOOK, { person: alex ?? '' });
    const other = await fac.press(seen, 'Save', { person: ann ?? '' });
    expect(other.status).toBe(409);
    expect(ofType('PERSON_LEFT')).toEqual([]);
    // On paper too she has left: what was written to her is withdrawn.
    expect(under(seen, 'Who is told')).not.toContain('to Ann Seeker');
    expect(under(other, 'Who is told')).toMatch(/to Ann Seeker Written, has not left Withdrawn/);
    const toAnn = (await lettersNow()).filter(({ to }: { to: { person: string } }) => to.person === ann);
    expect((await fac.press(other, 'Save')).status).toBe(303);
    expect(ofType('PERSON_LEFT').map(({ event }) => event.facts?.['person'])).toEqual([ann]);
    const now = (await lettersNow()).filter(({ to }: { to: { person: string } }) => to.person === ann);
    expect(toAnn.map(({ state }: { state: string }) => state)).toContain('draft');
    expect(now.map(({ state }: { state: string }) => state)).not.toContain('draft');
  });

  it('the move to video makes what needs a place fall away', async () => {
    await report('FACT_SHEET_OPENED');
    // Where people meet then is a text: what follows is shown before it is typed.
    const seen = await open('MATCH_MADE_VIRTUAL');
    expect(under(seen, 'Falls away')).toContain('hotel');
    expect(under(seen, 'Falls away')).not.toContain('audiovisual');
    expect((await fac.press(seen, 'Save')).status).toBe(422);
    const venue = { venue: 'https://video.example.org/room' };
    expect((await fac.press(seen, 'Save', venue)).status).toBe(303);
    const hotel = (await matchNow()).parts.find((part: { id: string }) => part.id === 'arrangement/hotel');
    expect(hotel.state).toBe('leftOut');
  });
});

describe('what a day that has come brings', () => {
  it('is not the event’s doing, and does not stand there as if it were', async () => {
    // Nothing rings in this house: what opened since the assignment is not taken yet.
    await begin({ assignedOn: day(-20), matchStart: day(56), matchEnd: day(57) });
    expect(under(await open('MATCH_MADE_VIRTUAL'), 'To be done then')).toBe('');
  });
});

describe('any method', () => {
  it('says in its catalogue what is looked at first: the tips have their own way out', async () => {
    const ncdb = await house.call(pm, 'POST', 'matches', { ...tips, people });
    id = ncdb.body.id;
    const shown = await open('PEOPLE_WITHDREW');
    expect(wordsOf(shown)).toContain('The match is then cancelled.');
    expect(under(shown, 'Falls away')).not.toBe('');
  });

  it('nothing is shown to who may not report it, and the press does nothing', async () => {
    const aa = await browse(house, { name: 'Alex', email: 'aa@example.org' });
    const shown = await aa.open(page('HELD'));
    expect(wordsOf(shown)).not.toContain('Nothing has been done yet.');
    expect((await aa.press(shown, LOOK)).status).toBe(403);
    expect(ofType('HELD')).toEqual([]);
  });
});
