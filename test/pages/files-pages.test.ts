import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { docx, DOCX, pdf, zipOf } from '../api/files-of.ts';
import { cast, makeHouse, tips, youthCouncils } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { readPdf, wordsOf as wordsOfPdf } from '../support/pdf.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, formWith, wordsOf as words } from './browser-less.ts';
import type { Reader } from './browser-less.ts';

/** Files of a match on a page, brought without script (requirements.md T13, T29; decisions 0028, 0032). */
const database = useDatabase();
const LIMITS = { file: 200_000, match: 300_000, mail: 10_000 };
let house: House;
let pm: string;
let fac: Reader;
let id: string;
let bob: string;
let page: string;

const people = [...cast, { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] }];

beforeAll(async () => {
  house = await makeHouse(database.db, { fileLimits: LIMITS });
  fac = await browse(house, { name: 'Fran', email: 'fac@example.org' });
  pm = await house.token(['programManager'], 'pm@example.org');
});
beforeEach(async () => {
  id = (await house.call(pm, 'POST', 'matches', { ...youthCouncils, people })).body.id;
  page = `/matches/${id}/files`;
  const { items } = (await house.call(pm, 'GET', `matches/${id}/people`)).body;
  bob = items.find(({ ref }: { ref: string }) => ref === 'bob').id;
});

const KEEP = 'Keep this file';
const file = (content: Buffer = pdf(), name = 'Our plan.pdf', type = 'application/pdf') =>
  new File([new Uint8Array(content)], name, { type });
const bring = async (by: Reader = fac, brought: File = file(), more: Record<string, string | readonly string[]> = {}) =>
  by.press(await by.open(page), KEEP, { owner: bob, agreed: 'true', ...more, file: brought });
const list = async () => (await house.call(pm, 'GET', `matches/${id}/files`)).body.items;

