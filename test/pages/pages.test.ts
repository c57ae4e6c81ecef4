import { beforeAll, describe, expect, it } from 'vitest';
import { makeHouse, tips } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { sampleMessage } from '../mail/sample-message.ts';
import { useDatabase } from '../support/postgres.ts';
import { signIn } from './sign-in.ts';

/** The first pages: read by people who know nothing of engines, only when they are signed in. */
const database = useDatabase();
let house: House;
let cookie: string;
let id: string;

const get = (url: string, headers: Record<string, string> = { cookie }) => house.app.inject({ url, headers });

beforeAll(async () => {
  house = await makeHouse(database.db);
  const pm = await house.token(['programManager'], 'pm@example.org');
  id = (await house.call(pm, 'POST', 'matches', { ...tips, title: 'Tips <b>& more</b>' })).body.id;
  const report = (event: object) => house.call(pm, 'POST', `matches/${id}/events`, event);
  await report({ type: 'PEOPLE_CHOSEN', data: { persons: ['ann', 'bob'] } });
  await report({ type: 'TASK_SKIPPED', task: 'Q4', data: { reason: 'They have met' } });
  cookie = await signIn(house, { name: 'Olga Office', roles: ['administrator'] });
});

describe('signing in', () => {
  it('takes a press of a button: looking at the link changes nothing', async () => {
    const account = await house.accounts.create({ name: 'Sam', roles: ['administrator'] });
    const { code } = await house.accounts.createSignInLink(account.id, new Date());
    for (let look = 0; look < 2; look++) {
      const page = await get(`/sign-in/${code}`, {});
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('signs you in as Sam');
      expect(page.headers['set-cookie']).toBeUndefined();
    }
    const pressed = await house.app.inject({ method: 'POST', url: `/sign-in/${code}` });
    expect(pressed.statusCode).toBe(303);
    expect(pressed.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax/);
    const again = await house.app.inject({ method: 'POST', url: `/sign-in/${code}` });
    expect(again.statusCode).toBe(410);
    expect(again.body).toContain('no longer works');
  });

  it('is asked for on every page of who is not signed in', async () => {
    for (const url of ['/', `/matches/${id}`, '/mail']) {
      const page = await get(url, {});
      expect(page.statusCode).toBe(401);
      expect(page.body).toContain('Please sign in');
      expect(page.body).not.toContain('Tips');
    }
  });

  it('ends with signing out', async () => {
    const own = await signIn(house, { name: 'Ute', roles: ['administrator'] });
    expect((await get('/', { cookie: own })).statusCode).toBe(200);
    await house.app.inject({ method: 'POST', url: '/sign-out', headers: { cookie: own } });
    expect((await get('/', { cookie: own })).statusCode).toBe(401);
  });
});

describe('the pages', () => {
  it('show the portfolio with what is due and for whom it waits', async () => {
    const page = await get('/');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Tips &lt;b>&amp; more&lt;/b>');
    expect(page.body).toContain('Under way');
  });

  it('find a match by its title', async () => {
    expect((await get('/?q=tips')).body).toContain(`/matches/${id}`);
    expect((await get('/?q=elsewhere')).body).not.toContain(`/matches/${id}`);
  });

  it('tell where a match stands in plain words', async () => {
    const { body } = await get(`/matches/${id}`);
    expect(body).toMatch(/This match is in step/);
    expect(body).toContain('What needs doing');
    expect(body).toContain('Reason: They have met');
    expect(body).toContain('Participants chosen');
    expect(body).toContain('What comes next');
    expect((await get(`/matches/${id}/chart`)).body).toContain('<svg role="img"');
  });

  it('speak no language of engines', async () => {
    const words = (await get(`/matches/${id}`)).body.replaceAll(/<[^>]*>/g, ' ');
    expect(words).not.toMatch(/workflow|signal|payload|statechart|snapshot|\bnull\b|undefined/i);
    expect(words).not.toMatch(/\b[A-Z]+_[A-Z]+\b|cluster/);
  });

  it('show a letter before it leaves, and who lets it go', async () => {
    const letter = await database.db
      .selectFrom('letters')
      .select('id')
      .where('match', '=', id)
      .executeTakeFirstOrThrow();
    const page = await get(`/matches/${id}/letters/${letter.id}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('waits to be released');
    expect(page.body).toContain('Released by');
  });

  it('show mail that was kept', async () => {
    await database.db
      .updateTable('letters')
      .set({
        mime: Buffer.from('Subject: Hello\r\n\r\nHello <Ann>'),
        sent_at: new Date(),
        channel: 'captured',
        state: 'sent',
      })
      .where('match', '=', id)
      .where('person', '=', (eb) => eb.selectFrom('people').select('id').where('name', '=', 'Ann Seeker').limit(1))
      .execute();
    const list = await get('/mail');
    expect(list.body).toMatch(/\d [AP]M E[SD]T/);
    const link = /\/mail\/([\w-]+)"/.exec(list.body)?.[1];
    const mail = await get(`/mail/${link}`);
    expect(mail.statusCode).toBe(200);
    expect(mail.body).toContain('Hello &lt;Ann>');
  });

  it('show the one mail in which several reminders left, once, and with its own words', async () => {
    const [first, second] = await database.db
      .selectFrom('letters')
      .select(['id', 'subject'])
      .where('match', '=', id)
      .execute();
    const kept = { sent_at: new Date(), channel: 'captured', state: 'sent' } as const;
    const mime = await composeMessage(
      {
        ...sampleMessage,
        subject: 'Für dich: 2 Bitten',
        text: 'Zwei Bitten, über alles\n\n--- und\n\nwas darunter steht\n',
      },
      { name: 'Peermatch', address: 'peermatch@example.org' },
    );
    const set = (letter: string, more: object) =>
      database.db
        .updateTable('letters')
        .set({ ...kept, ...more })
        .where('id', '=', letter)
        .execute();
    await set(first?.id ?? '', { mime, carried_by: null });
    await set(second?.id ?? '', { mime: null, carried_by: first?.id });

    const list = await get('/mail');
    expect(list.body.match(/Für dich: 2 Bitten/g)).toHaveLength(1);
    expect(list.body).not.toContain(`/mail/${second?.id}`);
    const carried = await get(`/mail/${second?.id}`);
    expect(carried.statusCode).toBe(200);
    expect(carried.body).toContain('Zwei Bitten, über alles');
    expect(carried.body).toContain('was darunter steht');
    const page = await get(`/matches/${id}/letters/${second?.id}`);
    expect(page.body).toContain(`href="/mail/${first?.id}"`);
    expect(page.body).toContain('in one mail');
  });

  it('hide the matches of others, and say so kindly', async () => {
    const other = await signIn(house, { name: 'Otto', email: 'otto@example.org' });
    const page = await get(`/matches/${id}`, { cookie: other });
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain('Not found');
    expect((await get('/', { cookie: other })).body).not.toContain(`/matches/${id}`);
    const fran = await signIn(house, { name: 'Fran', email: 'FAC@example.org' });
    expect((await get(`/matches/${id}`, { cookie: fran })).statusCode).toBe(200);
  });

  it('allow no script and no frame', async () => {
    const { headers } = await get('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it('serve the design system, and nothing else of its package', async () => {
    expect((await get('/assets/uswds/css/uswds.min.css')).statusCode).toBe(200);
    expect((await get('/assets/uswds/js/uswds.min.js')).statusCode).toBe(404);
    expect((await get('/assets/peermatch.css')).statusCode).toBe(200);
  });
});
