import { beforeAll, describe, expect, it } from 'vitest';
import { issueLink } from '../../src/links/index.ts';
import { ENGLISH } from '../support/english.ts';
import { readPdf, wordsOf } from '../support/pdf.ts';
import { useDatabase } from '../support/postgres.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** What is a participant's own comes on paper in her language; what staff read stays in English. */
const database = useDatabase();
let house: House;
let pm: string;
let fac: string;
let id: string;
const persons: Record<string, string> = {};

const address = '12 Calle Mayor\nPonce, PR 00716';
const PEOPLE = [
  { ref: 'fac', name: 'Fran Facilitador', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Asistente', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ana', name: 'Ana Núñez', language: 'es', roles: ['lead', 'participant'], team: 'seeker', address },
  { ref: 'eva', name: 'Eva Ortiz', roles: ['participant'], team: 'seeker', address },
  { ref: 'con', name: 'Carla Consultora', email: 'con@example.org', roles: ['consultant'], team: 'helper' },
];

beforeAll(async () => {
  house = await makeHouse(database.db);
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
  const match = { method: 'cssp-peer-match', title: 'Puentes', timeZone: 'America/New_York', people: PEOPLE };
  const dates = { assignedOn: '2027-01-04', matchStart: '2027-03-01', matchEnd: '2027-03-02' };
  id = (await house.call(pm, 'POST', 'matches', { ...match, ...dates })).body.id;
  const { items } = (await house.call(pm, 'GET', `matches/${id}/people`)).body;
  for (const one of items as { id: string; ref: string }[]) persons[one.ref] = one.id;
  const agenda = [{ day: '2027-03-01', begins: '14:30', minutes: 45, title: 'Desayuno', kind: 'meal', leads: 'Ana' }];
  await report('DATES_FINALIZED', { matchStart: '2027-03-01', matchEnd: '2027-03-02' });
  await report('CALL_PLANNED', { call: 'first', on: '2027-01-12', time: '15:00', invitees: ['ana', 'eva'] });
  await report('AGENDA_BUILT', { form: { items: agenda } });
  await report('SHARING_ANSWERED', { team: 'seeker', agreed: true, notes: '- Nuestro presupuesto' });
});

async function report(type: string, data: object): Promise<void> {
  const answer = await house.call(pm, 'POST', `matches/${id}/events`, { type, data });
  expect(answer.status, answer.text).toBe(200);
}
async function paper(path: string): Promise<string> {
  const answer = await house.app.inject({ url: `/api/v1/${path}`, headers: { authorization: `Bearer ${pm}` } });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return wordsOf(await readPdf(answer.rawPayload));
}
async function slip(ref: string, purpose: string, about: { part?: string; task?: string }): Promise<string> {
  const { store, keys } = house.deps.links;
  const subject = {
    match: id,
    person: persons[ref] ?? '',
    purpose,
    part: about.part ?? null,
    task: about.task ?? null,
  };
  await issueLink(store, keys, subject, { now: new Date(), days: 90 });
  const link = (await store.ofMatch(id)).find(
    ({ person, purpose: what }) => person === persons[ref] && what === purpose,
  );
  return paper(`matches/${id}/links/${link?.id ?? ''}/code.pdf`);
}

describe('in her language', () => {
  it('the packet: its headings, its days, its teams, where nothing is, and how its pages are counted', async () => {
    const spanish = await paper(`matches/${id}/packet.pdf?person=ana`);
    expect(spanish).not.toMatch(ENGLISH);
    for (const words of [
      'Su carpeta para Puentes Hola, Ana:',
      'Alex Asistente aa@example.org Recibe',
      'Del lunes, 1 de marzo de 2027 al martes, 2 de marzo de 2027 (hora oriental)',
      'Cuándo Qué Quién',
      'lunes, 1 de marzo de 2027, 2:30 p.m., 45 minutos Desayuno Ana',
      'Quiénes participan Comunidad solicitante Nombre Cargo Organización Ciudad',
      'Facilitación',
      'Para leer en el camino Lo que los equipos acordaron compartir: • Nuestro presupuesto',
      'Hoja de evaluación',
      'Puentes · 1/6',
    ])
      expect(spanish).toContain(words);

    const english = await paper(`matches/${id}/packet.pdf?person=eva`);
    for (const words of ['Dear Eva,', 'When What Who', '2:30 PM, 45 minutes', 'Who takes part', 'To read on the way'])
      expect(english).toContain(words);
    const nobodys = await paper(`matches/${id}/packet.pdf?language=es`);
    expect(nobodys).not.toMatch(ENGLISH);
    expect(nobodys).toContain('Hola, participante:');
  });

  it('the slip with her code, also for a task', async () => {
    const spanish = await slip('ana', 'call', { part: 'call/first' });
    expect(spanish).not.toMatch(ENGLISH);
    expect(spanish).toMatch(
      /¿Le viene bien esta hora, Ana\? 1\. Abra esta dirección: \S+\/code 2\. Escriba este código:/,
    );
    expect(spanish).toMatch(/El código sirve hasta el \p{L}+, \d+ de \p{L}+ de \d{4}, y puede/u);
    expect(await slip('ana', 'task', { task: 'T02' })).toContain('Hacer un calendario provisional 1. Abra');
    expect(await slip('eva', 'call', { part: 'call/first' })).toMatch(
      /Does this time fit, Eva\? 1\. Open this address:/,
    );
  });

  it('the letter by post, with the day on which it was let go', async () => {
    const { items } = (await house.call(pm, 'GET', `matches/${id}/letters?channel=post`)).body;
    const letters = (items as { id: string; kind: string; to: { person: string } }[]).filter(
      ({ kind }) => kind === 'm6',
    );
    const ids = letters.map((letter) => letter.id);
    await house.call(fac, 'POST', `letters/${ids[0] ?? ''}/release`, { letters: ids }, { key: 'go' });
    const own = (ref: string) => letters.find(({ to }) => to.person === persons[ref])?.id ?? '';
    const spanish = await paper(`letters/${own('ana')}.pdf`);
    expect(spanish).not.toMatch(ENGLISH);
    expect(spanish).toMatch(
      /Ponce, PR 00716 \p{L}+, \d+ de \p{L}+ de \d{4} Llamada: martes, 12 de enero de 2027: Puentes Hola, Ana:/u,
    );
    expect(await paper(`letters/${own('eva')}.pdf`)).toContain('Dear Eva,');
  });
});
