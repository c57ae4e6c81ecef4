import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factSheet, purpose, reflections } from '../../src/cli/story-forms.ts';
import { makeAccounts } from '../../src/db/accounts.ts';
import { openDatabase } from '../../src/db/database.ts';
import type { Database } from '../../src/db/database.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import {
  answer,
  arrived,
  follow,
  openPlace,
  press,
  releaseByPages,
  reportByPages,
  takeSeat,
} from '../support/by-pages.ts';
import type { Report, Seat } from '../support/by-pages.ts';
import { hasBrowser, startBrowser } from '../support/chromium.ts';

const ZONE = 'America/New_York';
const DAY = 86_400_000;

let peermatch: Peermatch;
let browser: Browser;
let db: Database;
beforeAll(async () => {
  [peermatch, browser] = await Promise.all([startPeermatch(), startBrowser()]);
  db = openDatabase(peermatch.db.options.connectionString ?? '');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await db?.destroy();
  await peermatch?.stop();
});

/** The Monday after next week's: days of the story count from it. */
const monday = ((): number => {
  const today = new Date(new Date().toISOString().slice(0, 10)).getTime();
  return today + (8 - (new Date(today).getUTCDay() || 7)) * DAY;
})();
const dayOf = (days: number): string => new Date(monday + days * DAY).toISOString().slice(0, 10);
const ARRANGEMENTS = [
  'travel',
  'facility',
  'hotel',
  'meals',
  'audiovisual equipment',
  'ground transport',
  'phone cards',
];
const LEAD = 'Sam Sitelead';
const OFFICIAL = 'Olly Official';
const CONSULTANT = 'Chris Consultant';

/**
 * One match from its start to its check-in, by nothing but pages and mail: staff sign in and go on from the list of matches by what
 * they can press, everybody else presses the links in her mail.
 */
