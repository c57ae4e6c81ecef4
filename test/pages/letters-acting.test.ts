import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { signIn } from './sign-in.ts';

/** Letters on pages: seen as their reader gets them, changed, approved, released, taken back, settled (requirements.md A2.3, B2.23, X26). */
const database = useDatabase();
let house: House;
let fac: Browser;
let aa: Browser;
let pm: string;
let id: string;

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', telephone: '555 0100', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ana', name: 'Ana Seeker', email: 'ana@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'bob', name: 'Bob Seeker', roles: ['participant'], team: 'seeker', address: '1 Sample Street\nSampletown' },
  { ref: 'cy', name: 'Cy Helper', email: 'cy@example.org', roles: ['consultant'], team: 'helper' },
];
const CSSP = {
  ...{ method: 'cssp-peer-match', title: 'Bridges', timeZone: 'America/New_York', people },
  ...{ assignedOn: '2027-01-04', matchStart: '2027-03-01', matchEnd: '2027-03-02' },
};

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await browse({ name: 'Fran', email: 'fac@example.org' });
  aa = await browse({ name: 'Alex', email: 'aa@example.org' });
});
beforeEach(async () => {
  id = (await house.call(pm, 'POST', 'matches', CSSP)).body.id;
});

interface Shown {
  readonly status: number;
  readonly body: string;
  readonly location: string;
  /** The hidden fields of each form, by what it does. */
  readonly forms: Readonly<Record<string, Record<string, string>>>;
}
/** Somebody who is signed in and keeps the cookies that pages set. */
interface Browser {
  open(url: string): Promise<Shown>;
  press(url: string, from: Shown, deed: string, fields?: Record<string, string>): Promise<Shown>;
}

async function browse(account: Parameters<typeof signIn>[1]): Promise<Browser> {
  const session = await signIn(house, account);
  let guard = '';
  const shown = (answer: Awaited<ReturnType<House['app']['inject']>>): Shown => {
    guard = String(answer.headers['set-cookie'] ?? guard).split(';')[0] ?? '';
    const forms = answer.body.split('<form').slice(1).map(hiddenOf);
    return {
      status: answer.statusCode,
      body: answer.body,
      location: String(answer.headers.location),
      forms: Object.fromEntries(forms.map((form) => [form['_do'] ?? '', form])),
    };
  };
  return {
    open: async (url) => shown(await house.app.inject({ url, headers: { cookie: `${session}; ${guard}` } })),
    press: async (url, from, deed, fields = {}) => {
      const payload = new URLSearchParams({ ...from.forms[deed], ...fields }).toString();
      const headers = { cookie: `${session}; ${guard}`, 'content-type': 'application/x-www-form-urlencoded' };
      return shown(await house.app.inject({ method: 'POST', url, headers, payload }));
    },
  };
}
const hiddenOf = (form: string): Record<string, string> =>
  Object.fromEntries(
    [...(form.split('</form>')[0] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name, value],
    ),
  );

async function report(type: string, data: object = {}): Promise<void> {
  const token = await house.token(['facilitator'], 'fac@example.org');
  const answer = await house.call(token, 'POST', `matches/${id}/events`, { type, data });
  expect(answer.status, answer.text).toBe(200);
}
interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly to: { readonly channel: string };
}
const lettersOf = async (kind: string): Promise<Listed[]> =>
  ((await house.call(pm, 'GET', `matches/${id}/letters`)).body.items as Listed[]).filter((one) => one.kind === kind);
const statesOf = async (kind: string): Promise<string[]> => (await lettersOf(kind)).map(({ state }) => state);

/** Invitations to a call: one by mail, one by post. */
async function givenInvitations(): Promise<{ mail: string; post: string }> {
  await report('CALL_PLANNED', { call: 'first', on: '2027-01-12', time: '15:00', invitees: ['ana', 'bob'] });
  const letters = await lettersOf('m6');
  const address = (channel: string) =>
    `/matches/${id}/letters/${letters.find(({ to }) => to.channel === channel)?.id ?? ''}`;
  return { mail: address('mail'), post: address('post') };
}
const released = (): number =>
  house.engine.sent.filter(({ match, event }) => match === id && event.type === 'LETTERS_RELEASED').length;
