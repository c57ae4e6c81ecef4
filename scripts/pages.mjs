/**
 * Draws docs/pages.md: starts the product with its demo data in a folder of its own, signs in with the printed link, and takes a
 * picture of each screen below. Run it again after pages changed: `npm run docs:pages`.
 *
 * Needs Chromium (CHROMIUM, else /usr/bin/chromium) and a built `dist`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/**
 * The screens, in the order of the document. `path` gets what is known of the worked match: `id`, `draft` (a letter that waits),
 * `kind` (its kind), `link` (a participant's page), `newest` (the newest mail). `open` presses what is folded. `as` the facilitator of
 * that match; else as the administrator.
 */
const SCREENS = [
  {
    name: 'matches',
    title: 'All matches',
    says: 'What a program manager sees first: each match, where it stands, what is late, and whom it waits for.',
    path: () => '/',
  },
  {
    name: 'new-match',
    title: 'Starting a match',
    says: 'A few questions; the days say at once whether there is time enough.',
    path: () => '/matches/new',
  },
  {
    name: 'match',
    title: 'A match',
    says: 'What needs doing, what comes by itself, which letters wait; everything else is folded below.',
    path: ({ id }) => `/matches/${id}`,
  },
  {
    name: 'chart',
    title: 'Where it stands',
    says: 'The steps of a match with their tasks, unfolded on the same page.',
    path: ({ id }) => `/matches/${id}`,
    open: '.pm-fold > summary',
    from: '.pm-folds',
  },
  {
    name: 'my-tasks',
    title: 'My tasks',
    says: 'What is mine to do, across all matches, by due date.',
    path: () => '/tasks',
    as: 'facilitator',
  },
  {
    name: 'task',
    title: 'A task',
    says: 'How it stands, what can be reported by one press, and what is good to know.',
    path: ({ id }) => `/matches/${id}/tasks/T10`,
  },
  {
    name: 'form',
    title: 'A form',
    says: 'Saved as often as one likes; what is known already is filled in and marked.',
    path: ({ id }) => `/matches/${id}/forms/F4`,
  },
  {
    name: 'letters',
    title: 'Letters of one kind',
    says: 'Who gets it, which way, what keeps it here; one press lets go all that can leave.',
    path: ({ id, kind }) => `/matches/${id}/letters?kind=${kind}`,
  },
  {
    name: 'letter',
    title: 'A letter',
    says: 'Read it as its reader will, change its words, release it.',
    path: ({ id, draft }) => `/matches/${id}/letters/${draft}`,
  },
  {
    name: 'people-from-a-list',
    title: 'People out of a spreadsheet',
    says: 'Rows are pasted, looked at, and only then taken over.',
    path: ({ id }) => `/matches/${id}/people/import`,
  },
  {
    name: 'mail',
    title: 'Mail that was kept',
    says: 'Letters of rehearsals, and all letters while no mail server is set, are read here.',
    path: () => '/mail',
  },
  {
    name: 'rehearsals',
    title: 'Rehearsals',
    says: 'Practise a match with sample people, or one that has the shape of a real match.',
    path: () => '/rehearsals',
  },
  {
    name: 'rehearse',
    title: 'Practising',
    says: 'The clock is turned by a press; beside what is to be done stands the mail that arrived.',
    path: ({ id }) => `/matches/${id}/rehearse`,
  },
  {
    name: 'participant',
    title: 'A participant’s page',
    says: 'What opens from a letter, without an account: one thing, large buttons, on a phone.',
    path: ({ link }) => link,
    phone: true,
  },
];

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const START = fileURLToPath(new URL('../dist/cli/start.js', import.meta.url));
const FOLDER = fileURLToPath(new URL('../docs/pages', import.meta.url));
const DOCUMENT = fileURLToPath(new URL('../docs/pages.md', import.meta.url));
const DESK = { width: 1000, height: 1100 };
const PHONE = { width: 400, height: 800 };
/** Pictures live in the repository: none is heavier than this, in bytes. */
const MOST_BYTES = 120_000;

async function main() {
  const product = await startWithDemo();
  try {
    const known = await knownOf(product);
    const failed = await draw(product, known);
    writeFileSync(DOCUMENT, documentOf(SCREENS.filter(({ name }) => !failed.has(name))));
    for (const [name, why] of failed) console.error(`${name}: ${why}`);
    if (failed.size > 0) process.exitCode = 1;
  } finally {
    await product.stop();
  }
}

