import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { loadFormLibrary } from '../../src/api/forms/form-library.ts';
import { issueLink } from '../../src/links/index.ts';
import { linksOf, methods } from '../../src/machines/index.ts';
import { loadFormWords, missingWords } from '../../src/words/index.ts';
import { makeHouse } from '../api/house.ts';
import type { House } from '../api/house.ts';
import { ENGLISH } from '../support/english.ts';
import { useDatabase } from '../support/postgres.ts';

const CONTENT = fileURLToPath(new URL('../../content/', import.meta.url));
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', telephone: '555 0142', roles: ['facilitator'] },
  { ref: 'aa', name: 'Ana Asistente', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'lead', name: 'Luz Lider', email: 'lead@example.org', roles: ['lead', 'participant'], team: 'seeker' },
  { ref: 'res', name: 'Rosa Residente', email: 'res@example.org', roles: ['resident'], team: 'seeker' },
  { ref: 'con', name: 'Carla Consultora', email: 'con@example.org', roles: ['consultant'], team: 'helper' },
  { ref: 'two', name: 'Clara Consultora', email: 'two@example.org', roles: ['consultant'], team: 'helper' },
].map((person) => ({ ...person, ...(person.ref === 'fac' ? {} : { language: 'es' }) }));
const WRITTEN = 'Queremos un consejo juvenil.';