const becomes = (address: string, state: 'unknown' | 'failed') =>
  database.db
    .updateTable('letters')
    .set({ state, sent_at: null, channel: 'mail', reason: '550 no such user' })
    .where('id', '=', address.split('/').at(-1) ?? '')
    .execute();

describe('the page of a letter', () => {
  it('shows it as its reader gets it: words, whom an answer reaches, what comes with it', async () => {
    const { mail } = await givenInvitations();
    const page = await fac.open(mail);
    expect(page.body).toContain('As Ana Seeker will read it');
    expect(page.body).toContain('<p>Dear Ana,</p>');
    expect(page.body).toContain('ana@example.org');
    expect(page.body).toContain('An answer reaches');
    expect(page.body).toContain('an entry for the calendar');
    expect(page.body).toContain('Release 1 letter to Ana Seeker, by mail');
  });

  it('says what is missing, offers no release, and opens the words to be changed', async () => {
    const { mail } = await givenInvitations();
    const page = await fac.open(mail);
    const words = { subject: 'Our call', body: 'Dear Ana,\r\n\r\nwe talk at {{ call.time }}.' };
    expect(await fac.press(mail, page, 'edit', words)).toMatchObject({ status: 303, location: mail });
    const gap = await fac.open(mail);
    expect(gap.body).toContain('Still to be filled in: call: time.');
    expect(gap.forms).not.toHaveProperty('release');

    await fac.press(mail, gap, 'edit', { subject: 'Our call', body: 'Dear Ana,\r\n\r\nwe talk at three.' });
    const whole = await fac.open(mail);
    expect(whole.body).toContain('<p>we talk at three.</p>');
    expect(whole.forms).toHaveProperty('release');
  });

  it('keeps what was typed when something is wrong, and loses nobody’s words', async () => {
    const { mail } = await givenInvitations();
    const [one, other] = [await fac.open(mail), await fac.open(mail)];
    const empty = await fac.press(mail, one, 'edit', { subject: '', body: 'Typed already' });
    expect(empty.status).toBe(422);
    expect(empty.body).toContain('Typed already');
    expect(empty.body).toContain('href="#q-subject"');

    await fac.press(mail, one, 'edit', { subject: 'From one', body: 'From one' });
    const late = await fac.press(mail, other, 'edit', { subject: 'From other', body: 'From the other' });
    expect(late.status).toBe(422);
    expect(late.body).toContain('Somebody else changed the letter meanwhile');
    expect(late.body).toContain('From the other');
    expect((await fac.press(mail, other, 'release')).status).toBe(422);
    expect(await statesOf('m6')).toContain('edited');
  });

  it('lets it go once when the button is pressed twice', async () => {
    const { mail } = await givenInvitations();
    const page = await fac.open(mail);
    expect((await fac.press(mail, page, 'release')).status).toBe(303);
    expect((await fac.press(mail, page, 'release')).status).toBe(303);
    expect(released()).toBe(1);
  });

  it('escapes what people wrote', async () => {
    const { mail } = await givenInvitations();
    const body = '<script>alert(1)</script> & [press](javascript:alert(1))';
    await fac.press(mail, await fac.open(mail), 'edit', { subject: '<b>Bold</b>', body });
    const page = await fac.open(mail);
    expect(page.body).not.toMatch(/<script>|<b>Bold|href="javascript/);
  });

  it('is not there for a stranger, and a press from elsewhere does not count', async () => {
    const { mail } = await givenInvitations();
    const stranger = await browse({ name: 'Otto', email: 'otto@example.org' });
    const page = await stranger.open(mail);
    expect(page.status).toBe(404);
    expect((await stranger.open(`/matches/${id}/letters?kind=m6`)).status).toBe(404);
    expect((await stranger.open(`/matches/${id}/packet.pdf`)).status).toBe(404);
    expect((await house.app.inject({ url: mail })).statusCode).toBe(401);
    expect((await fac.press(mail, { ...page, forms: {} }, 'release', { _do: 'release' })).status).toBe(403);
    const signed = await fac.open(mail);
    const nowhere = { ...signed, forms: { release: { ...signed.forms['release'], _do: 'burn' } } };
    expect((await fac.press(mail, nowhere, 'release')).status).toBe(422);
    expect(released()).toBe(0);
  });

  it('of another match is not there either', async () => {
    const { mail } = await givenInvitations();
    const other = (await house.call(pm, 'POST', 'matches', CSSP)).body.id as string;
    expect((await fac.open(mail.replace(id, other))).status).toBe(404);
  });
});

describe('X26: a letter that was released by mistake', () => {
  it('can be taken back, with the time that is left', async () => {
    const usual = house;
    onTestFinished(() => void (house = usual));
    house = await makeHouse(database.db, { recallSeconds: 300 });
    id = (await house.call(pm, 'POST', 'matches', CSSP)).body.id;
    const { mail } = await givenInvitations();
    await fac.press(mail, await fac.open(mail), 'release');
    const waits = await fac.open(mail);
    expect(waits.body).toMatch(/You can take it back for [45] minutes more/);
    expect((await fac.press(mail, waits, 'recall')).status).toBe(303);
    expect((await fac.press(mail, waits, 'recall')).status).toBe(303);
    const back = await fac.open(mail);
    expect(back.body).toContain('Draft, waits to be released');
    expect(back.body).toContain('Taken back: Fran Facilitator');

    const all = `/matches/${id}/letters?kind=m6`;
    await fac.press(all, await fac.open(all), 'release');
    expect(await statesOf('m6')).toEqual(['released', 'released']);
    const gone = await fac.open(all);
    expect(gone.body).toContain('Take back 2 letters');
    await fac.press(all, gone, 'recall');
    expect(await statesOf('m6')).toEqual(['draft', 'draft']);
  });

  it('is withdrawn with the reason', async () => {
    const { mail } = await givenInvitations();
    const page = await fac.open(mail);
    expect((await fac.press(mail, page, 'withdraw', { reason: ' ' })).body).toContain('href="#q-reason"');
    expect((await fac.press(mail, page, 'withdraw', { reason: 'Written twice' })).status).toBe(303);
    const gone = await fac.open(mail);
    expect(gone.body).toContain('Written twice');
    expect(Object.keys(gone.forms).filter((deed) => deed !== '')).toEqual([]);
  });

  it('is apologised for, and sent again, as drafts', async () => {
    const { mail } = await givenInvitations();
    await fac.press(mail, await fac.open(mail), 'release');
    await house.engine.handOver(id, 0);
    const sent = await fac.open(mail);
    const sorry = await fac.press(mail, sent, 'apology', { text: 'The call is on Thursday.' });
    expect(sorry.status).toBe(303);
    const apology = await fac.open(sorry.location);
    expect(apology.body).toContain('The call is on Thursday.');
    expect(apology.forms).toHaveProperty('release');

    const again = await fac.press(mail, sent, 'resend', { channel: 'phone' });
    expect(again.location).not.toBe(mail);
    expect((await fac.press(mail, sent, 'resend', { channel: 'phone' })).location).toBe(again.location);
    expect((await fac.open(again.location)).body).toContain('Release 1 letter to Ana Seeker, by telephone');
  });
});

describe('X24: a letter of which nobody knows', () => {
  it('is settled by who asked: it arrived, or it was told another way', async () => {
    const { mail, post } = await givenInvitations();
    await becomes(mail, 'unknown');
    const page = await aa.open(mail);
    expect(page.body).toContain('Nobody knows whether it arrived');
    expect((await aa.press(mail, page, 'arrived')).status).toBe(303);
    expect((await aa.open(mail)).body).toContain('Found to have arrived');

    await becomes(post, 'failed');
    expect((await aa.press(post, await aa.open(post), 'told')).status).toBe(303);
    expect((await aa.open(post)).body).toContain('Told otherwise');
  });
});

describe('a letter on paper', () => {
  it('is released, printed, and said to be posted', async () => {
    const { post } = await givenInvitations();
    await fac.press(post, await fac.open(post), 'release');
    const waits = await aa.open(post);
    expect(waits.body).toContain(`${post}/print`);
    const pdf = await aa.open(`${post}/print`);
    expect(pdf.body.slice(0, 5)).toBe('%PDF-');
    expect((await aa.press(post, waits, 'carried')).status).toBe(303);
    expect(await statesOf('m6')).toContain('sent');
  });

  it('comes with lists, labels, the packet and a calendar file, for who is signed in', async () => {
    expect((await aa.open(`/matches/${id}/packet.pdf`)).body).toContain('tentative');
    await report('DATES_FINALIZED', { matchStart: '2027-03-01', matchEnd: '2027-03-02' });
    for (const file of ['packet.pdf', 'labels.pdf', 'labels.pdf?channel=post', 'phone-list.pdf'])
      expect((await aa.open(`/matches/${id}/${file}`)).body.slice(0, 5), file).toBe('%PDF-');
    expect((await aa.open(`/matches/${id}/calendar.ics`)).body).toContain('BEGIN:VCALENDAR');
    expect((await aa.open(`/matches/${id}/letters.pdf?channel=phone`)).status).toBe(409);
    expect((await aa.open(`/matches/${id}`)).body).toContain(`/matches/${id}/phone-list.pdf`);
  });
});

describe('letters of one kind', () => {
  it('are found from the match, with who gets it which way, and the count stands in the button', async () => {
    await givenInvitations();
    const address = `/matches/${id}/letters?kind=m6`;
    expect((await fac.open(`/matches/${id}`)).body).toContain(`href="${address}"`);
    const page = await fac.open(address);
    expect(page.body).toContain('Release 2 letters: 1 by mail and 1 by post');
    for (const words of ['Ana Seeker', 'Bob Seeker', 'by post', 'packet.pdf', 'calendar.ics'])
      expect(page.body).toContain(words);
    expect((await fac.press(address, page, 'release')).location).toBe(address);
    expect((await fac.press(address, page, 'release')).status).toBe(303);
    expect(released()).toBe(1);
    expect(await statesOf('m6')).toEqual(['released', 'released']);
  });

  it('go as the page showed them, or not at all', async () => {
    const { mail } = await givenInvitations();
    const address = `/matches/${id}/letters?kind=m6`;
    const page = await fac.open(address);
    const fewer = await fac.press(address, page, 'release', { mail: '2', post: '0' });
    expect(fewer.status).toBe(422);
    expect(fewer.body).toContain('Nothing was done');
    await fac.press(mail, await fac.open(mail), 'edit', { subject: 'Other', body: 'Other words' });
    expect((await fac.press(address, page, 'release')).status).toBe(422);
    expect(released()).toBe(0);
  });

  it('leave without those that cannot go yet', async () => {
    const { mail } = await givenInvitations();
    await fac.press(mail, await fac.open(mail), 'edit', { subject: 'Our call', body: 'At {{ call.time }}' });
    const address = `/matches/${id}/letters?kind=m6`;
    const page = await fac.open(address);
    expect(page.body).toContain('Release 1 letter: 1 by post');
    expect(page.body).toContain('1 draft cannot leave yet');
    await fac.press(address, page, 'release');
    expect((await statesOf('m6')).sort()).toEqual(['edited', 'released']);
  });

  it('are approved by the facilitator, and then released by the assistant', async () => {
    await report('DATES_FINALIZED', { matchStart: '2027-03-01', matchEnd: '2027-03-02' });
    await report('CONFIRMATIONS_APPROVED');
    // As if each of them still waited for a yes of its own.
    await database.db
      .updateTable('letters')
      .set({ approved_at: null, approved_by: null })
      .where('match', '=', id)
      .execute();
    const address = `/matches/${id}/letters?kind=m13a`;
    const early = await aa.open(address);
    expect(early.body).toContain('The facilitator has to approve it first.');
    expect(Object.keys(early.forms).filter((deed) => deed !== '')).toEqual([]);

    const count = (await lettersOf('m13a')).length;
    const own = await fac.open(address);
    expect(own.body).toContain(`Approve ${count} letters`);
    expect(own.forms).not.toHaveProperty('release');
    expect((await fac.press(address, own, 'approve')).status).toBe(303);

    const ready = await aa.open(address);
    expect(ready.body).toContain(`Release ${count} letters`);
    expect((await aa.press(address, ready, 'release')).status).toBe(303);
    expect(new Set(await statesOf('m13a'))).toEqual(new Set(['released']));
  });
});
