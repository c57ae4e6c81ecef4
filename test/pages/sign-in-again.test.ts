import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSignInLetter } from '../../src/api/sign-in/letter.ts';
import { bringAgain, sendLink } from '../../src/api/sign-in/ask.ts';
import { createLog } from '../../src/log.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { startSink } from '../support/sink.ts';
import type { Sink } from '../support/sink.ts';
import { Browsing } from './browsing.ts';

/** A sign-in letter that a mail server puts off: it is brought again while its link opens, by whichever process there is, and never after. */
const database = useDatabase();
const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));
const SECOND = 1000;
const MINUTE = 60 * SECOND;

let sink: Sink;
let now = Date.parse('2027-03-01T12:00:00Z');
let lines: string;
let email: string;
let person = 0;

/** One process of the API. Its clock goes on when a test says so. */
const makeProcess = (): Promise<House> =>
  makeHouse(database.db, {
    canSendMail: true,
    clock: () => now,
    log: createLog('api', {
      logLevel: 'info',
      destination: new Writable({ write: (chunk, _, done) => void ((lines += String(chunk)), done()) }),
    }),
    sendSignInLetter: makeSignInLetter(CONTENT, {
      smtpUrl: sink.url,
      mailFrom: 'Peermatch <peermatch@example.org>',
      programName: 'Peermatch',
    }),
  });

beforeAll(async () => {
  sink = await startSink();
});
afterAll(() => sink.close());
beforeEach(() => {
  // What another test left is past.
  now += 60 * MINUTE;
  sink.received.length = 0;
  sink.refusals.length = 0;
  lines = '';
  email = `uma${++person}@example.org`;
});

const account = (house: House) => house.accounts.create({ name: 'Uma Umlaut', email, roles: [] });

const ask = (house: House) => sendLink(house.deps, { email, browser: BROWSER, goesTo: '/' });
const BROWSER = 'the one that asks';

/** Lets the time go on as the sweep of a process sees it. Answers after how many seconds a letter was brought. */
async function passes(house: House, minutes: number, meanwhile: () => Promise<void> = async () => {}) {
  const [from, brought] = [now, [] as number[]];
  while (now < from + minutes * MINUTE) {
    now += 5 * SECOND;
    await meanwhile();
    if ((await bringAgain(house.deps)) > 0) brought.push((now - from) / SECOND);
  }
  return brought;
}
const codeIn = (text: string | undefined): string => /\/sign-in\/([\w-]+)/.exec(text ?? '')?.[1] ?? '';
const opens = async (house: House, code: string) =>
  (await house.accounts.signInLink(code, new Date(now), { browser: BROWSER }))?.state;

describe('a sign-in letter that is put off', () => {
  it('is brought again until it is taken, and its link signs in', async () => {
    const house = await makeProcess();
    await account(house);
    sink.refusals.push(451, 450, 421);
    const browser = new Browsing(house);
    await browser.open('/sign-in');
    await browser.press('/sign-in', { email });
    await vi.waitFor(() => expect(lines).toContain('was not taken'));
    expect(await passes(house, 9)).toEqual([30, 90, 210]);
    expect(sink.received.map(({ to }) => to)).toEqual([email]);
    const path = `/sign-in/${codeIn(sink.received[0]?.mail.text)}`;
    expect(await browser.press(path)).toMatchObject({ status: 303 });
    await house.app.close();
  });

  it('is brought by another process when the one that was asked has ended, once', async () => {
    const ended = await makeProcess();
    await account(ended);
    sink.refusals.push(451);
    await ask(ended);
    await ended.app.close();
    const [one, other] = [await makeProcess(), await makeProcess()];
    now += 30 * SECOND;
    const brought = await Promise.all([bringAgain(one.deps), bringAgain(other.deps)]);
    expect(brought.toSorted()).toEqual([0, 1]);
    expect(sink.received).toHaveLength(1);
    expect(await opens(other, codeIn(sink.received[0]?.mail.text))).toBe('live');
  });

  it('is brought also when its process ended while it was handed over, and no code is kept that opens anything', async () => {
    const house = await makeProcess();
    const { id } = await account(house);
    const code = await house.accounts.createAskedLink(id, { browser: BROWSER, goesTo: '/', now: new Date(now) });
    expect(await passes(house, 3)).toEqual([120]);
    const fresh = codeIn(sink.received[0]?.mail.text);
    expect([await opens(house, fresh), await opens(house, code ?? '')]).toEqual(['live', undefined]);
    const kept = JSON.stringify(await database.db.selectFrom('sign_in_links').selectAll().execute());
    for (const secret of [fresh, code ?? '', BROWSER]) expect(kept).not.toContain(secret);
  });

  it('is given up before its link ends: five tries in less than ten minutes, and none after', async () => {
    const house = await makeProcess();
    await account(house);
    sink.refusals.push(...Array.from({ length: 20 }, () => 451));
    const before = sink.brought();
    await ask(house);
    expect(await passes(house, 30)).toEqual([30, 90, 210, 450]);
    expect(sink.brought() - before).toBe(5);
    expect(sink.received).toEqual([]);
  });

  it('is not brought when its link has ended meanwhile, as on a machine that slept', async () => {
    const house = await makeProcess();
    await account(house);
    sink.refusals.push(451);
    await ask(house);
    now += 10 * MINUTE;
    expect(await passes(house, 5)).toEqual([]);
  });

  it('is not brought to an account that was closed meanwhile', async () => {
    const house = await makeProcess();
    const { id } = await account(house);
    sink.refusals.push(451);
    await ask(house);
    await house.accounts.close(id, new Date(now));
    expect(await passes(house, 10)).toEqual([]);
  });

  it('is not brought again when it was taken, or refused for good', async () => {
    const house = await makeProcess();
    await account(house);
    await ask(house);
    sink.refusals.push(550);
    await ask(house);
    expect(await passes(house, 10)).toEqual([]);
    expect(sink.received).toHaveLength(1);
  });

  it('leaves lines in the log that name nobody, though the mail server does', async () => {
    const house = await makeProcess();
    await account(house);
    sink.refusals.push(451, 550);
    await ask(house);
    await passes(house, 1);
    expect(lines).toContain('not now');
    expect(lines).not.toContain(email);
    expect(lines).not.toContain('Umlaut');
    expect(lines).not.toMatch(/sign-in\/[\w-]{20,}/);
  });
});