/** Pages behind links, for people who speak Spanish: all of it is, and no word of the English pages is left over. */
describe('behind a link, in Spanish', () => {
  const database = useDatabase();
  let house: House;
  let pm: string;
  let id: string;
  const persons: Record<string, string> = {};

  beforeAll(async () => {
    house = await makeHouse(database.db);
    pm = await house.token(['programManager'], 'pm@example.org');
    const match = { method: 'cssp-peer-match', title: 'Puentes y barcas', timeZone: 'America/New_York' };
    id = (await house.call(pm, 'POST', 'matches', { ...match, assignedOn: day(-60), people })).body.id;
    const listed = await house.call(pm, 'GET', `matches/${id}/people`);
    for (const one of listed.body.items as { id: string; ref: string }[]) persons[one.ref] = one.id;
    const items = [
      { day: '2027-03-15', begins: '14:30', minutes: 1200, title: 'Bienvenida', kind: 'social', leads: 'Luz Lider' },
    ];
    for (const event of [
      { type: 'CANDIDATE_SUGGESTED', data: { person: 'con', lead: true } },
      { type: 'CONSULTANT_INVITED', part: 'invitation/con' },
      { type: 'CANDIDATE_SUGGESTED', data: { person: 'two' } },
      { type: 'DATES_FINALIZED', data: { matchStart: day(20), matchEnd: day(21) } },
      { type: 'CALL_PLANNED', data: { call: 'first', on: '2027-03-01', time: '15:00', invitees: ['lead'] } },
      { type: 'AGENDA_BUILT', data: { form: { items } } },
      { type: 'DRAFT_AGENDA_CIRCULATED' },
      { type: 'COMMITMENT_MADE', data: { commitment: 'one', kind: 'collective', text: WRITTEN, due: day(60) } },
    ])
      await report(event);
  });

  async function report(event: object): Promise<void> {
    const answer = await house.call(pm, 'POST', `matches/${id}/events`, event);
    expect(answer.status, `${JSON.stringify(event)} ${answer.text}`).toBe(200);
  }
  async function linkFor(ref: string, purpose: string, about: { part?: string; task?: string } = {}): Promise<string> {
    const { store, keys } = house.deps.links;
    const { part = null, task = null } = about;
    const subject = { match: id, person: persons[ref] ?? '', purpose, part, task };
    return `/l/${(await issueLink(store, keys, subject, { now: new Date(), days: 90 })).token}`;
  }
  const get = async (url: string, headers: Record<string, string> = {}) =>
    (await house.app.inject({ method: 'GET', url, headers })).body;
  const press = (url: string, form: Record<string, string>) =>
    house.app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  /** What is on a page in both languages is what people wrote, or what they are called. */
  async function compare(url: string): Promise<void> {
    const spanish = await get(url, { 'accept-language': 'es' });
    const english = await get(`${url}${url.includes('?') ? '&' : '?'}language=en`);
    expect(spanish).toContain('<html lang="es"');
    expect(english).toContain('<html lang="en"');
    const left = sayingsOf(spanish).filter((words) => sayingsOf(english).includes(words));
    expect(left.filter((words) => !OWN.test(words))).toEqual([]);
    expect(sayingsOf(spanish).join('\n')).not.toMatch(ENGLISH);
  }

  it('every page to answer on, with the dates and the hours of its words', async () => {
    const invitation = { part: `invitation/${persons['con']}` };
    const call = await linkFor('lead', 'call', { part: 'call/first' });
    for (const url of [
      await linkFor('con', 'invitation', invitation),
      await linkFor('two', 'invitation', { part: `invitation/${persons['two']}` }),
      call,
      await linkFor('lead', 'call', { part: 'call/none' }),
      await linkFor('lead', 'agenda'),
      await linkFor('res', 'evaluation', { part: `evaluation/${persons['res']}` }),
      await linkFor('aa', 'task', { task: 'C4' }),
      await linkFor('aa', 'task', { task: 'T30' }),
      '/code',
      '/l/your-own-link',
      '/l/something-else',
    ])
      await compare(url);
    expect(await get(call)).toContain('lunes, 1 de marzo de 2027');
    expect(await get(call)).toMatch(/3:00 p\.\s?m\. EST/);
    const agenda = await get(await linkFor('lead', 'agenda'));
    expect(agenda).toMatch(
      /lunes, 15 de marzo de 2027, 2:30 p\.\s?m\., 1,200 minutos, Bienvenida, Conocerse, Luz Lider/,
    );
    expect(await get(await linkFor('aa', 'task', { task: 'T30' }))).toContain('Armar y enviar las carpetas');
  });

  it('what was answered, undone, refused, and what is missing', async () => {
    const url = await linkFor('con', 'invitation', { part: `invitation/${persons['con']}` });
    for (const act of ['accept', 'undo', 'decline', 'undo']) {
      const answer = await press(url, { act, key: `${act}-${Math.random()}` });
      expect(answer.statusCode, act).toBe(303);
      await compare(String(answer.headers.location));
    }
    await compare(`${url}?said=refused`);
    const agenda = await linkFor('lead', 'agenda');
    const missing = await press(agenda, { act: 'comment', key: 'none' });
    expect(missing.statusCode).toBe(422);
    expect(sayingsOf(missing.body).join('\n')).not.toMatch(ENGLISH);
    expect(missing.body).toContain('Falta revisar algo');
  });

  it('what comes when the match is over: evaluation, review, check-in, and a comment too late', async () => {
    const summary = {
      introduction: WRITTEN,
      description: WRITTEN,
      lessons: WRITTEN,
      reflections: WRITTEN,
      contacts: [{ name: 'Luz Lider', title: 'Directora', organization: 'Centro', email: 'lead@example.org' }],
    };
    for (const event of [
      { type: 'DATES_FINALIZED', data: { matchStart: day(-2), matchEnd: day(-1) } },
      { type: 'ATTENDANCE_MARKED', data: { attended: ['lead', 'res', 'con'] } },
      { type: 'MATCH_ENDED' },
      { type: 'SUMMARY_CIRCULATED', data: { form: summary, reviewSentOn: day(0), reviewUntil: day(14) } },
    ])
      await report(event);
    const evaluation = await linkFor('res', 'evaluation', { part: `evaluation/${persons['res']}` });
    const review = await linkFor('res', 'review', { part: `review/${persons['res']}` });
    const checkIn = await linkFor('lead', 'checkIn', { task: 'T24' });
    for (const url of [evaluation, review, checkIn, await linkFor('lead', 'agenda')]) await compare(url);
    const incomplete = await press(evaluation, { act: 'send', key: 'none' });
    expect(incomplete.statusCode).toBe(422);
    expect(sayingsOf(incomplete.body).join('\n')).not.toMatch(ENGLISH);
    for (const act of ['approve', 'undo', 'amend', 'undo', 'object']) {
      const answer = await press(review, { act, key: act, 't.text': WRITTEN });
      expect(answer.statusCode, act).toBe(303);
      await compare(String(answer.headers.location));
    }
  });

  it('why a link does not open', async () => {
    const { store, keys } = house.deps.links;
    const subject = { match: id, person: persons['lead'] ?? '', purpose: 'task', part: null, task: 'T02' };
    const old = await issueLink(store, keys, subject, { now: new Date(Date.now() - 9 * 86_400_000), days: 1 });
    await compare(`/l/${old.token}`);
    const renewed = await press(`/l/${old.token}`, { act: 'renew' });
    expect(renewed.body).toContain('lang="es"');
    expect(sayingsOf(renewed.body).join('\n')).not.toMatch(ENGLISH);
    const link = await issueLink(store, keys, { ...subject, task: 'T03' }, { now: new Date(), days: 9 });
    await store.revoke(link.id, 'revoked');
    await compare(`/l/${link.token}`);
    const wrong = await press('/code?language=es', { code: 'nothing' });
    expect(wrong.statusCode).toBe(404);
    expect(sayingsOf(wrong.body).join('\n')).not.toMatch(ENGLISH);
  });

  it('another language is one press away, is remembered for that link, and also holds without a cookie', async () => {
    const url = await linkFor('two', 'invitation', { part: `invitation/${persons['two']}` });
    await report({ type: 'CONSULTANT_INVITED', part: 'invitation/two' });
    expect(await get(url)).toContain(`<a href="${url}?language=en" lang="en" hreflang="en">English</a>`);
    const chosen = await house.app.inject({ method: 'GET', url: `${url}?language=en` });
    expect(chosen.body).toContain('<html lang="en"');
    expect(chosen.body).toContain(`action="${url}?language=en"`);
    const [cookie] = chosen.cookies as { name: string; value: string; path: string; httpOnly: boolean }[];
    expect(cookie).toMatchObject({ name: 'pm_language', value: 'en', path: url, httpOnly: true });
    expect(await get(url, { cookie: 'pm_language=en' })).toContain('<html lang="en"');
    expect(await get(`${url}?language=xx`)).toContain('<html lang="es"');
  });

  it('letters are drafted in the language of each reader', async () => {
    const { body } = await house.call(pm, 'GET', `matches/${id}/letters`);
    const letters = body.items as { kind: string; subject: string; to: { person: string } }[];
    const thanks = letters.filter(({ kind }) => kind === 'm19');
    expect(thanks.map(({ subject }) => subject)).toEqual(thanks.map(() => 'Gracias: Puentes y barcas'));
    expect(thanks).toHaveLength(3);
    const invited = letters.find(({ kind }) => kind === 'm6');
    expect(invited?.subject).toBe('Llamada: lunes, 1 de marzo de 2027: Puentes y barcas');
    // What only staff read is in English, whatever they speak.
    const timeline = letters.filter(({ kind, to }) => kind === 'm2' && to.person === persons['aa']);
    expect(timeline.length).toBeGreaterThan(0);
    for (const { subject } of timeline) expect(subject).toMatch(/^Dates (settled|changed) for Puentes y barcas$/);
  });
});