describe('T13: a file', () => {
  it('is brought with whose it is and that she agreed, listed, and saved as it was', async () => {
    expect(words(await fac.open(page))).toContain('There is no file yet.');
    const done = await bring();
    expect([done.status, done.location]).toEqual([303, `${page}?done=brought`]);
    const shown = await fac.open(done.location);
    expect(words(shown)).toContain('The file is kept. It goes to nobody before it is shared.');
    expect(words(shown)).toMatch(/Our plan\.pdf Not shared yet/);
    expect(words(shown)).toContain('of Bob Helper, who agreed · brought by Fran Facilitator');
    const [kept] = await list();
    expect(kept).toMatchObject({ name: 'Our plan.pdf', consent: { owner: bob, agreed: true } });
    expect(shown.body).toContain(`href="${page}/${kept.id}"`);
    const saved = await fac.open(`${page}/${kept.id}`);
    expect([saved.status, saved.body]).toEqual([200, pdf().toString()]);
  });

  it('is kept once when the button is pressed twice', async () => {
    const shown = await fac.open(page);
    for (const _ of [1, 2])
      expect((await fac.press(shown, KEEP, { owner: bob, agreed: 'true', file: file() })).status).toBe(303);
    expect(await list()).toHaveLength(1);
  });

  it('is shared with the packet, and then says with which letter it goes', async () => {
    await bring();
    const [{ id: kept }] = await list();
    expect((await fac.open(`/matches/${id}/tasks/T13`)).body).toContain(`href="${page}"`);
    const shared = await fac.press(await fac.open(page), 'The materials are shared', { files: kept, notes: 'A plan' });
    expect(shared.location).toBe(`${page}?done=shared`);
    const shown = await fac.open(page);
    expect(words(shown)).toMatch(/Our plan\.pdf Shared/);
    expect(shown.body).toContain(`/matches/${id}/letters?kind=m15`);
    expect((await list())[0].shared).toBe(true);
  });

  it('that is too large for mail says that it goes another way', async () => {
    await bring(fac, file(pdf('x'.repeat(20_000))));
    const [{ id: kept }] = await list();
    await fac.press(await fac.open(page), 'The materials are shared', { files: kept });
    expect(words(await fac.open(page))).toContain('too large for mail: whoever signs the letter');
  });

  it('is taken away by a press; that there was one stays', async () => {
    await bring();
    const gone = await fac.press(await fac.open(page), 'Take away Our plan.pdf');
    expect(gone.location).toBe(`${page}?done=removed`);
    const shown = words(await fac.open(page));
    expect(shown).toContain('Taken away (1)');
    expect(shown).toContain('by Fran Facilitator');
    const [{ id: removed, state }] = await list();
    expect(state).toBe('removed');
    expect((await fac.open(`${page}/${removed}`)).status).toBe(404);
  });

  it('says what it is about, which can be said anew, and stands in the packet with it', async () => {
    await bring(fac, file(), { description: 'How the council began' });
    expect(words(await fac.open(page))).toMatch(/Our plan\.pdf Not shared yet How the council began/);
    const noted = await fac.press(await fac.open(page), 'Note it', { description: ' How it began, two pages ' });
    expect(noted.location).toBe(`${page}?done=described`);
    expect((await list())[0].description).toBe('How it began, two pages');
    const [{ id: kept }] = await list();
    await fac.press(await fac.open(page), 'The materials are shared', { files: kept });
    const data = { matchStart: youthCouncils.matchStart, matchEnd: youthCouncils.matchEnd };
    await house.call(pm, 'POST', `matches/${id}/events`, { type: 'DATES_FINALIZED', data });
    const headers = { authorization: `Bearer ${pm}` };
    const packet = await house.app.inject({ url: `/api/v1/matches/${id}/packet.pdf`, headers });
    expect(wordsOfPdf(await readPdf(packet.rawPayload))).toMatch(/Our plan\.pdf \(\d+ \w+\): How it began, two pages/);
    const long = await fac.press(await fac.open(page), 'Note it', { description: 'x'.repeat(501) });
    expect([long.status, words(long).includes('in 500 letters at most')]).toEqual([422, true]);
    await fac.press(await fac.open(page), 'Note it', { description: '' });
    expect((await list())[0].description).toBeNull();
  });

  it('stands in the record when it comes and when it goes, with who and when, and in no history', async () => {
    await bring(fac, file(), { description: 'How the council began' });
    await fac.press(await fac.open(page), 'Take away Our plan.pdf');
    const record = words(await fac.open(`/matches/${id}/record`));
    expect(record).toMatch(/File taken away: Our plan\.pdf \w+, \w+ \d+, \d{4} at [^·]*· Fran Facilitator/);
    expect(record).toMatch(/File brought: Our plan\.pdf \w+, \w+ \d+, \d{4} at [^·]*· Fran Facilitator/);
    expect(record.indexOf('File taken away')).toBeLessThan(record.indexOf('File brought'));
    const told = (await house.call(pm, 'GET', `matches/${id}/record`)).text;
    expect(told).not.toMatch(/Our plan|council began/);
  });

  it('stands on the page of the record where it belongs, once, however long the record is', async () => {
    await bring(fac, file(), { description: '' });
    const began = '2027-01-05';
    for (let n = 0; n < 60; n += 1)
      await house.call(pm, 'POST', `matches/${id}/events`, {
        type: 'CALL_PLANNED',
        data: { call: `c${n}`, on: began },
      });
    await bring(fac, file(pdf('y'), 'Later.pdf'));
    const newest = await fac.open(`/matches/${id}/record`);
    expect(words(newest)).toContain('File brought: Later.pdf');
    expect(words(newest)).not.toContain('Our plan.pdf');
    const older = /href="([^"]*record\?after[^"]*)"/.exec(newest.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const before = words(await fac.open(older));
    expect(before).toContain('File brought: Our plan.pdf');
    expect(before).not.toContain('Later.pdf');
  });

  it('of the office kind is taken as well', async () => {
    expect((await bring(fac, file(docx, 'plan.docx', DOCX))).status).toBe(303);
  });
});

describe('a file is not kept', () => {
  it.each([
    [
      'larger than one may be',
      file(pdf('x'.repeat(200_001))),
      413,
      'The file is too large: one file may have 195 kB at most.',
    ],
    [
      'of a type that is not taken',
      file(zipOf({ 'a.exe': 'x' }), 'a.zip', 'application/zip'),
      415,
      'Files of this type are not taken. Their names end in pdf, png,',
    ],
    [
      'that is not what it says',
      file(Buffer.from('no such thing')),
      422,
      'What is in the file is not what its name says.',
    ],
    ['that is empty', file(Buffer.alloc(0)), 422, 'Choose a file that is not empty.'],
  ])('%s: the page says so at its box, and keeps the rest', async (_, brought, status, text) => {
    const refused = await bring(fac, brought);
    expect(refused.status).toBe(status);
    expect(words(refused)).toContain(text);
    expect(refused.body).toContain('href="#q-file"');
    expect(formWith(refused, KEEP).form.fields).toContainEqual(['owner', bob]);
    expect(await list()).toEqual([]);
  });

  it('when the match holds too much already, and the page says how much is left', async () => {
    await bring(fac, file(pdf('x'.repeat(190_000))));
    expect(words(await fac.open(page))).toContain('107 kB at most');
    const refused = await bring(fac, file(pdf('y'.repeat(190_000))));
    expect(refused.status).toBe(413);
    expect(words(refused)).toContain('and 107 kB are left');
  });

  it('without its owner and her word', async () => {
    const refused = await bring(fac, file(), { owner: '', agreed: [] });
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Say whose file it is.');
    expect(words(refused)).toContain('Say that the owner agreed.');
    expect(await list()).toEqual([]);
  });

  it('from a page of somebody else, whatever stands where in the form', async () => {
    const shown = await fac.open(page);
    const from = (
      change: (fields: readonly (readonly [string, string])[]) => readonly (readonly [string, string])[],
    ) => ({
      ...shown,
      forms: shown.forms.map((form) => ({ ...form, fields: change(form.fields) })),
    });
    const without = from((fields) => fields.filter(([name]) => name !== '_csrf'));
    const typed = { owner: bob, agreed: 'true', file: file() };
    expect((await fac.press(without, KEEP, typed)).status).toBe(403);
    const forged = from((fields) => fields.map(([name, value]) => [name, name === '_csrf' ? 'x-y' : value] as const));
    expect((await fac.press(forged, KEEP, typed)).status).toBe(403);
    // The right word after the file comes too late: the file was refused before.
    const token = shown.forms.flatMap(({ fields }) => fields).find(([name]) => name === '_csrf')?.[1] ?? '';
    expect((await fac.press(without, KEEP, { ...typed, _csrf: token })).status).toBe(403);
    expect(await list()).toEqual([]);
  });

  it('for a stranger, for who is not signed in, and in a match whose method shares none', async () => {
    const shown = await fac.open(page);
    const stranger = await browse(house, { name: 'Stranger', email: `stranger-${id}@example.org` });
    expect((await stranger.press(shown, KEEP, { owner: bob, agreed: 'true', file: file() })).status).toBe(404);
    expect((await house.app.inject({ method: 'POST', url: page })).statusCode).toBe(401);
    const ncdb = (await house.call(pm, 'POST', 'matches', { ...tips, people })).body.id;
    const none = await fac.open(`/matches/${ncdb}/files`);
    expect(words(none)).toContain('Matches of this kind share no files.');
    expect(none.body).not.toContain('type="file"');
  });

  it('when the match has ended: then its files are only read', async () => {
    await bring();
    await database.db.updateTable('matches').set({ status: 'closed' }).where('id', '=', id).execute();
    const shown = await fac.open(page);
    expect(words(shown)).toContain('Our plan.pdf');
    expect(shown.body).not.toContain('type="file"');
  });
});
