import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSignInLetter } from '../../src/api/sign-in/letter.ts';
import { safePath, signInAt } from '../../src/api/sign-in/safe-path.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { fileURLToPath } from 'node:url';
import { useDatabase } from '../support/postgres.ts';
import { startSink } from '../support/sink.ts';
import type { Sink } from '../support/sink.ts';
import { Browsing } from './browsing.ts';
import type { Seen } from './browsing.ts';

/** Signing in by a letter: bound to the browser that asked, ten minutes, once; and nobody learns who has an account. */
const database = useDatabase();
const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));
const MINUTE = 60_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let sink: Sink;
let house: House;
let now = Date.parse('2027-03-01T12:00:00Z');
let email: string;
let person = 0;

const houseWithMail = (change = {}) =>
  makeHouse(database.db, {
    canSendMail: true,
    clock: () => now,
    sendSignInLetter: makeSignInLetter(CONTENT, {
      smtpUrl: sink.url,
      mailFrom: 'Peermatch <peermatch@example.org>',
      programName: 'Peermatch',
    }),
    ...change,
  });

beforeAll(async () => {
  sink = await startSink();
  house = await houseWithMail();
});
afterAll(async () => {
  await house.app.close();
  await sink.close();
});
beforeEach(async () => {
  sink.received.length = 0;
  email = `uma${++person}@example.org`;
  await house.accounts.create({ name: `Uma *${person}*`, email, roles: ['programManager'] });
});

/** Asks for a letter; answers the path of its link. */
async function linkFor(browser: Browsing, to = '/'): Promise<string> {
  const before = sink.received.length;
  await browser.open(signInAt(to));
  expect(await browser.press('/sign-in', { email })).toMatchObject({ status: 303, location: '/sign-in/asked' });
  await vi.waitFor(() => expect(sink.received).toHaveLength(before + 1));
  const text = sink.received.at(-1)?.mail.text ?? '';
  return new URL(/http:\/\/localhost:3000\/sign-in\/[\w-]+/.exec(text)?.[0] ?? '').pathname;
}
const isIn = async (browser: Browsing): Promise<boolean> => (await browser.open('/tasks')).status === 200;

describe('a letter with a link', () => {
  it('signs in, once, and leads to the page that was wanted', async () => {
    const browser = new Browsing(house, { 'user-agent': FIREFOX });
    const wanted = await browser.open('/mail?after=x');
    expect(wanted).toMatchObject({ status: 303, location: '/sign-in?to=%2Fmail%3Fafter%3Dx' });
    const link = await linkFor(browser, '/mail?after=x');
    for (let look = 0; look < 2; look++) expect((await browser.open(link)).text).toContain(`you in as Uma *${person}*`);
    const pressed = await browser.press(link);
    expect(pressed).toMatchObject({ status: 303, location: '/mail?after=x' });
    expect(String(pressed.headers['set-cookie'])).toMatch(/peermatch_session=[^;]+;.*HttpOnly; SameSite=Lax/);
    expect(await isIn(browser)).toBe(true);

    for (const again of [await browser.open(link), await browser.press(link)]) {
      expect(again.status).toBe(410);
      expect(again.text).toContain('It was used already');
      expect(again.text).toContain('Ask for a new link');
    }
  });

  it('pressed twice at once opens one session', async () => {
    const browser = new Browsing(house);
    const link = await linkFor(browser);
    const both = await Promise.all([browser.press(link), browser.press(link)]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 410]);
  });

  it('is plain to read, and only its reader gets it', async () => {
    await linkFor(new Browsing(house));
    const [{ to, mail } = { to: '', mail: undefined }] = sink.received;
    expect(to).toBe(email);
    expect(mail?.subject).toBe('Sign in to Peermatch');
    expect(mail?.text).toContain(`Dear Uma *${person}*`);
    expect(mail?.text).toContain('within 10 minutes');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    const { rows } = await database.db.executeQuery<{ n: number }>(
      database.db
        .selectFrom('letters')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .compile(),
    );
    expect(rows[0]?.n).toBe(0);
  });

  it('opens nowhere but where it was asked for, and is not used up by trying', async () => {
    const asking = new Browsing(house);
    const link = await linkFor(asking);
    const other = new Browsing(house);
    await other.open('/sign-in');
    for (const seen of [await other.open(link), await other.press(link)]) {
      expect(seen.status).toBe(403);
      expect(seen.text).toContain('Open this link where you asked for it');
      expect(seen.text).toContain('paste it there');
      expect(seen.text).not.toContain('Uma');
    }
    expect(await isIn(other)).toBe(false);
    expect((await asking.press(link)).status).toBe(303);
  });

  it('is too old after ten minutes', async () => {
    const browser = new Browsing(house);
    const link = await linkFor(browser);
    now += 10 * MINUTE - 1;
    expect((await browser.open(link)).status).toBe(200);
    now += 1;
    for (const seen of [await browser.open(link), await browser.press(link)]) {
      expect(seen.status).toBe(410);
      expect(seen.text).toContain('It is too old');
    }
    expect(await isIn(browser)).toBe(false);
  });

  it('that is cut off or made up says so', async () => {
    const browser = new Browsing(house);
    const link = await linkFor(browser);
    for (const wrong of [link.slice(0, -3), '/sign-in/x']) {
      expect((await browser.press(wrong)).status).toBe(404);
      expect((await browser.open(wrong)).text).toContain('This link is not known');
    }
  });

  it('still works when another one was asked for in the same browser', async () => {
    const browser = new Browsing(house);
    const first = await linkFor(browser);
    await linkFor(browser);
    expect((await browser.press(first)).status).toBe(303);
  });

  it('ends the session that was there before', async () => {
    const browser = new Browsing(house);
    await browser.press(await linkFor(browser));
    const old = browser.jar.get('peermatch_session') ?? '';
    await browser.press(await linkAgain(browser));
    expect(browser.jar.get('peermatch_session')).not.toBe(old);
    expect(await house.accounts.sessionOf(old, new Date(now))).toBeUndefined();
    expect(await isIn(browser)).toBe(true);
  });

  /** Asks while somebody is signed in, as in a second window. */
  async function linkAgain(browser: Browsing): Promise<string> {
    await browser.press('/sign-in', { email, to: '/' });
    await vi.waitFor(() => expect(sink.received).toHaveLength(2));
    return new URL(/http:\S+\/sign-in\/[\w-]+/.exec(sink.received[1]?.mail.text ?? '')?.[0] ?? '').pathname;
  }
});

