import { beforeAll, describe, expect, it } from 'vitest';
import { makeHouse, youthCouncils } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { RULES, samplesOf } from './access/expected.ts';
import type { Rule } from './access/expected.ts';
import { EVERYBODY, INSIDERS, TRYING } from './access/people.ts';
import type { Trying } from './access/people.ts';

/**
 * Every route that the application has, as Fastify tells it, tried by everybody. A route that nobody thought of fails here until it is in
 * the table of `access/expected.ts`.
 */
const database = useDatabase();
const routes: { method: string; url: string }[] = [];
const accounts = new Map<Trying, string>();
let house: House;
let samples: Readonly<Record<string, string>>;
let guard: { cookie: string; token: string };

const HTML = { accept: 'text/html,application/xhtml+xml' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const UNKNOWN = 'nosuchmatch';
const TITLE = 'Sampletown learns to dance';

beforeAll(async () => {
  house = await makeHouse(database.db, {
    onRoute: ({ method, url }) => {
      for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, url });
    },
  });
  const pm = await house.token(['programManager'], 'pm@example.org');
  const staff = (facilitator: string) => [
    { ref: 'fac', name: 'Fran Facilitator', email: facilitator, roles: ['facilitator'] },
    { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
    { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  ];
  const own = await house.call(pm, 'POST', 'matches', {
    ...youthCouncils,
    title: TITLE,
    people: staff('fac@example.org'),
  });
  const [fac] = staff('other@example.org');
  await house.call(pm, 'POST', 'matches', { ...youthCouncils, people: [fac] });
  for (const who of EVERYBODY) {
    const account = TRYING[who];
    if (account === undefined) continue;
    const known = await house.accounts.byEmail(account.email);
    if (known === undefined) accounts.set(who, (await house.accounts.create({ name: who, ...account })).id);
    else {
      await house.accounts.change(known.id, { name: who, ...account });
      accounts.set(who, known.id);
    }
  }
  const match = String(own.body.id);
  const letter = await keptLetter(match);
  samples = samplesOf({ match, letter, account: accounts.get('stranger') ?? '' });
  guard = await guardOf('stranger');
});

/** A letter of the match that was kept as a mail. */
async function keptLetter(match: string): Promise<string> {
  const { id } = await database.db
    .selectFrom('letters')
    .select('id')
    .where('match', '=', match)
    .executeTakeFirstOrThrow();
  const kept = { mime: Buffer.from('Subject: Hello\r\n\r\nHello'), sent_at: new Date(), state: 'sent' } as const;
  await database.db
    .updateTable('letters')
    .set({ ...kept, channel: 'captured' })
    .where('id', '=', id)
    .execute();
  return id;
}

async function cookieOf(who: Trying): Promise<string> {
  const account = accounts.get(who);
  if (account === undefined) return '';
  return `peermatch_session=${(await house.accounts.openSession(account, '', new Date())).session}`;
}

/** What a page of ours gives its reader, so that a press counts. */
async function guardOf(who: Trying): Promise<typeof guard> {
  const page = await house.app.inject({ url: '/account', headers: { ...HTML, cookie: await cookieOf(who) } });
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return { cookie: String(page.headers['set-cookie']).split(';')[0] ?? '', token };
}

const MATCH = (): string => samples['/matches/:id'] ?? '';
const ruleOf = (url: string): Rule | undefined => RULES.find((rule) => rule.url.test(url));

/** The address of a route, with something in the place of its parameters. */
function addressOf(url: string, { query }: Rule, match?: string): string {
  const prefix = Object.keys(samples).find((one) => one.startsWith('/') && `${url}/`.startsWith(`${one}/`));
  const known = prefix === undefined ? url : url.replace(prefix, prefix.replace(':id', samples[prefix] ?? ''));
  const path = known.replaceAll(/:\w+|\*/g, (name) => {
    const sample = samples[name];
    if (sample === undefined) throw new Error(`access/expected.ts has no sample for ${name} of ${url}`);
    return sample;
  });
  const elsewhere = match === undefined ? path : path.replace(MATCH(), match);
  return query === undefined ? elsewhere : `${elsewhere}?${query}`;
}

const read = async (who: Trying, url: string, headers: Record<string, string> = HTML) =>
  house.app.inject({ url, headers: { ...headers, cookie: await cookieOf(who) } });

async function press(who: Trying, url: string, more: { guarded?: boolean; headers?: Record<string, string> } = {}) {
  const cookie = `${await cookieOf(who)}; ${guard.cookie}`;
  const payload = more.guarded === false ? '' : new URLSearchParams({ _csrf: guard.token }).toString();
  return house.app.inject({ method: 'POST', url, headers: { ...FORM, ...HTML, ...more.headers, cookie }, payload });
}

/** Pages that nobody reads without being signed in: to whom they are shown, and what the others are told. */
const REFUSED: Readonly<Record<Exclude<Rule['who'], 'open' | 'api'>, { status: number; to: readonly Trying[] }>> = {
  signedIn: { status: 403, to: [] },
  match: { status: 404, to: ['stranger', 'participant', 'foreignFacilitator'] },
  managers: { status: 403, to: ['stranger', 'participant', 'foreignFacilitator', 'facilitator', 'assistant'] },
  administrator: { status: 403, to: EVERYBODY.filter((who) => who !== 'nobody' && who !== 'administrator') },
};

const pagesOf = (method: string) =>
  routes.flatMap(({ method: its, url }) => {
    const rule = ruleOf(url);
    if (its !== method || rule === undefined || rule.who === 'open' || rule.who === 'api') return [];
    return [{ url, rule, refused: REFUSED[rule.who] }];
  });
const OPEN: Rule = { url: /^/, who: 'open' };
const openOf = (method: string) => routes.filter((one) => one.method === method && ruleOf(one.url)?.who === 'open');

describe('the table of pages', () => {
  it('has every route that there is', () => {
    expect(routes.length).toBeGreaterThan(100);
    expect(routes.filter(({ url }) => ruleOf(url) === undefined)).toEqual([]);
  });

  it('has no rule that fits no route', () => {
    const idle = RULES.filter((rule) => rule.endless !== true && !routes.some(({ url }) => ruleOf(url) === rule));
    expect(idle.map(({ url }) => url.source)).toEqual([]);
  });

  it('knows of no way to act on a page but a press', () => {
    const acting = routes.filter(({ method, url }) => !['GET', 'POST'].includes(method) && ruleOf(url)?.who !== 'api');
    expect(acting).toEqual([]);
  });
});

/** Every answer that is not as the table says, so that one run shows all of them. */
class Report {
  readonly wrong: string[] = [];
  readonly check = (is: boolean, ...said: unknown[]): void => {
    if (!is) this.wrong.push(said.join(' '));
  };
}
async function all(look: (report: Report) => Promise<void>): Promise<void> {
  const report = new Report();
  await look(report);
  expect(report.wrong).toEqual([]);
}
const insidersOf = ({ rule, refused }: ReturnType<typeof pagesOf>[number]): readonly Trying[] =>
  rule.who === 'match' ? INSIDERS : EVERYBODY.filter((one) => one !== 'nobody' && !refused.to.includes(one));

describe('who is not signed in', () => {
  it('is led to signing in by every page, and from there to the page', () =>
    all(async ({ check }) => {
      for (const { url, rule } of pagesOf('GET')) {
        const address = addressOf(url, rule);
        const answer = await read('nobody', address);
        const wanted = address === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ to: address }).toString()}`;
        check(answer.statusCode === 303, url, answer.statusCode);
        check(answer.headers.location === wanted, url, answer.headers.location);
        check((await read('nobody', address, {})).statusCode === 401, url, 'for a program');
      }
    }));

  it('can press nothing', () =>
    all(async ({ check }) => {
      for (const { url, rule } of pagesOf('POST')) {
        const { statusCode } = await press('nobody', addressOf(url, rule));
        check(statusCode === 401, url, statusCode);
      }
    }));

  it('reaches what is for everybody, and nothing breaks', () =>
    all(async ({ check }) => {
      for (const { url } of openOf('GET')) {
        const { statusCode, headers } = await read('nobody', addressOf(url, OPEN));
        check(statusCode !== 401 && statusCode < 500 && headers.location?.includes('to=') !== true, url, statusCode);
      }
    }));
});

describe('whom a page is not for', () => {
  it('is told so, the same as if there were no such match', () =>
    all(async ({ check }) => {
      for (const { url, rule, refused } of pagesOf('GET')) {
        for (const who of refused.to) {
          const answer = await read(who, addressOf(url, rule));
          check(answer.statusCode === refused.status, who, url, answer.statusCode);
          if (rule.who !== 'match' || !url.startsWith('/matches/')) continue;
          const nowhere = await read(who, addressOf(url, rule, UNKNOWN));
          check(nowhere.body === answer.body, who, url, 'tells that there is such a match');
        }
      }
    }));

  it('hears nothing of the match in lists and sums, while its facilitator does', () =>
    all(async ({ check }) => {
      let told = 0;
      for (const { url, rule } of pagesOf('GET').filter((one) => one.rule.who === 'signedIn')) {
        const address = addressOf(url, rule);
        const tells = (page: { body: string }) => page.body.includes(TITLE) || page.body.includes(MATCH());
        if (tells(await read('facilitator', address))) told++;
        for (const who of REFUSED.match.to) check(!tells(await read(who, address)), who, url);
      }
      check(told >= 2, 'lists that tell its facilitator of it:', told);
    }));

  it('can press nothing on it', () =>
    all(async ({ check }) => {
      for (const { url, rule, refused } of pagesOf('POST')) {
        for (const who of refused.to) {
          const { statusCode } = await press(who, addressOf(url, rule));
          check(statusCode === refused.status, who, url, statusCode);
        }
      }
    }));
});

describe('whom a page is for', () => {
  it('can read it', () =>
    all(async ({ check }) => {
      for (const page of pagesOf('GET').filter(({ rule }) => rule.endless !== true)) {
        const { url, rule } = page;
        const fine = rule.sometimes === true ? [200, 303, 403, 404, 409] : [200, 303, 409];
        for (const who of insidersOf(page)) {
          const { statusCode } = await read(who, addressOf(url, rule));
          check(fine.includes(statusCode), who, url, statusCode);
        }
      }
    }));

  it('cannot be made to press by a page of somebody else', () =>
    all(async ({ check }) => {
      for (const page of pagesOf('POST')) {
        for (const who of insidersOf(page)) {
          const { statusCode, body } = await press(who, addressOf(page.url, page.rule), { guarded: false });
          const isRefused = statusCode === 403 && body.includes('open for too long');
          check(isRefused || (page.rule.takesFiles === true && statusCode === 415), who, page.url, statusCode);
        }
      }
      const headers = { 'sec-fetch-site': 'cross-site' };
      for (const { url } of [...openOf('POST'), ...pagesOf('POST')]) {
        const { statusCode } = await press('administrator', addressOf(url, ruleOf(url) ?? OPEN), { headers });
        check(statusCode === 403, url, statusCode);
      }
    }));

  it('gets an answer to a press that says nothing', () =>
    all(async ({ check }) => {
      for (const page of pagesOf('POST')) {
        for (const who of insidersOf(page)) {
          const { statusCode } = await press(who, addressOf(page.url, page.rule));
          check(statusCode !== 401 && statusCode < 500, who, page.url, statusCode);
        }
      }
    }));
});

describe('callers of the API', () => {
  const calls = () => routes.filter(({ url }) => ruleOf(url)?.who === 'api');
  const call = (method: string, url: string, token?: string) => {
    const address = url.replace('/matches/:id', `/matches/${MATCH()}`).replaceAll(/:\w+/g, 'unknown');
    return house.call(token, method, address, method === 'GET' ? undefined : {});
  };

  it('need a token for everything', () =>
    all(async ({ check }) => {
      for (const { method, url } of calls()) check((await call(method, url)).status === 401, method, url);
    }));

  it('do not find the matches of others', () =>
    all(async ({ check }) => {
      const token = await house.token(['facilitator'], 'other@example.org');
      for (const { method, url } of calls().filter((one) => one.url.startsWith('/api/v1/matches/:id'))) {
        const { status } = await call(method, url, token);
        // What is malformed is said before it is looked up, whosever match it is.
        check([404, 415, 422].includes(status), method, url, status);
      }
    }));
});
