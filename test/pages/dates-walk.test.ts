import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { hasBrowser, openPhone } from './phone.ts';
import type { Phone } from './phone.ts';

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'bob', name: 'Bob Helper', email: 'bob@example.org', roles: ['consultant'], team: 'helper' },
];

/** A facilitator moves a date and brings a file on a small phone, without script (requirements.md X8, T13). */
describe.skipIf(!hasBrowser)('on a small phone without script', () => {
  const database = useDatabase();
  let house: House;
  let phone: Phone;
  let id: string;

  beforeAll(async () => {
    house = await makeHouse(database.db);
    phone = await openPhone(house, { name: 'Fran Facilitator', email: 'fac@example.org' });
    const pm = await house.token(['programManager'], 'pm@example.org');
    const match = { method: 'cssp-peer-match', title: 'Sampletown learns from Otherville', people };
    const dates = { timeZone: 'America/New_York', assignedOn: day(-3), matchStart: day(53), matchEnd: day(54) };
    id = (await house.call(pm, 'POST', 'matches', { ...match, ...dates })).body.id;
    await house.call(pm, 'POST', `matches/${id}/events`, { type: 'CONFIRMATIONS_APPROVED' });
  });

  afterAll(() => phone?.close());

  it('the dates of a match are looked at and moved', async () => {
    const { page, open, look } = phone;
    await open(`/matches/${id}/tasks/T03`);
    await page.getByRole('link', { name: 'Dates moved' }).click();
    await look('dates');

    await page.getByLabel('First day of the match').fill(day(25));
    await page.getByLabel('Last day of the match').fill(day(26));
    await page.getByText('Yes', { exact: true }).click();
    await page.getByRole('button', { name: 'Show what would follow' }).click();
    await page.getByRole('heading', { name: 'What would follow' }).waitFor();
    expect(await page.getByRole('table').count()).toBe(2);
    await look('dates-preview');

    await page.getByLabel('Why').fill('The hall is taken');
    await page.getByRole('button', { name: 'Move the match to these dates' }).click();
    await page.getByText('The dates are moved.').waitFor();
    await look('dates-moved');

    await page.getByRole('button', { name: 'Accept this plan as the facilitator' }).click();
    await page.getByText('It is accepted by the facilitator').waitFor();
    const rows = await house.deps.queries.match(id);
    expect([rows?.match.match_start, rows?.match.date_status]).toEqual([day(25), 'final']);
  });

  it('a file that is too large is refused on the page, and a smaller one is kept', async () => {
    const { page, open, look } = phone;
    const bring = async (name: string, size: number) => {
      await page.getByText('Bob Helper', { exact: true }).click();
      await page.getByText('The owner agreed').click();
      const buffer = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size, ' ')]);
      await page.getByLabel('The file').setInputFiles({ name, mimeType: 'application/pdf', buffer });
      await page.getByRole('button', { name: 'Keep this file' }).click();
    };
    await open(`/matches/${id}/files`);
    await bring('A long film.pdf', 20_000_000);
    await page.getByText('The file is too large: one file may have 10 MB at most.').first().waitFor();
    await look('files-refused');
    await open(`/matches/${id}/files`);
    await bring('Our plan.pdf', 2000);
    await page.getByRole('link', { name: 'Our plan.pdf' }).waitFor();
    await look('files');
  });
});