describe('who asks for an address that has no account', () => {
  const asked = async (browser: Browsing, address: string): Promise<Seen> => {
    await browser.open('/sign-in');
    return browser.press('/sign-in', { email: address });
  };
  const withoutSecrets = ({ status, body, headers }: Seen) => ({
    status,
    body,
    headers: {
      ...headers,
      date: '',
      'x-ratelimit-remaining': '',
      'x-ratelimit-reset': '',
      'set-cookie': String(headers['set-cookie']).replace(/=[^;]*/, ''),
    },
  });

  it('is told the same, to the letter', async () => {
    const [known, unknown] = [new Browsing(house), new Browsing(house)];
    const one = withoutSecrets(await asked(known, email));
    expect(withoutSecrets(await asked(unknown, 'nobody@example.org'))).toEqual(one);
    expect((await unknown.open('/sign-in/asked')).body).toBe((await known.open('/sign-in/asked')).body);
    await vi.waitFor(() => expect(sink.received).toHaveLength(1));
  });

  it('and as fast: nothing about the address is looked up before the answer', async () => {
    const { accounts } = house;
    const never = { ...accounts, byEmail: () => new Promise<never>(() => undefined) };
    const slow = await houseWithMail({ accounts: never });
    expect((await asked(new Browsing(slow), email)).status).toBe(303);
  });

  it('is not answered by mail, and neither is a closed account', async () => {
    const closed = await house.accounts.create({ name: 'Cleo', email: 'cleo@example.org', roles: [] });
    await house.accounts.close(closed.id, new Date(now));
    const own = await houseWithMail();
    for (const address of ['nobody@example.org', 'cleo@example.org', `${email}.example`, `x+${email}`])
      await asked(new Browsing(own), address);
    await own.app.close();
    expect(sink.received).toEqual([]);
  });

  it('with something that is no address is told so at the field', async () => {
    const seen = await asked(new Browsing(house), 'uma');
    expect(seen.status).toBe(422);
    expect(seen.body).toContain('href="#q-email"');
    expect(seen.body).toContain('aria-invalid');
    expect(seen.body).toContain('value="uma"');
  });
});

