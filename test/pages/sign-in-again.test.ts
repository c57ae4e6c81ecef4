import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSignInLetter } from '../../src/api/sign-in/letter.ts';
import { sendLink } from '../../src/api/sign-in/ask.ts';
import { createLog } from '../../src/log.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { startSink } from '../support/sink.ts';
import type { Sink } from '../support/sink.ts';
import { Browsing } from './browsing.ts';

/** A sign-in letter that a mail server puts off: it is brought again while its link opens, and never after. */
const database = useDatabase();
const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));
const SECOND = 1000;
const MINUTE = 60 * SECOND;

let sink: Sink;
let now = Date.parse('2027-03-01T12:00:00Z');
let waits: number[];
let lines: string;
let email: string;
let person = 0;

/** The clock goes on by what is waited for, and by what a test says. */
const houseWhere = (whileWaiting: () => void | Promise<void> = () => undefined): Promise<House> =>
  makeHouse(database.db, {
    canSendMail: true,
    clock: () => now,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      now += milliseconds;
      await whileWaiting();
    },
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
  sink.received.length = 0;
  sink.refusals.length = 0;
  waits = [];
  lines = '';
  email = `uma${++person}@example.org`;
});

const account = (house: House) => house.accounts.create({ name: 'Uma Umlaut', email, roles: [] });

/** Asks for a letter without a page, to the end of all that is done about it. Answers how often it was brought. */
async function askToTheEnd(house: House): Promise<number> {
  const before = sink.brought();
  await sendLink(house.deps, { email, browser: 'the one that asks', goesTo: '/' }, new AbortController().signal);
  return sink.brought() - before;
}

describe('a sign-in letter that is put off', () => {
  it('is brought again until it is taken, the same letter, and its link signs in', async () => {
    const house = await houseWhere();
    await account(house);
    sink.refusals.push(451, 450, 421);
    const browser = new Browsing(house);
    await browser.open('/sign-in');
    await browser.press('/sign-in', { email });
    await vi.waitFor(() => expect(sink.received).toHaveLength(1));
    expect(waits).toEqual([30 * SECOND, 60 * SECOND, 120 * SECOND]);
    expect(sink.received[0]?.to).toBe(email);
    const [path = ''] = /\/sign-in\/[\w-]+/.exec(sink.received[0]?.mail.text ?? '') ?? [];
    expect(await browser.press(path)).toMatchObject({ status: 303 });
    await house.app.close();
  });

  it('is given up before its link ends: five tries in less than ten minutes, and none after', async () => {
    const house = await houseWhere();
    await account(house);
    sink.refusals.push(...Array.from({ length: 20 }, () => 451));
    expect(await askToTheEnd(house)).toBe(5);
    expect(waits.reduce((all, one) => all + one, 0)).toBeLessThan(10 * MINUTE);
    expect(sink.received).toEqual([]);
  });

  it('is not brought when its link has ended meanwhile, as on a machine that slept', async () => {
    const house = await houseWhere(() => void (now += 10 * MINUTE));
    await account(house);
    sink.refusals.push(451);
    expect(await askToTheEnd(house)).toBe(1);
    expect(waits).toHaveLength(1);
    expect(sink.received).toEqual([]);
  });

  it('is not brought to an account that was closed meanwhile', async () => {
    const made: string[] = [];
    const house = await houseWhere(() =>
      made[0] === undefined ? undefined : house.accounts.close(made[0], new Date(now)),
    );
    made.push((await account(house)).id);
    sink.refusals.push(451);
    expect(await askToTheEnd(house)).toBe(1);
    expect(sink.received).toEqual([]);
  });

  it('is not brought again when it was refused for good', async () => {
    const house = await houseWhere();
    await account(house);
    sink.refusals.push(550);
    expect(await askToTheEnd(house)).toBe(1);
    expect(waits).toEqual([]);
  });

  it('holds up no end: an application that closes waits for no further try', async () => {
    const house = await makeHouse(database.db, {
      canSendMail: true,
      sendSignInLetter: makeSignInLetter(CONTENT, {
        smtpUrl: sink.url,
        mailFrom: 'Peermatch <peermatch@example.org>',
        programName: 'Peermatch',
      }),
    });
    await account(house);
    sink.refusals.push(451);
    // With the real timer: the first wait alone is half a minute.
    const from = performance.now();
    const browser = new Browsing(house);
    await browser.open('/sign-in');
    await browser.press('/sign-in', { email });
    await house.app.close();
    expect(sink.refusals).toEqual([]);
    expect(performance.now() - from).toBeLessThan(20 * SECOND);
    expect(sink.received).toEqual([]);
  });

  it('leaves lines in the log that name nobody, though the mail server does', async () => {
    const house = await houseWhere();
    await account(house);
    sink.refusals.push(451, 550);
    await askToTheEnd(house);
    expect(lines).toContain('not now');
    expect(lines).not.toContain(email);
    expect(lines).not.toContain('Umlaut');
    expect(lines).not.toMatch(/sign-in\/[\w-]{20,}/);
  });
});
