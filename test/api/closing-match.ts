import type { House } from './house.ts';

/** People of a small match; the resident has neither e-mail nor telephone. */
export const PEOPLE = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  {
    ref: 'lead',
    name: 'Sam Sitelead',
    email: 'sam@example.org',
    title: 'Council member',
    organization: 'Sampletown',
    roles: ['lead', 'participant'],
    team: 'seeker',
    roleKind: 'official',
  },
  {
    ref: 'res',
    name: 'Rita Resident',
    address: '1 Sample Street',
    roles: ['participant'],
    team: 'seeker',
    roleKind: 'resident',
    payment: 'pickup',
  },
  {
    ref: 'con',
    name: 'Cora Consultant',
    email: 'cora@example.org',
    roles: ['consultant'],
    team: 'helper',
    roleKind: 'official',
  },
];

/** A match in a house, and how its people report. */
export async function closingMatch(house: House) {
  const pm = await house.token(['programManager'], 'pm@example.org');
  const fac = await house.token(['facilitator'], 'fac@example.org');
  const aa = await house.token(['assistant'], 'aa@example.org');

  const start = async (more: object = {}): Promise<string> => {
    const dates = { assignedOn: '2026-01-05', matchStart: '2026-03-02', matchEnd: '2026-03-03' };
    const match = { method: 'cssp-peer-match', title: 'Youth councils', timeZone: 'America/New_York', ...dates };
    const { body, status } = await house.call(pm, 'POST', 'matches', { ...match, people: PEOPLE, ...more });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.id;
  };
  const report = (id: string, type: string, more: object = {}, token = fac, key?: string) =>
    house.call(token, 'POST', `matches/${id}/events`, { type, ...more }, key === undefined ? {} : { key });
  /** Reports what must be taken. */
  const on = async (id: string, type: string, more: object = {}, token = fac) => {
    const { status, body } = await report(id, type, more, token);
    if (status !== 200) throw new Error(`${type}: ${JSON.stringify(body)}`);
    return body;
  };
  const get = async (id: string, path?: string, token = fac) =>
    (await house.call(token, 'GET', path === undefined ? `matches/${id}` : `matches/${id}/${path}`)).body;
  const idOf = async (id: string, ref: string): Promise<string> =>
    (await get(id, 'people')).items.find((person: { ref: string }) => person.ref === ref).id;
  /** The match is over, and three people attended. */
  const held = async (more: object = {}): Promise<string> => {
    const id = await start(more);
    await on(id, 'ATTENDANCE_MARKED', { data: { attended: ['lead', 'res', 'con'] } });
    await on(id, 'MATCH_ENDED');
    return id;
  };
  /** Everything is done but the check-in. */
  const closed = async (): Promise<string> => {
    const id = await held();
    await on(id, 'HONORARIUM_DECLINED', { part: 'honorarium/res' });
    await on(id, 'SUMMARY_CIRCULATED', { data: { form: SUMMARY } });
    for (const ref of ['lead', 'res', 'con'])
      await on(id, 'SUMMARY_APPROVED', { part: `review/${ref}`, onBehalfOf: ref });
    await on(id, 'SUMMARY_FINALIZED');
    for (const task of ['T19', 'T20']) await on(id, 'TASK_SKIPPED', { task, data: { reason: 'Done by telephone' } });
    const { status } = await on(id, 'CHECK_IN_ANSWERED', { data: { requests: 0, newNeeds: false } });
    if (status !== 'closed') throw new Error(`the match is ${status}`);
    return id;
  };
  return { pm, fac, aa, start, report, on, get, idOf, held, closed };
}
export type ClosingMatch = Awaited<ReturnType<typeof closingMatch>>;

export const SUMMARY = {
  introduction: 'Two towns met.',
  description: 'Sampletown came to learn; Rita Resident spoke of her street.',
  lessons: 'Begin small.',
  reflections: 'A first meeting before the summer.',
  contacts: [{ name: 'Sam Sitelead', email: 'sam@example.org' }],
};