describe('asking very often', () => {
  it('brings five letters in a quarter of an hour, and the same page after that', async () => {
    const own = await houseWithMail();
    const ask = async () => {
      const browser = new Browsing(own);
      await browser.open('/sign-in');
      return browser.press('/sign-in', { email });
    };
    for (let n = 0; n < 7; n++) expect(await ask()).toMatchObject({ status: 303, location: '/sign-in/asked' });
    now += 15 * MINUTE;
    await vi.waitFor(() => expect(sink.received).toHaveLength(5));
    await ask();
    await own.app.close();
    expect(sink.received).toHaveLength(6);
  });

  it('from one place is stopped, whoever is asked for', async () => {
    const own = await houseWithMail({ sendSignInLetter: () => Promise.resolve({ state: 'sent', response: '' }) });
    const ask = (n: number) => new Browsing(own).press('/sign-in', { email: `guess${n}@example.org` });
    for (let n = 0; n < 20; n++) expect((await ask(n)).status).toBe(303);
    const stopped = await ask(20);
    expect(stopped.status).toBe(429);
    expect(stopped.text).toContain('Please wait a quarter of an hour');
    await own.app.close();
  });

  it('is counted by who calls, not by the proxy between, when that is named', async () => {
    const own = await houseWithMail({
      sendSignInLetter: () => Promise.resolve({ state: 'sent', response: '' }),
      trustProxy: '10.0.0.1',
    });
    const ask = (caller: string) =>
      own.app.inject({
        method: 'POST',
        url: '/sign-in',
        remoteAddress: '10.0.0.1',
        headers: { 'x-forwarded-for': caller, 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'email=guess@example.org',
      });
    for (let n = 0; n < 20; n++) await ask('203.0.113.1');
    expect([(await ask('203.0.113.1')).statusCode, (await ask('203.0.113.2')).statusCode]).toEqual([429, 303]);
    await own.app.close();
  });

  it('guesses at links are stopped too', async () => {
    const own = await houseWithMail();
    const guess = (n: number) => new Browsing(own).press(`/sign-in/guess${n}`);
    for (let n = 0; n < 30; n++) expect((await guess(n)).status).toBe(404);
    expect((await guess(30)).status).toBe(429);
    await own.app.close();
  });
});

describe('the page to sign in', () => {
  it('says what to do when no mail server is set, and sends nothing', async () => {
    const own = await makeHouse(database.db, { sendSignInLetter: () => Promise.reject(new Error('was called')) });
    const browser = new Browsing(own);
    const page = await browser.open('/sign-in');
    expect(page.text).toContain('No mail server is set up here');
    expect(page.body).not.toContain('name="email"');
    expect(await browser.press('/sign-in', { email })).toMatchObject({ status: 303, location: '/sign-in' });
    await own.app.close();
  });

  it('leads on who is signed in, to a page of ours only', async () => {
    const browser = new Browsing(house);
    await browser.press(await linkFor(browser, 'https://evil.example/'));
    expect(await browser.open('/sign-in?to=/tasks')).toMatchObject({ status: 303, location: '/tasks' });
    for (const wrong of ['//evil.example', 'https://evil.example', '/%5c/evil.example/..//evil.example'])
      expect((await browser.open(`/sign-in?to=${encodeURIComponent(wrong)}`)).location).toMatch(/^\/(?![/\\])/);
  });

  it('tells no other place where it was, and takes script from nowhere else', async () => {
    for (const url of ['/sign-in', '/sign-in/asked', '/sign-in/unknown', '/l/unknown', '/code']) {
      const { headers } = await new Browsing(house).open(url);
      expect([url, headers['referrer-policy'], headers['cache-control']]).toEqual([url, 'no-referrer', 'no-store']);
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:/);
    }
  });

  it('is where a page that saves page loads leads, too', async () => {
    const shown = { 'hx-request': 'true', 'hx-current-url': 'http://localhost:3000/matches/abc?x=1' };
    const { status, headers } = await new Browsing(house).open('/matches/abc?x=1', shown);
    expect([status, headers['hx-redirect']]).toEqual([401, '/sign-in?to=%2Fmatches%2Fabc%3Fx%3D1']);
    // A form that saves itself stays where it is, with what was typed.
    const typed = await new Browsing(house).press('/matches/abc/forms/F1', {}, shown);
    expect([typed.status, typed.headers['hx-redirect']]).toEqual([401, undefined]);
  });
});

describe('a wanted page', () => {
  it.each([
    ['/matches/abc?task=T01', '/matches/abc?task=T01'],
    ['/', '/'],
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/a/..//evil.example', '/'],
    ['/sign-in/abc', '/'],
    ['/sign-out', '/'],
    ['/x\r\nset-cookie: a=b', '/'],
    ['/x y', '/'],
    [`/${'x'.repeat(500)}`, '/'],
    [undefined, '/'],
  ])('%s leads to %s', (wanted, path) => {
    expect(safePath(wanted)).toBe(path);
  });
});
