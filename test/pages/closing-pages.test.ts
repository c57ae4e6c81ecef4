import { beforeAll, describe, expect, it } from 'vitest';
import { closingMatch, SUMMARY } from '../api/closing-match.ts';
import type { ClosingMatch } from '../api/closing-match.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, wordsOf } from './browser-less.ts';
import type { Reader } from './browser-less.ts';

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
    expect(wordsOf(page)).toContain('It has not been sent to its readers yet. The facilitator writes it.');
    expect(page.body).toContain(`href="/matches/${id}/forms/F10"`);
  });

  it('shows who was asked, who answered what, and who may still answer', async () => {
    const { id, page } = await under();
    await match.on(id, 'SUMMARY_APPROVED', { part: 'review/lead', onBehalfOf: 'lead' });
    await comment(id, 'res', 'My street is Elm Street.');
    const shown = wordsOf(await fac.open(page));
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
    expect(wordsOf(await fac.open(page))).toContain('Reason: She agreed later.');
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
    expect(wordsOf(await pm.open(page))).not.toContain('it may be published');
    await match.on(id, 'SUMMARY_APPROVED', { part: 'review/con' });
    expect(wordsOf(await pm.open(page))).toContain('Everybody who attended had the opportunity: it may be published.');
    await match.on(id, 'SUMMARY_FINALIZED');
    const done = await pm.press(await pm.open(page), 'Summary published');
    expect([done.status, done.location]).toEqual([303, page]);
    expect((await match.get(id)).tasks.find((one: { id: string }) => one.id === 'T23').state).toBe('done');
  });

  it('has an answer that came on paper noted for its reader, and one comes back to it', async () => {
    const { id, page } = await under();
    const answer = await fac.press(await fac.open(page), 'Summary approved: Cora Consultant');
    expect([answer.status, answer.location]).toEqual([303, page]);
    expect((await match.get(id, 'review')).counts.approved).toBe(1);
  });

  it('X20: takes a comment that comes after the match has ended, and has it settled', async () => {
    const id = await match.closed();
    const page = `/matches/${id}/summary`;
    await match.on(id, 'SUMMARY_AMENDED', { part: 'review/con', data: { text: 'The date is wrong.' } });
    const shown = await fac.open(page);
    expect(wordsOf(shown)).toContain('The date is wrong.');
    const [{ id: which }] = (await match.get(id, 'review')).comments;
    expect((await fac.press(shown, settle, { [`outcome.${which}`]: 'noted' })).status).toBe(303);
    expect((await match.get(id, 'review')).comments[0].state).toBe('noted');
    expect(wordsOf(await fac.open(page))).toContain('Finished summary corrected');
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

describe('honoraria', () => {
  const FORM = { name: 'Rita Resident', paidBy: 'chequeCollected', tookPart: true, signedOn: '2026-03-03' };
  const page = (id: string) => `/matches/${id}/honoraria`;
  const formIn = async (): Promise<string> => {
    const id = await match.held();
    await match.on(id, 'FUNDS_ANSWERED', { data: { for: 'site', available: true } });
    await match.on(id, 'HONORARIUM_FORM_RECEIVED', { part: 'honorarium/res', onBehalfOf: 'res', data: { form: FORM } });
    return id;
  };

  it('R9: say what is missing, first a word about money and the form', async () => {
    const id = await match.held();
    const shown = await fac.open(page(id));
    expect(wordsOf(shown)).toContain('0 of 1 honorarium paid.');
    expect(wordsOf(shown)).toContain('Missing: a word whether there is money; the form.');
    expect(shown.body).toContain(`/matches/${id}/report/FUNDS_ANSWERED?task=T26&amp;from=honoraria`);
    await match.on(id, 'FUNDS_ANSWERED', { data: { for: 'site', available: true } });
    const granted = await fac.open(page(id));
    expect(wordsOf(granted)).toContain('Missing: the form.');
    expect(granted.body).toContain(`/matches/${id}/forms/F8?part=honorarium%2F`);
  });

  it('go from form to paid by presses of the assistant, and one is back on the page each time', async () => {
    const id = await formIn();
    const processed = await aa.press(await aa.open(page(id)), 'Honorarium processed: Rita Resident');
    expect([processed.status, processed.location]).toEqual([303, page(id)]);
    const part = `honorarium/${await match.idOf(id, 'res')}`;
    const form = `/matches/${id}/report/HONORARIUM_PAID?task=T18&part=${encodeURIComponent(part)}&from=honoraria`;
    const typed = { paidOn: '2026-04-01', currency: 'USD' };
    for (const amount of ['1.250,00', '0', '200,000']) {
      const wrong = await aa.press(await aa.open(form), 'Save', { ...typed, amount });
      expect(wrong.status).toBe(422);
      expect(wordsOf(wrong)).toContain('Write an amount of money like 250, 250.00 or $1,250');
      expect(wrong.body).toContain(`value="${amount}"`);
    }
    const paid = await aa.press(await aa.open(form), 'Save', { ...typed, amount: '$1,250' });
    expect([paid.status, paid.location]).toEqual([303, page(id)]);
    const shown = wordsOf(await aa.open(page(id)));
    expect(shown).toContain('1 of 1 honorarium paid.');
    expect(shown).toContain('Amount: $1,250.00');
    // The event, and what programs read, stay in cents.
    const { items } = (await house.call(match.aa, 'GET', `matches/${id}/honoraria`)).body;
    expect(items).toMatchObject([{ amount: 125_000, currency: 'USD' }]);
    expect(shown).toContain('Paid: Wednesday, April 1, 2026');
    expect(shown).toContain('How: picked up in person');
  });

  it('are not processed by the facilitator, who may withdraw them', async () => {
    const shown = await fac.open(page(await formIn()));
    expect(shown.body).not.toContain('Honorarium processed');
    expect(shown.body).toContain('Honorarium withdrawn: Rita Resident');
  });

  it('of a year are summed over all matches for managers, and over her own for an assistant', async () => {
    const id = await formIn();
    await match.on(id, 'HONORARIUM_PROCESSED', { part: 'honorarium/res' }, match.aa);
    const money = { paidOn: '2031-04-01', amount: 12_345, currency: 'USD' };
    await match.on(id, 'HONORARIUM_PAID', { part: 'honorarium/res', data: money }, match.aa);
    expect(wordsOf(await pm.open('/honoraria?year=2031'))).toContain('1 payment to 1 person: $123.45.');
    const hers = await aa.open('/honoraria?year=2031');
    expect(wordsOf(hers)).toContain('1 payment to 1 person in matches that you assist: $123.45.');
    expect(hers.body).toContain(`href="${page(id)}"`);
    const stranger = await browse(house, { name: 'Nobody', email: 'nobody@example.org' });
    expect(wordsOf(await stranger.open('/honoraria?year=2031'))).toContain(
      'Nothing was paid in this year in matches that you assist.',
    );
    expect((await pm.open('/honoraria.csv?year=2031')).body).toContain('All together,1,0,USD,123.45');
    expect((await stranger.open(page(id))).status).toBe(404);
  });
});

describe('commitments', () => {
  const promise = {
    commitment: 'seat',
    owners: ['lead', 'con'],
    kind: 'collective',
    due: '2026-06-01',
    text: 'Ask for a seat',
  };

  it('stand with whose they are, by when, and how far each is; each is kept or dropped by a press', async () => {
    const id = await match.held();
    const page = `/matches/${id}/commitments`;
    expect(wordsOf(await fac.open(page))).toContain('Nobody has said yet what they will do next.');
    await match.on(id, 'COMMITMENT_MADE', { data: promise });
    const shown = await fac.open(page);
    expect(wordsOf(shown)).toMatch(/Ask for a seat Open/);
    expect(wordsOf(shown)).toContain('Who: Sam Sitelead and Cora Consultant');
    expect(wordsOf(shown)).toContain('By: Monday, June 1, 2026');
    expect(wordsOf(shown)).toContain('Whose: a group’s');
    const kept = await fac.press(shown, 'Commitment kept: Ask for a seat');
    expect([kept.status, kept.location]).toEqual([303, page]);
    expect(wordsOf(await fac.open(page))).toMatch(/Ask for a seat Kept/);
    await fac.press(await fac.open(page), 'Commitment open again: Ask for a seat');
    expect((await match.get(id, 'commitments')).items[0].state).toBe('open');
  });

  it('X23: are dropped with a reason that stands there', async () => {
    const id = await match.held();
    await match.on(id, 'COMMITMENT_MADE', { data: promise });
    const address = `/matches/${id}/report/COMMITMENT_DROPPED?task=T20&part=commitment%2Fseat&from=commitments`;
    expect((await fac.open(`/matches/${id}/commitments`)).body).toContain(address.replaceAll('&', '&amp;'));
    await fac.press(await fac.open(address), 'Save', { reason: 'The council was dissolved.' });
    expect(wordsOf(await fac.open(`/matches/${id}/commitments`))).toContain('Reason: The council was dissolved.');
  });

  it('show what the check-in said of them', async () => {
    const id = await match.held();
    await match.on(id, 'COMMITMENT_MADE', { data: promise });
    const form = {
      progress: [{ what: 'Ask for a seat', state: 'Half-way: the council votes in July' }],
      nextSteps: 'One meeting.',
      impact: 'Young people speak.',
      requests: { wanted: false },
      newNeeds: { any: false },
    };
    await match.on(id, 'CHECK_IN_ANSWERED', { onBehalfOf: 'lead', data: { form } });
    expect(wordsOf(await fac.open(`/matches/${id}/commitments`))).toContain(
      'At the check-in: Half-way: the council votes in July',
    );
  });
});