describe('the books of the pages', () => {
  const library = loadFormLibrary(CONTENT);
  const asked = [...methods.keys()].flatMap((method) =>
    Object.values(linksOf(method)).flatMap(({ answers, shows }) =>
      [shows, ...answers.map(({ form }) => form)].flatMap((form) =>
        form === undefined ? [] : [[method, form] as const],
      ),
    ),
  );

  test.each([...new Map(asked.map((one) => [one.join(' '), one])).values()])(
    '%s %s is asked in Spanish, whole',
    (method, form) => {
      const definition = library.get(method)?.get(form);
      const problems: object[] = [];
      const said = loadFormWords(CONTENT, `${method}/participants/es`, problems as never).get(form);
      expect(problems).toEqual([]);
      expect(said).toBeDefined();
      expect(definition && said && missingWords(definition, said)).toEqual([]);
    },
  );

  test.each(filesIn('en'))('%s names the same facts, in the same places, in Spanish', (file) => {
    const spanish = file.replace('/participants/en/', '/participants/es/');
    expect(factsIn(spanish)).toEqual(factsIn(file));
  });
});

/** The Markdown files of pages, below the content folder. */
function filesIn(language: string): string[] {
  return ['shared', ...methods.keys()].flatMap((folder) => {
    const path = `${folder}/participants/${language}`;
    const names = existsSync(join(CONTENT, path)) ? readdirSync(join(CONTENT, path)) : [];
    return names.filter((name) => name.endsWith('.md')).map((name) => `${path}/${name}`);
  });
}

function factsIn(file: string): Record<string, string[]> {
  const [, ...sections] = readFileSync(join(CONTENT, file), 'utf8').split(/^## /m);
  return Object.fromEntries(
    sections.map((text) => [
      /^[\w-]+/.exec(text)?.[0] ?? '',
      [...new Set(text.match(/(?<=\{\{ )\w+|(?<=\{% if )\w+/g) ?? [])].sort(),
    ]),
  );
}

/** Everything on a page that is read, shown or said aloud. */
function sayingsOf(html: string): string[] {
  const said = [...html.matchAll(/(?:aria-label|placeholder|alt)="([^"]+)"/g)].map(([, words = '']) => words);
  const typed = html.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<a [^>]*hreflang[^>]*>[^<]*<\/a>/g, '');
  const nodes = typed.replace(/<[^>]+>/g, '\n').split('\n');
  return [...said, ...nodes]
    .map((words) => words.replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim())
    .filter((words) => /\p{L}{2}/u.test(words));
}

/** The same in both languages: names, addresses, what people wrote, and words that are spelled alike. */
const OWN = new RegExp(
  `^(Peermatch|No|${people.flatMap(({ name, email }) => [name, `${name}: 555 0142`, email]).join('|')}|Puentes y barcas|${WRITTEN}.*|Luz Lider, Directora, Centro, lead@example.org)$`,
);
