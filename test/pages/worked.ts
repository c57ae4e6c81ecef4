import { factSheet, purpose } from '../../src/cli/story-forms.ts';
import { closingMatch } from '../api/closing-match.ts';
import { bring } from '../api/files-of.ts';
import { tips } from '../api/house.ts';
import type { House } from '../api/house.ts';
import type { Values } from './page-routes.ts';
import { linkPages } from './worked-links.ts';

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What every match, and every page without one, has for the parameters of its addresses. */
async function valuesOf(house: House, token: string, id: string): Promise<Values> {
  const get = async (path: string) => (await house.call(token, 'GET', path)).body;
  const match = await get(`matches/${id}`);
  const ids = (items: readonly { id: string }[] = []) => items.map((one) => one.id);
  const letters = (await get(`matches/${id}/letters`)).items as { id: string; kind: string; state: string }[];
  const kinds = [...new Map(letters.map((letter) => [`${letter.kind} ${letter.state}`, letter.id])).values()];
  const types = [...new Set((match.allowed as { type: string }[]).map(({ type }) => type))];
  const forms = (await get(`methods/${match.method}/forms`)).items as { definition: { form: string } }[];
  const account = await house.accounts.create({ name: 'Nora New', roles: ['administrator'] });
  const { code } = await house.accounts.createSignInLink(account.id, new Date());
  const sent = letters.filter(({ state }) => state === 'sent');
  return {
    'matches/:id': [id],
    'mail/:id': ids(sent.slice(0, 1)),
    'tasks/:task': (match.tasks as { id: string; state: string }[]).slice(0, 60).map((task) => task.id),
    'forms/:form': forms.map(({ definition }) => definition.form),
    'report/:type': types,
    'letters/:letter': kinds,
    'people/:person': ids((await get(`matches/${id}/people`)).items),
    'parts/:part': ids(match.parts),
    'methods/:method': [match.method],
    'files/:file': ids((await get(`matches/${id}/files`)).items),
    'sign-in/:code': [code],
    'accounts/:id': [account.id],
  };
}

/** A CSSP match in the middle of its work: calls, candidates, forms, drafts, mail, links; every kind of part has begun. */
export async function workedMatch(house: House, title = 'Youth councils in the middle of their work') {
  const pm = await house.token(['programManager'], 'pm@example.org');
  const closing = await closingMatch(house);
  const dates = { assignedOn: day(-20), matchStart: day(30), matchEnd: day(31) };
  const id = await closing.start({ ...dates, title, rehearsal: true });
  const on = async (type: string, more: object = {}) => {
    const { status, text } = await house.call(pm, 'POST', `matches/${id}/events`, { type, ...more });
    if (status !== 200) throw new Error(`${type}: ${text}`);
  };
  await on('SITE_CONTACTED', { data: { contactedOn: day(-18), channel: 'phone' } });
  await on('PURPOSE_CLARIFIED', { data: { form: purpose } });
  await on('DATES_FINALIZED', { data: { matchStart: day(30), matchEnd: day(31) } });
  await on('CANDIDATE_SUGGESTED', { data: { person: 'con', lead: true } });
  await on('CONSULTANT_INVITED', { part: 'invitation/con' });
  await on('CALL_PLANNED', { data: { call: 'first', on: day(9), time: '15:00', invitees: ['lead'] } });
  await on('FACT_SHEET_OPENED');
  await on('FACT_SHEET_SUBMITTED', { data: { form: factSheet(day(30), day(31)) } });
  await on('TASK_NOT_APPLICABLE', { task: 'T28', data: { reason: 'Everybody knows the place' } });
  await bring(house, closing.fac, id, { fields: { owner: await closing.idOf(id, 'lead') } });
  await releaseSome(house, closing.fac, id);
  const links = await linkPages(house);
  return { id, links, values: { ...(await valuesOf(house, pm, id)), 'l/:token': links.map(({ token }) => token) } };
}

async function releaseSome(house: House, token: string, id: string): Promise<void> {
  const { body } = await house.call(token, 'GET', `matches/${id}/letters`);
  const letters = (body.items as { id: string; kind: string; state: string }[])
    .filter(({ kind, state }) => state === 'draft' && ['m1', 'm4'].includes(kind))
    .map((letter) => letter.id);
  const answer = await house.call(token, 'POST', `letters/${letters[0]}/release`, { letters });
  if (answer.status !== 200) throw new Error(answer.text);
  await house.engine.handOver(id, 0);
}

/** A match that has come to its end, with all that it left behind. */
export async function endedMatch(house: House) {
  const closing = await closingMatch(house);
  const id = await closing.closed();
  return { id, values: { ...(await valuesOf(house, closing.pm, id)), 'l/:token': [] } };
}

/** A match of the other method that has just begun, with nothing done. */
export async function freshMatch(house: House) {
  const pm = await house.token(['programManager'], 'pm@example.org');
  const { body } = await house.call(pm, 'POST', 'matches', { ...tips, title: 'Two villages' });
  return { id: body.id as string, values: { ...(await valuesOf(house, pm, body.id)), 'l/:token': [] } };
}