async function startWithDemo() {
  const dataDir = mkdtempSync(join(tmpdir(), 'peermatch-pages-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { SMTP_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [START, '--demo'], {
    env: { ...env, DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  let output = '';
  const printed = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
        const signIn = /(http\S+\/sign-in\/\S+)/.exec(output)?.[1];
        const match = /\/matches\/([\w-]+)/.exec(output)?.[1];
        if (signIn && /is ready\./.test(output) && /Ctrl-C/.test(output)) resolve({ signIn, match });
      });
    ended.then((code) => reject(new Error(`the start ended with ${code}:\n${output}`)));
  });
  try {
    const { signIn, match } = await printed;
    if (match === undefined) throw new Error(`there is no worked match:\n${output}`);
    const token = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
    return { url, signIn, match, call: callerOf(url, token), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** What the addresses of the screens need. */
async function knownOf({ match: id, call }) {
  await planCall(call, id);
  const { items } = await call('GET', `matches/${id}/letters`);
  const letter = items.find(({ state }) => state === 'draft') ?? items[0];
  const sent = items.filter(({ state }) => state === 'sent').reverse();
  return { id, draft: letter.id, kind: letter.kind, sent: sent.map((one) => one.id) };
}

/** Somebody is asked something, so that a participant's page has something to answer. */
async function planCall(call, id) {
  const { now } = await call('GET', `matches/${id}`);
  const on = new Date(Date.parse(now) + A_WEEK).toISOString().slice(0, 10);
  const data = { call: 'last', audience: 'group', time: '15:00', on };
  await call('POST', `matches/${id}/events`, { type: 'CALL_PLANNED', data });
  const { items } = await call('GET', `matches/${id}/letters`);
  const letters = items.filter(({ kind, state }) => kind === 'm6' && state === 'draft').map((letter) => letter.id);
  await call('POST', `letters/${letters[0]}/release`, { letters });
  await call('POST', `matches/${id}/fast-forward`, { duration: 'PT10M' });
}
const A_WEEK = 7 * 86_400_000;

/** Asks the API as the administrator. */
const callerOf = (url, token) => async (method, path, body) => {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const answer = await fetch(`${url}/api/v1/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

/** Takes the pictures. Answers which screens could not be drawn, and why; all others are. */
async function draw({ url, signIn }, known) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  const failed = new Map();
  try {
    const context = await browser.newContext({ viewport: DESK, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await signInBy(page, signIn);
    const pages = { administrator: page, facilitator: await facilitatorsPage(browser, page, url) };
    const link = await participantLink(page, url, known);
    for (const screen of SCREENS)
      await drawOne(pages[screen.as ?? 'administrator'], url, screen, { ...known, link }).catch((error) =>
        failed.set(screen.name, error.message),
      );
  } finally {
    await browser.close();
  }
  return failed;
}

async function signInBy(page, link) {
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** A browser in which the facilitator of the worked match is signed in: the administrator gives her an account and a link. */
async function facilitatorsPage(browser, page, url) {
  await page.goto(`${url}/accounts/new`);
  await page.getByLabel('Name').fill(FACILITATOR.name);
  await page.getByLabel('E-mail').fill(FACILITATOR.email);
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: /link/i }).click();
  const link = /http\S+\/sign-in\/\S+/.exec(await page.locator('main').innerText())?.[0];
  if (link === undefined) throw new Error('no link to sign in was shown');
  const own = await (await browser.newContext({ viewport: DESK, reducedMotion: 'reduce' })).newPage();
  await signInBy(own, link);
  return own;
}
/** As the demo's cast has her (src/cli/story.ts). */
const FACILITATOR = { name: 'Fran Facilitator', email: 'fac@example.org' };

async function drawOne(page, url, { name, path, open, from, phone }, known) {
  await page.setViewportSize(phone ? PHONE : DESK);
  const address = path(known);
  if (address === undefined) throw new Error('the demo data has nothing to show there');
  const answer = await page.goto(`${url}${address}`);
  if (answer === null || answer.status() >= 400) throw new Error(`${address} answers ${answer?.status()}`);
  if (open !== undefined) await page.locator(open).first().click();
  const { width, height: shown } = phone ? PHONE : DESK;
  const top = from === undefined ? 0 : await topOf(page.locator(from).first());
  // Where the page ends, which may be above the lower edge of the window.
  const whole = await page.evaluate(() => document.body.lastElementChild.getBoundingClientRect().bottom + scrollY);
  for (let height = Math.min(shown, whole - top); height > 200; height -= 100) {
    const clip = { x: 0, y: top, width, height };
    const picture = await page.screenshot({ fullPage: true, clip, animations: 'disabled', caret: 'hide' });
    if (picture.length > MOST_BYTES) continue;
    writeFileSync(join(FOLDER, `${name}.png`), picture);
    return;
  }
  throw new Error(`even a part of it is heavier than ${MOST_BYTES} bytes`);
}

/** How far below the upper edge of the whole page something stands. */
const topOf = (place) => place.evaluate((one) => one.getBoundingClientRect().top + scrollY);

/** A link out of the newest mails whose page asks something; else one that shows what was answered. */
async function participantLink(page, url, { sent }) {
  let second;
  for (const id of sent.slice(0, 40)) {
    const answer = await page.goto(`${url}/mail/${id}`);
    if (answer === null || !answer.ok()) continue;
    const path = /\/l\/[\w-]{32}/.exec(await page.locator('main').innerText())?.[0];
    if (path === undefined || !(await page.goto(`${url}${path}`))?.ok()) continue;
    if ((await page.locator('button[name=act]:not([value=undo])').count()) > 0) return path;
    second ??= path;
  }
  return second;
}

const documentOf = (screens) =>
  [
    '# The pages',
    'Pictures of the main screens, drawn from the demo data (`npm start -- --demo`) by `npm run docs:pages`. All names are samples. Every page works without script, with the keyboard alone, at 320 px width and in high contrast; tests see to it (`test/pages/accessibility.test.ts`, `test/pages/keyboard.test.ts`).',
    ...screens.map(({ name, title, says }) => `## ${title}\n\n${says}\n\n![${title}](pages/${name}.png)`),
  ].join('\n\n') + '\n';

await main();
