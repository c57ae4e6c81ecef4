import { beforeAll, describe, expect, it } from 'vitest';
import { closingMatch } from '../api/closing-match.ts';
import type { ClosingMatch } from '../api/closing-match.ts';
import { makeHouse, tips } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { Browsing } from './browsing.ts';
import { signIn } from './sign-in.ts';

/** "Something else happened": what belongs to no task, by what it is about. */
const database = useDatabase();
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
let house: House;
let match: ClosingMatch;
let sessions: Record<'programManager' | 'administrator', string>;

beforeAll(async () => {
  house = await makeHouse(database.db);
  match = await closingMatch(house);
  sessions = {
    programManager: await signIn(house, { name: 'Pat Program', roles: ['programManager'] }),
    administrator: await signIn(house, { name: 'Olga Office', roles: ['administrator'] }),
  };
});

/** In front of the page of a match. */
async function pageOf(id: string, who: 'programManager' | 'administrator' = 'programManager') {
  const browser = new Browsing(house);
  const [name = '', value = ''] = sessions[who].split('=');
  browser.jar.set(name, value);
  return { browser, ...(await browser.open(`/matches/${id}/report`)) };
}
const ahead = () => match.start({ assignedOn: day(-10), matchStart: day(60), matchEnd: day(61) });

const headings = (body: string) => [...body.matchAll(/<h2[^>]*>([^<]+)</g)].map(([, words]) => words);
/** Of one group: the words of its links, in their order. */
const lines = (body: string, heading: string) => {
  const group = body.split('<section').find((one) => one.includes(`>${heading}<`)) ?? '';
  return [...group.matchAll(/<li><a href="[^"]+">([^<]+)</g)].map(([, words]) => words);
};

describe('what else happened', () => {
  it('is grouped by what it is about, in the order in which things happen', async () => {
    const { body, status } = await pageOf(await ahead());
    expect(status).toBe(200);
    const groups = ['The match as a whole', 'People and candidates', 'Calls', 'The days together'];
    expect(headings(body)).toEqual([...groups, 'It does not take place']);
    expect(lines(body, 'Calls')).toEqual(['Call planned']);
    expect(lines(body, 'It does not take place')).toEqual(['No suitable match found', 'Requesting site withdrew']);
  });

  it('has nothing that cannot have happened yet, nor what is done where it is shown', async () => {
    const before = await pageOf(await ahead(), 'administrator');
    for (const words of ['Match started', 'Match ended', 'Match resumed', 'Compressed plan', 'Letters', 'calendar'])
      expect(before.body.replaceAll(/<header.*?<\/header>|<footer.*/gs, ''), words).not.toContain(words);
    const during = await match.start({ assignedOn: day(-40), matchStart: day(-1), matchEnd: day(1) });
    const { body, text } = await pageOf(during);
    expect(lines(body, 'The days together')).toContain('Match ended');
    expect(lines(body, 'It does not take place')).toContain('Match was not held');
    expect(lines(body, 'After the match')).toEqual(['Commitment made']);
    expect(text).toContain('it ends by itself');
  });

  it('offers to go on what waits, and only that', async () => {
    const id = await ahead();
    await match.on(id, 'HELD', { data: { reason: 'Elections' } });
    expect(lines((await pageOf(id)).body, 'The match as a whole')).toContain('Match resumed');
    expect(lines((await pageOf(id)).body, 'The match as a whole')).not.toContain('Match put on hold');
  });

  it('leads to a page for each, and for the rest to the pages that have it', async () => {
    const { browser, body } = await pageOf(await ahead(), 'administrator');
    const main = body.slice(body.indexOf('<main'), body.indexOf('</main'));
    const links = [...main.matchAll(/<a href="(\/[^"#]+)["#]/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
    expect(links.filter((href) => href.endsWith('/calls'))).toHaveLength(1);
    expect(links.length).toBeGreaterThan(15);
    for (const href of links) expect((await browser.open(href)).status, href).toBe(200);
  });

  it('is said in the words of the other method, too, and not at all when a match is over', async () => {
    const { body: other } = await house.call(match.pm, 'POST', 'matches', { ...tips, title: 'Two villages' });
    const { body } = await pageOf(other.id, 'administrator');
    expect(headings(body)).toEqual(['The match as a whole', 'People', 'Meetings', 'It does not take place']);
    expect(lines(body, 'It does not take place')).toEqual(['No fitting people found', 'The participants withdrew']);
    expect((await pageOf(await match.closed())).text).toContain('nothing that you could report now');
  });
});
