import { beforeAll, describe, expect, it } from 'vitest';
import { closingMatch } from '../api/closing-match.ts';
import type { ClosingMatch } from '../api/closing-match.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { browse, wordsOf } from './browser-less.ts';
import type { Reader } from './browser-less.ts';

/** What follows a match, on a page: the wishes of its check-in, and the match that begins from it (requirements.md T24, S0 l.125). */
const database = useDatabase();
let house: House;
let match: ClosingMatch;
let fac: Reader;
let pm: Reader;

beforeAll(async () => {
  house = await makeHouse(database.db);
  fac = await browse(house, { name: 'Fran', email: 'fac@example.org' });
  pm = await browse(house, { name: 'Pat', email: 'pm@example.org', roles: ['programManager'] });
  match = await closingMatch(house);
});

describe('after a match', () => {
  const form = {
    nextSteps: 'One meeting.',
    impact: 'Young people speak.',
    requests: { wanted: false },
    exchange: { wanted: true, what: 'With Cora' },
    newNeeds: { any: true, which: 'Housing' },
  };

  it('each wish of the check-in is a task, and is settled where it stands', async () => {
    const id = await match.held();
    const page = `/matches/${id}/after`;
    expect(wordsOf(await fac.open(page))).toContain('The check-in has not been answered yet.');
    await match.on(id, 'CHECK_IN_ANSWERED', { onBehalfOf: 'lead', data: { form } });
    const shown = await fac.open(page);
    expect(wordsOf(shown)).toContain('Would you like an informal exchange with somebody from the match? Yes With Cora');
    expect(wordsOf(shown)).toContain('Do you want more information? No');
    const done = await fac.press(shown, 'Informal exchange brought about');
    expect([done.status, done.location]).toEqual([303, page]);
    expect((await match.get(id)).tasks.find((one: { id: string }) => one.id === 'T24e').state).toBe('done');
    expect((await fac.open(`/matches/${id}`)).body).toContain(`href="${page}"`);
  });

  it('a manager starts a new one from it: those who ran it and the site come along', async () => {
    const id = await match.closed();
    const page = `/matches/${id}/after`;
    expect((await fac.open(page)).body).not.toContain('/matches/new');
    const form = `/matches/new?from=${id}`;
    expect((await pm.open(page)).body).toContain(`href="${form}"`);
    const empty = await pm.open(form);
    expect(wordsOf(empty)).toContain('It begins from “Youth councils”');
    expect(empty.body).not.toContain('name="facilitator"');
    const wrong = await pm.press(empty, 'Start the match', { title: '' });
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong)).toContain('It begins from “Youth councils”');
    const done = await pm.press(wrong, 'Start the match', { title: 'Housing', assignedOn: '2026-10-05' });
    expect(done.status).toBe(303);
    const next = done.location.split('/').at(-1) ?? '';
    expect(await match.get(next)).toMatchObject({ title: 'Housing', origin: id, method: 'cssp-peer-match' });
    const refs = (await match.get(next, 'people')).items.map(({ ref }: { ref: string }) => ref);
    expect(refs).toEqual(expect.arrayContaining(['fac', 'aa', 'lead', 'res']));
    expect(refs).not.toContain('con');
    expect(wordsOf(await pm.open(page))).toContain('Housing began from this one');
    const outsider = await browse(house, { name: 'Zoe', email: 'zoe@example.org' });
    expect((await outsider.open(page)).status).toBe(404);
    expect(wordsOf(await fac.open(`/matches/${next}/after`))).toContain('This match began from Youth councils');
  });

  it('a new one begins only from a match that its manager may see', async () => {
    expect((await pm.open('/matches/new?from=nothing')).status).toBe(404);
    expect((await fac.open(`/matches/new?from=${await match.held()}`)).status).toBe(403);
  });

  it('does not name matches that its reader may not see', async () => {
    const id = await match.held();
    const people = [{ ref: 'other', name: 'Olga Other', email: 'olga@example.org', roles: ['facilitator'] }];
    await match.start({ title: 'A secret need', origin: { match: id }, people });
    expect((await pm.open(`/matches/${id}/after`)).body).toContain('A secret need');
    expect((await fac.open(`/matches/${id}/after`)).body).not.toContain('A secret need');
  });
});
