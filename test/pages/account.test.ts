import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import type { Account } from '../../src/db/sessions.ts';
import { useDatabase } from '../support/postgres.ts';
import { Browsing } from './browsing.ts';

/** Somebody's own account, and everybody's for administrators. */
const database = useDatabase();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

let house: House;
let now = Date.parse('2027-03-01T12:00:00Z');
let uma: Account;
let count = 0;

beforeAll(async () => {
  house = await makeHouse(database.db, { clock: () => now });
});
beforeEach(async () => {
  uma = await house.accounts.create({ name: 'Uma', email: `uma${++count}@example.org`, roles: ['programManager'] });
});

async function enter(account: { id: string }, agent = FIREFOX): Promise<Browsing> {
  const browser = new Browsing(house, { 'user-agent': agent });
  const { code } = await house.accounts.createSignInLink(account.id, new Date(now));
  expect((await browser.press(`/sign-in/${code}`)).status).toBe(303);
  return browser;
}
const isIn = async (browser: Browsing): Promise<boolean> => (await browser.open('/tasks')).status === 200;

describe('a session', () => {
  it('ends after twelve hours without use; every use keeps it', async () => {
    const browser = await enter(uma);
    for (let n = 0; n < 3; n++) {
      now += 11 * HOUR;
      expect(await isIn(browser)).toBe(true);
    }
    now += 12 * HOUR;
    expect(await isIn(browser)).toBe(false);
  });

  it('is not kept by a page that only stays open and asks whether it still may', async () => {
    const browser = await enter(uma);
    const secret = browser.jar.get('peermatch_session') ?? '';
    now += 11 * HOUR;
    expect(await house.accounts.isSignedIn(secret, new Date(now))).toBe(true);
    now += HOUR;
    expect(await house.accounts.isSignedIn(secret, new Date(now))).toBe(false);
    expect(await isIn(browser)).toBe(false);
  });

  it('ends after thirty days, however much it is used', async () => {
    const browser = await enter(uma);
    const start = now;
    while (now < start + 30 * DAY - 10 * HOUR) {
      now += 10 * HOUR;
      expect(await isIn(browser)).toBe(true);
    }
    now = start + 30 * DAY;
    expect(await isIn(browser)).toBe(false);
  });

  it('is listed with its device, and can be ended from another one', async () => {
    const desk = await enter(uma);
    const phone = await enter(uma, SAFARI);
    now += 2 * HOUR;
    const page = await desk.open('/account');
    expect(page.text).toMatch(/Firefox on Windows This device Signed in 2 hours ago, last used just now/);
    expect(page.text).toMatch(/Safari on iOS Signed in 2 hours ago, last used 2 hours ago Sign out there/);
    expect(page.text.match(/Sign out there/g)).toHaveLength(1);
    const end = /action="(\/account\/sessions\/[\w-]+\/end)"/.exec(page.body)?.[1] ?? '';
    expect(await desk.press(end)).toMatchObject({ status: 303, location: '/account?said=ended' });
    expect([await isIn(desk), await isIn(phone)]).toEqual([true, false]);
  });

  it('of somebody else cannot be ended', async () => {
    const other = await enter(await house.accounts.create({ name: 'Otto', email: `otto${count}@example.org` }));
    const [its] = await house.accounts.sessionsOf(uma.id, new Date(now));
    expect(its).toBeUndefined();
    const browser = await enter(uma);
    const [session] = await house.accounts.sessionsOf(uma.id, new Date(now));
    await other.open('/account');
    await other.press(`/account/sessions/${session?.id}/end`);
    expect(await isIn(browser)).toBe(true);
  });

  it('and all others end by signing out everywhere', async () => {
    const [desk, phone] = [await enter(uma), await enter(uma, SAFARI)];
    await desk.open('/account');
    expect(await desk.press('/account/sessions/end')).toMatchObject({ status: 303, location: '/sign-in' });
    expect([await isIn(desk), await isIn(phone)]).toEqual([false, false]);
  });

  it('is known by its hash only', async () => {
    const browser = await enter(uma);
    const secret = browser.jar.get('peermatch_session') ?? '';
    const page = await browser.open('/account');
    expect(secret).toHaveLength(32);
    expect(page.body).not.toContain(secret);
    const rows = await database.db.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe('an administrator', () => {
  let root: Account;
  let admin: Browsing;

  beforeEach(async () => {
    root = await house.accounts.create({
      name: 'Rita Root',
      email: `root${count}@example.org`,
      roles: ['administrator'],
    });
    admin = await enter(root);
  });

  it('adds an account, once for two presses, and nobody twice', async () => {
    const form = await admin.open('/accounts/new');
    expect(form.text).toContain('A facilitator or an assistant needs neither');
    const pressed = admin.hiddenOf('/accounts/new');
    const fields = { name: 'Nora New', email: `Nora${count}@example.org`, roles: 'programManager' };
    const added = await admin.press('/accounts/new', fields);
    expect(added.status).toBe(303);
    expect((await admin.press('/accounts/new', { ...fields, ...pressed })).location).toBe(added.location);
    expect((await admin.open(added.location ?? '')).text).toContain('The account was added');
    expect((await admin.open('/accounts')).text).toMatch(/Nora New .* Sees all matches, as program manager/);

    await admin.open('/accounts/new');
    const again = await admin.press('/accounts/new', { ...fields, email: `nora${count}@EXAMPLE.org` });
    expect(again.status).toBe(422);
    expect(again.text).toContain('another account has this address');
    const wrong = await admin.press('/accounts/new', { name: '', email: 'nora' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('href="#q-name"');
    expect(wrong.body).toContain('href="#q-email"');
  });

  it('changes name, address and roles; tokens go with the address', async () => {
    const token = (await house.accounts.createToken({ name: 'T', roles: ['facilitator'], email: uma.email ?? '' }))
      .secret;
    const browser = await enter(uma);
    expect((await browser.open('/matches/new')).status).toBe(200);
    await admin.open(`/accounts/${uma.id}`);
    const email = `moved${count}@example.org`;
    const saved = await admin.press(`/accounts/${uma.id}`, { name: 'Uma U', email, roles: [] });
    expect(saved).toMatchObject({ status: 303, location: `/accounts/${uma.id}?said=changed` });
    expect(await house.accounts.byId(uma.id)).toMatchObject({ name: 'Uma U', email, roles: [] });
    expect((await browser.open('/matches/new')).status).toBe(403);
    expect(await house.accounts.bearerOf(token)).toMatchObject({ account: uma.id, email });
  });

  it('closes an account: sessions, links, passkeys and tokens end at once and for good', async () => {
    const browser = await enter(uma);
    const { code } = await house.accounts.createSignInLink(uma.id, new Date(now));
    const { secret } = await house.accounts.createToken({ name: 'T', roles: ['programManager'], account: uma.id });
    expect((await house.call(secret, 'GET', 'methods')).status).toBe(200);

    expect((await admin.open(`/accounts/${uma.id}`)).body).toContain(`href="/accounts/${uma.id}/close"`);
    const asked = await admin.open(`/accounts/${uma.id}/close`);
    expect(asked.text).toContain('signed out everywhere at once: in 1 place now');
    expect(asked.text).toContain('1 token of other programs ends for good.');
    expect(asked.text).toContain('Matches stay as they are');
    // Looking closes nothing.
    expect(await isIn(browser)).toBe(true);
    expect((await admin.press(`/accounts/${uma.id}/close`)).status).toBe(303);
    expect(await isIn(browser)).toBe(false);
    expect((await house.call(secret, 'GET', 'methods')).status).toBe(401);
    expect((await new Browsing(house).press(`/sign-in/${code}`)).status).toBe(404);
    const boss = await house.token(['administrator']);
    const wanted = { name: 'T', roles: ['assistant'], email: uma.email };
    expect((await house.call(boss, 'POST', 'tokens', wanted)).body.because).toBe('the account is closed');
    expect((await admin.open('/accounts')).text).toContain('Uma Closed');

    const page = await admin.open(`/accounts/${uma.id}`);
    expect(page.text).toContain('Open the account again');
    expect(page.text).not.toContain('Make a token');
    await admin.press(`/accounts/${uma.id}/reopen`);
    expect(await isIn(browser)).toBe(false);
    expect((await house.call(secret, 'GET', 'methods')).status).toBe(401);
    expect(await isIn(await enter(uma))).toBe(true);
  });

  it('closes an account once, however often it is pressed: twice, or again after going back', async () => {
    const when = async () => (await house.accounts.list()).find(({ id }) => id === uma.id)?.closedAt;
    await admin.open(`/accounts/${uma.id}/close`);
    const said = `/accounts/${uma.id}?said=closed`;
    const both = await Promise.all([
      admin.press(`/accounts/${uma.id}/close`),
      admin.press(`/accounts/${uma.id}/close`),
    ]);
    expect(both.map(({ location }) => location)).toEqual([said, said]);
    const closed = await when();
    now += 60_000;
    expect((await admin.press(`/accounts/${uma.id}/close`)).location).toBe(said);
    expect(await when()).toEqual(closed);
    // The page itself, opened again, has nothing to ask any more.
    const again = await admin.open(`/accounts/${uma.id}/close`);
    expect([again.status, again.location]).toEqual([303, `/accounts/${uma.id}`]);
  });

  it('cannot close the own account nor give up being one, nor close the one that the start signs in', async () => {
    await admin.open(`/accounts/${root.id}`);
    const guard = admin.hiddenOf(`/accounts/${root.id}`);
    expect((await admin.press(`/accounts/${root.id}/close`, guard)).status).toBe(409);
    const given = await admin.press(`/accounts/${root.id}`, { name: 'Rita', email: root.email ?? '', roles: [] });
    expect(given.status).toBe(422);
    expect(given.text).toContain('stays an administrator');
    if ((await house.accounts.byId('administrator')) === undefined)
      await house.accounts.create({ id: 'administrator', name: 'Administrator', roles: ['administrator'] });
    expect((await admin.press('/accounts/administrator/close', guard)).status).toBe(409);
    expect(await isIn(admin)).toBe(true);
  });

  it('makes a token that is shown once, sees when it was used, and revokes it', async () => {
    const page = await admin.open(`/accounts/${uma.id}`);
    expect(page.text).toContain('Tokens for other programs');
    const none = await admin.press(`/accounts/${uma.id}/tokens`, { tokenName: '', tokenRoles: [] });
    expect(none.status).toBe(422);
    expect(none.text).toContain('Choose at least one role');

    await admin.open(`/accounts/${uma.id}`);
    const fields = { tokenName: 'Nightly list', tokenRoles: 'programManager' };
    const made = await admin.press(`/accounts/${uma.id}/tokens`, fields);
    const secret = /<code class="pm-secret">([\w-]+)</.exec(made.body)?.[1] ?? '';
    expect(made.status).toBe(200);
    expect(made.headers['cache-control']).toBe('no-store');
    expect((await house.call(secret, 'GET', 'matches')).status).toBe(200);

    now += 3 * DAY;
    admin = await enter(root);
    const shown = await admin.open(`/accounts/${uma.id}`);
    expect(shown.body).not.toContain(secret);
    expect(shown.text).toMatch(/Nightly list For: program manager. Made 3 days ago, last used 3 days ago/);
    const revoke = /action="(\/accounts\/[\w-]+\/tokens\/[\w-]+\/revoke)"/.exec(shown.body)?.[1] ?? '';
    expect((await admin.press(revoke)).status).toBe(303);
    expect((await house.call(secret, 'GET', 'matches')).status).toBe(401);
  });

  it('makes one token for two presses', async () => {
    await admin.open(`/accounts/${uma.id}`);
    const fields = { tokenName: 'Twice', tokenRoles: 'assistant' };
    const first = admin.hiddenOf(`/accounts/${uma.id}/tokens`);
    await admin.press(`/accounts/${uma.id}/tokens`, fields);
    const again = await admin.press(`/accounts/${uma.id}/tokens`, { ...fields, ...first });
    expect(again.text).toContain('It was made before, and is shown once');
    expect(await house.accounts.tokensOf(uma.id)).toHaveLength(1);
  });

  it('hands a link over where no mail server is set, and nowhere else', async () => {
    await admin.open(`/accounts/${uma.id}`);
    const made = await admin.press(`/accounts/${uma.id}/link`);
    const link = /<code class="pm-secret">http:\/\/localhost:3000(\/sign-in\/[\w-]+)</.exec(made.body)?.[1] ?? '';
    now += 23 * HOUR;
    expect((await new Browsing(house).press(link)).status).toBe(303);

    const withMail = await makeHouse(database.db, { canSendMail: true });
    const there = new Browsing(withMail);
    const { code } = await house.accounts.createSignInLink(root.id, new Date());
    await there.press(`/sign-in/${code}`);
    expect((await there.open(`/accounts/${uma.id}`)).text).not.toContain('A link to sign in');
    const guard = there.hiddenOf(`/accounts/${uma.id}`);
    expect((await there.press(`/accounts/${uma.id}/link`, guard)).status).toBe(409);
  });
});

describe('the head of every page', () => {
  it('leads to the own account, and to all accounts for administrators only', async () => {
    const page = await (await enter(uma)).open('/tasks');
    expect(page.body).toContain('href="/account"');
    expect(page.body).not.toContain('href="/accounts"');
    const root = await house.accounts.create({ name: 'Rob', roles: ['administrator'] });
    expect((await (await enter(root)).open('/tasks')).body).toContain('href="/accounts"');
  });
});