async function playAYear(script: boolean): Promise<void> {
  const at = script ? 'script' : 'plain';
  const email = (name: string) => `${name}.${at}@example.org`;
  const [pm, fac, aa] = await Promise.all([
    seatFor(script, { name: 'Pat Program', email: email('pat'), roles: ['programManager'] }),
    seatFor(script, { name: 'Fran Facilitator', email: email('fran') }),
    seatFor(script, { name: 'Alex Assistant', email: email('alex') }),
  ]);
  const title = `Youth councils, ${at}`;
  const id = await startByPage(pm, {
    title,
    assignedOn: dayOf(0),
    facilitator: 'Fran Facilitator',
    facilitatorEmail: email('fran'),
    assistant: 'Alex Assistant',
    assistantEmail: email('alex'),
  });
  // Only the test harness combines a virtual clock with real mail (design.md 9).
  await peermatch.db.query(`update matches set mail = 'smtp' where id = $1`, [id]);

  const does =
    (seat: Seat) =>
    (type: string, more: Omit<Report, 'type'> = {}) =>
      reportByPages(seat, title, { type, ...more });
  const [facilitator, assistant, manager] = [does(fac), does(aa), does(pm)];
  const release = (seat: Seat, kind: string) => releaseByPages(seat, title, kind);
  const goTo = (days: number, time = '10:00') => forward(id, `${dayOf(days)}T${time}:00`);

  await goTo(0, '08:00');
  await addPeople(fac, title, email);
  const everybody = [LEAD, OFFICIAL, CONSULTANT];

  // Step 1: clarifying
  await goTo(1);
  await release(fac, 'm1');
  await facilitator('SITE_CONTACTED', { data: { contactedOn: dayOf(1), channel: 'phone' } });
  await facilitator('TIMELINE_DRAFTED', { data: { targetStart: dayOf(56), targetEnd: dayOf(57) } });
  await facilitator('PURPOSE_CLARIFIED', { form: purpose });
  await manager('WRITER_NAMED', { data: { writer: 'Fran Facilitator' } });
  await manager('FUNDS_ANSWERED', { data: { for: 'site', available: true } });
  await facilitator('DATES_FINALIZED', { data: { matchStart: dayOf(56), matchEnd: dayOf(57) } });
  await facilitator('CALL_PLANNED', { data: { audience: 'initial', on: dayOf(7), invitees: [LEAD, OFFICIAL] } });
  await release(fac, 'm6');

  // Step 2: a consultant says yes by the link in her mail
  await facilitator('CANDIDATE_SUGGESTED', { data: { person: CONSULTANT, lead: true } });
  await facilitator('CANDIDATE_EXAMINED', { about: CONSULTANT, data: { suitable: true } });
  await facilitator('CONSULTANT_INVITED', { about: CONSULTANT });
  await release(fac, 'm4');
  await pressLink(script, email('con'), 'Would you share', 'accept', 'You said yes');
  await goTo(7, '15:00');
  await facilitator('CALL_HELD', { data: { heldOn: dayOf(7), seekers: 2, helpers: 0 } });
  await facilitator('CALL_NOTES_SENT');

  // Step 3: preparing
  await goTo(16);
  await facilitator('FACT_SHEET_OPENED');
  await facilitator('CONSULTANT_TEAM_ASSEMBLED');
  await goTo(30);
  await facilitator('FACT_SHEET_SUBMITTED', { form: { ...factSheet(dayOf(56), dayOf(57)) } });
  await assistant('FACT_SHEET_ACCEPTED');
  await facilitator('SITE_TEAM_LISTED');
  await facilitator('AGENDA_BUILT');
  await facilitator('DRAFT_AGENDA_CIRCULATED');
  await facilitator('CONFIRMATIONS_APPROVED');
  await release(aa, 'm13a');
  await release(aa, 'm13b');
  for (const name of ARRANGEMENTS) await assistant('ARRANGEMENT_MADE', { about: name });
  for (const name of ARRANGEMENTS) await facilitator('ARRANGEMENT_CONFIRMED', { about: name });
  await goTo(43);
  await facilitator('PACKET_CONTENTS_HANDED_OVER');
  await facilitator('READINESS_ANSWERED');
  // The assistant releases the packet.
  await assistant('PACKETS_MAILED');
  await release(aa, 'm15');

  // Step 4: the match
  await goTo(56);
  await facilitator('OPENING_ORIENTATION_GIVEN');
  await goTo(57, '15:00');
  await facilitator('ATTENDANCE_MARKED', { data: { attended: everybody } });
  for (const person of everybody) await facilitator('EVALUATION_RETURNED', { about: person });
  await facilitator('EVALUATIONS_HANDED_OVER', { data: { returned: 3, attended: 3 } });
  await facilitator('MATCH_ENDED');

  // Step 5: two review the summary by their links, one stays silent
  await goTo(58);
  await release(fac, 'm19');
  await facilitator('REFLECTIONS_CIRCULATED', { form: reflections(dayOf(88)) });
  await facilitator('SUMMARY_CIRCULATED', {
    data: { reviewSentOn: dayOf(58), reviewUntil: dayOf(72), reviewers: everybody },
  });
  await release(fac, 'm21');
  await pressLink(script, email('lead'), 'summary', 'approve', 'You approved the summary');
  await pressLink(script, email('con'), 'summary', 'approve', 'You approved the summary');
  await goTo(74);
  await facilitator('SUMMARY_FINALIZED');
  await manager('SUMMARY_PUBLISHED');

  // Step 6: months later, by the page of the rehearsal
  await openPlace(fac, title, 'Turn its clock');
  await press(fac.page, fac.page.getByRole('button', { name: 'To the check-in' }));
  await pressLink(script, email('lead'), 'How', 'send', 'Thank you for your answers', {
    nextSteps: 'Twelve young people met.',
    impact: 'The council asks them first.',
    requests: { wanted: false },
    newNeeds: { any: false },
  });

  // What has ended is looked for among all matches.
  await fac.page.goto(fac.home);
  await fac.page.getByText('Narrow and sort').click();
  await fac.page.getByLabel('Status').selectOption('All, also ended');
  await fac.page.getByText('Rehearsals too').click();
  await fac.page.getByRole('button', { name: 'Show these' }).click();
  await follow(fac.page, fac.page.getByRole('link', { name: title, exact: true }));
  expect(await fac.page.locator('main').innerText()).toContain('completed, with its check-in answered');
  await follow(fac.page, fac.page.getByRole('link', { name: 'Summary and its review' }));
  const silent = fac.page.locator('#readers ~ ul > li').filter({ hasText: OFFICIAL });
  expect(await silent.innerText()).toContain('No answer by the date');
  for (const { context } of [pm, fac, aa]) await context.close();
}

