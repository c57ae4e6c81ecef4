import { beforeAll, describe, expect, it } from 'vitest';
import { closingMatch, SUMMARY } from '../api/closing-match.ts';
import type { ClosingMatch } from '../api/closing-match.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse } from './browser-less.ts';
import type { Reader, Shown } from './browser-less.ts';

/** What a match leaves behind, on pages: the review of the summary, honoraria, commitments (requirements.md T18, T20 to T23). */
const database = useDatabase();
let house: House;
let match: ClosingMatch;
let fac: Reader;
let aa: Reader;
let pm: Reader;

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await browse(house, { name: 'Fran', email: 'fac@example.org' });
  aa = await browse(house, { name: 'Alex', email: 'aa@example.org' });
  pm = await browse(house, { name: 'Pat', email: 'pm@example.org', roles: ['programManager'] });
  match = await closingMatch(house);
});

/** The page as its reader sees it, without marks. */
const words = ({ body }: Shown): string =>
  body
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

describe('the summary', () => {
  const under = async (): Promise<{ id: string; page: string }> => {
    const id = await match.held();
    const dates = { reviewSentOn: '2026-03-30', reviewUntil: '2026-04-13' };
    await match.on(id, 'SUMMARY_CIRCULATED', { data: { form: SUMMARY, ...dates } });
    return { id, page: `/matches/${id}/summary` };
  };
  const comment = (id: string, ref: string, text: string) =>
    match.on(id, 'SUMMARY_AMENDED', { part: `review/${ref}`, onBehalfOf: ref, data: { text } });
  const settle = 'Settle this comment';

  it('says that it was not sent yet, who writes it, and where its text is', async () => {
    const id = await match.held();
    const page = await fac.open(`/matches/${id}/summary`);
    expect(words(page)).toContain('It has not been sent to its readers yet. The facilitator writes it.');
    expect(page.body).toContain(`href="/matches/${id}/forms/F10"`);
  });

  it('shows who was asked, who answered what, and who may still answer', async () => {
    const { id, page } = await under();
    await match.on(id, 'SUMMARY_APPROVED', { part: 'review/lead', onBehalfOf: 'lead' });
    await comment(id, 'res', 'My street is Elm Street.');
    const shown = words(await fac.open(page));
    expect(shown).toContain(
      'It was sent on Monday, March 30, 2026, and answers are asked for by Monday, April 13, 2026.',
    );
    expect(shown).toContain('2 of 3 readers answered, 1 still may.');
    expect(shown).toMatch(/Sam Sitelead Approved/);
    expect(shown).toMatch(/Rita Resident Has comments/);
    expect(shown).toMatch(/Cora Consultant Asked, no answer yet/);
    expect(shown).toContain('My street is Elm Street.');
    expect(shown).toContain('after the date of the review; it counts all the same');
  });

  it('has each comment settled by itself, with what became of it', async () => {
    const { id, page } = await under();
    await comment(id, 'res', 'My street is <Elm> Street.');
    await comment(id, 'res', 'And leave out my name.');
    const { comments } = await match.get(id, 'review');
    const first = await fac.open(page);
    expect(first.body).toContain('My street is &lt;Elm> Street.');
    const done = await fac.press(first, settle, { [`outcome.${comments[0].id}`]: 'accepted' });
    expect([done.status, done.location]).toEqual([303, `${page}#comment-${comments[0].id}`]);
    const second = await fac.open(page);
    const answers = { [`outcome.${comments[1].id}`]: 'declined', [`reason.${comments[1].id}`]: 'She agreed later.' };
    await fac.press(second, settle, answers);
    expect((await match.get(id, 'review')).comments).toMatchObject([
      { state: 'accepted', reason: null },
      { state: 'declined', reason: 'She agreed later.' },
    ]);
    expect(words(await fac.open(page))).toContain('Reason: She agreed later.');
  });

  it('asks what became of a comment when nobody said, and keeps what was typed', async () => {
    const { id, page } = await under();
    await comment(id, 'res', 'My street is Elm Street.');
    const [{ id: which }] = (await match.get(id, 'review')).comments;
    const again = await fac.press(await fac.open(page), settle, { [`reason.${which}`]: 'A long story' });
    expect(again.status).toBe(422);
    expect(again.body).toContain(`href="#q-outcome.${which}"`);
    expect(again.body).toContain('A long story');
  });

  it('R8: is published by a manager when everybody who attended had the opportunity, and the page says why not before', async () => {
    const { id, page } = await under();
    for (const ref of ['lead', 'res']) await match.on(id, 'SUMMARY_APPROVED', { part: `review/${ref}` });
    expect(words(await pm.open(page))).not.toContain('it may be published');
    await match.on(id, 'SUMMARY_APPROVED', { part: 'review/con' });
    expect(words(await pm.open(page))).toContain('Everybody who attended had the opportunity: it may be published.');
    await match.on(id, 'SUMMARY_FINALIZED');
    const done = await pm.press(await pm.open(page), 'Summary published');
    expect([done.status, done.location]).toEqual([303, page]);
    expect((await match.get(id)).tasks.find((one: { id: string }) => one.id === 'T23').state).toBe('done');
  });

  it('has an answer that came on paper noted for its reader, and one comes back to it', async () => {
    const { id, page } = await under();
    const answer = await fac.press(await fac.open(page), 'Summary approved');
    expect([answer.status, answer.location]).toEqual([303, page]);
    expect((await match.get(id, 'review')).counts.approved).toBe(1);
  });

  it('X20: takes a comment that comes after the match has ended, and has it settled', async () => {
    const id = await match.closed();
    const page = `/matches/${id}/summary`;
    await match.on(id, 'SUMMARY_AMENDED', { part: 'review/con', data: { text: 'The date is wrong.' } });
    const shown = await fac.open(page);
    expect(words(shown)).toContain('The date is wrong.');
    const [{ id: which }] = (await match.get(id, 'review')).comments;
    expect((await fac.press(shown, settle, { [`outcome.${which}`]: 'noted' })).status).toBe(303);
    expect((await match.get(id, 'review')).comments[0].state).toBe('noted');
    expect(words(await fac.open(page))).toContain('Finished summary corrected');
  });

  it('is found from its task, and is not there for strangers or for a method without one', async () => {
    const { id, page } = await under();
    await comment(id, 'res', 'My street is Elm Street.');
    expect((await fac.open(`/matches/${id}/tasks/T22`)).body).toContain(`href="${page}"`);
    const stranger = await browse(house, { name: 'Stranger', email: 'stranger@example.org' });
    expect((await stranger.open(page)).status).toBe(404);
    const people = [{ ref: 'fac', name: 'Fran', email: 'fac@example.org', roles: ['facilitator'] }];
    const ncdb = await match.start({ method: 'ncdb-peer-match', matchEnd: undefined, people });
    expect((await fac.open(`/matches/${ncdb}/summary`)).status).toBe(404);
  });
});