type Account = Parameters<ReturnType<typeof makeAccounts>['create']>[0];

async function seatFor(script: boolean, account: Account): Promise<Seat> {
  const accounts = makeAccounts(db);
  const { id } = await accounts.create(account);
  const { code } = await accounts.createSignInLink(id, new Date());
  return takeSeat(browser, peermatch.url, { script, signIn: `${peermatch.url}/sign-in/${code}` });
}

async function startByPage({ page, home }: Seat, said: Readonly<Record<string, string>>): Promise<string> {
  await page.goto(home);
  await follow(page, page.getByRole('link', { name: 'Start a match' }));
  await answer(page, '', { method: 'cssp-peer-match', rehearsal: true, ...said });
  await press(page, page.getByRole('button', { name: 'Start the match' }));
  await page.waitForURL(/\/matches\/(?!new$)[\w-]+$/);
  return page.url().split('/').at(-1) ?? '';
}

/** Out of a spreadsheet, by the page for lists. */
async function addPeople(seat: Seat, title: string, email: (name: string) => string): Promise<void> {
  const { page } = seat;
  const rows = [
    ['Name', 'Title', 'Organization', 'Address', 'Telephone', 'E-mail', 'Team', 'Roles in the match'],
    [LEAD, 'Director', 'Youth centre', '1 Sample Street', '555-0100', email('lead'), 'seeker', 'lead, participant'],
    [OFFICIAL, 'Council member', 'Town', '2 Sample Street', '555-0101', email('official'), 'seeker', 'participant'],
    [CONSULTANT, 'Director', 'Other town', '3 Sample Street', '555-0102', email('con'), 'helper', 'consultant'],
  ];
  await openPlace(seat, title, 'People');
  await follow(page, page.getByRole('link', { name: 'Add people from a list' }));
  await page.locator('[name=text]').fill(rows.map((row) => row.join('\t')).join('\n'));
  await press(page, page.locator('button[value=look]'));
  await press(page, page.locator('button[value=take]'));
}

/** Lets months pass, as tests do it: by the API. */
async function forward(id: string, local: string): Promise<void> {
  const { Temporal } = await import('temporal-polyfill');
  const until = Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant().toString();
  const answer = await peermatch.call('POST', `/api/v1/matches/${id}/fast-forward`, { until });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

/** Opens the link in the newest mail that somebody really got, answers, and presses. */
async function pressLink(
  script: boolean,
  to: string,
  subject: string,
  act: string,
  thanks: string,
  form: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const token = await arrived(peermatch, `a link for ${to} in a letter about “${subject}”`, () => {
    const mails = peermatch.sink.received.filter((one) => one.to === to && one.mail.subject?.includes(subject));
    return /\/l\/([\w-]{32})\b/.exec(mails.at(-1)?.mail.text ?? '')?.[1];
  });
  const { page, context } = await takeSeat(browser, peermatch.url, { script });
  await page.goto(`${peermatch.url}/l/${token}`);
  await answer(page, 'f', form);
  await press(page, page.locator(`button[name=act][value=${act}]`));
  await page.getByRole('heading', { name: thanks }).waitFor();
  await context.close();
}

describe.skipIf(!hasBrowser)('a whole match by pages and mail', () => {
  test('with script', () => playAYear(true), 300_000);
  test('without script', () => playAYear(false), 300_000);
});
