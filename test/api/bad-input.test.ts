import { simpleParser } from 'mailparser';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { sampleMailer, sampleMessage } from '../mail/sample-message.ts';
import { makeHouse, youthCouncils } from './house.ts';
import type { House } from './house.ts';

/** Issue 4, "What bad input gets", through the API. Tables and cells one by one: people-import.test.ts. */
const database = useDatabase();
let house: House;
let admin: string;
let fac: string;

const person = (ref: string, more: object = {}) => ({
  ref,
  name: `${ref} Sample`,
  email: `${ref}@example.org`,
  roles: ['participant'],
  team: 'seeker',
  ...more,
});
const cssp = {
  ...youthCouncils,
  people: [
    { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
    person('lead', { roles: ['lead', 'participant'] }),
  ],
};

beforeAll(async () => {
  house = await makeHouse(database.db);
  admin = await house.token(['administrator']);
  fac = await house.token(['facilitator'], 'fac@example.org');
});
const start = (change: object = {}) => house.call(admin, 'POST', 'matches', { ...cssp, ...change });
const started = async (change: object = {}): Promise<string> => (await start(change)).body.id;
const firstLetter = async (id: string) => {
  const { body } = await house.call(fac, 'GET', `matches/${id}/letters`);
  return body.items.find(({ kind }: { kind: string }) => kind === 'm1');
};

const BREAK = '\r\nBcc: evil@example.org';

describe('a header cannot be smuggled in', () => {
  it.each([
    ['the title', { title: `Youth${BREAK}` }, 'title'],
    ['a name', { people: [person('x', { name: `Sam${BREAK}` })] }, 'people.0.name'],
    ['an e-mail address', { people: [person('x', { email: `sam@example.org${BREAK}` })] }, 'people.0.email'],
    ['an organization', { people: [person('x', { organization: `House${BREAK}` })] }, 'people.0.organization'],
  ])('through %s of a new match: the field is named', async (_what, change, path) => {
    const { status, body } = await start(change);
    expect([status, body.errors?.[0]?.path]).toEqual([422, path]);
  });

  it('through a name that is changed, or of somebody who is added', async () => {
    const id = await started();
    const { body: people } = await house.call(fac, 'GET', `matches/${id}/people`);
    const lead = people.items.find(({ ref }: { ref: string }) => ref === 'lead');
    const changed = await house.call(fac, 'PATCH', `matches/${id}/people/${lead.id}`, { name: `Sam${BREAK}` });
    expect([changed.status, changed.body.errors[0].path]).toEqual([422, 'name']);
    const added = await house.call(fac, 'POST', `matches/${id}/people`, person('y', { name: `Sam${BREAK}` }));
    expect([added.status, added.body.errors[0].path]).toEqual([422, 'name']);
  });

  it('through the subject of an edited letter: it is refused, or its line breaks are gone before it is mail', async () => {
    const letter = await firstLetter(await started());
    const subject = `Hello${BREAK}`;
    const edited = await house.call(fac, 'PATCH', `letters/${letter.id}`, { subject });
    const kept =
      edited.status === 200 ? edited.body.subject : (await house.call(fac, 'GET', `letters/${letter.id}`)).body.subject;
    const mail = await simpleParser(await sampleMailer().compose({ ...sampleMessage, subject: kept }));
    expect([mail.bcc, mail.headers.has('bcc')]).toEqual([undefined, false]);
  });

  it('and words of a person are no template and no markup', async () => {
    const letter = await firstLetter(await started({ title: '{{ to.email }} <b>*x*</b> {% raw %}' }));
    // A brace in a title must not look like a placeholder that nobody filled in.
    expect(letter.subject).toContain('{ { to.email }} <b>*x*</b> { % raw %}');
    const { body } = await house.call(fac, 'GET', `letters/${letter.id}`);
    expect(body.body).not.toContain('lead@example.org');
  });
});

describe('what is no text', () => {
  it('is refused wherever it stands, with its path', async () => {
    const letter = (await firstLetter(await started())).id;
    const half = await house.call(fac, 'POST', `letters/${letter}/approve`, { letters: ['x', 'nul\0'] });
    expect(half.status).toBe(422);
    expect(half.body.errors).toEqual([{ path: 'letters.1', message: 'has a character that is no text' }]);
    const asked = await house.call(fac, 'GET', `matches?q=%00`);
    expect(asked.body.errors[0].path).toBe('querystring.q');
  });
});

describe('a table of 5,000 people with errors in it', () => {
  it('brings the good rows in, and the others back with their reasons', async () => {
    const id = await started();
    const rows = Array.from({ length: 5000 }, (_, n) => {
      if (n % 100 === 7) return `Person ${n},no address,seeker`;
      return n % 100 === 8 ? `,p${n}@example.org,seeker` : `Person ${n},p${n}@example.org,seeker`;
    });
    const text = ['Name,Email,Team', ...rows].join('\n');
    const { status, body } = await house.call(fac, 'POST', `matches/${id}/people/import`, { text, dryRun: false });
    expect([status, body.counts]).toEqual([200, { rows: 5000, add: 4900, change: 0, same: 0, wrong: 100 }]);
    const wrong = body.rows.filter(({ action }: { action: string }) => action === 'wrong');
    expect(wrong.slice(0, 2)).toEqual([
      expect.objectContaining({ line: 9, errors: [expect.objectContaining({ field: 'email' })] }),
      expect.objectContaining({ line: 10, errors: [expect.objectContaining({ field: 'name' })] }),
    ]);
    const kept = await database.db.selectFrom('match_people').where('match', '=', id).select('person').execute();
    // Whoever started the match is its program manager.
    expect(kept).toHaveLength(4900 + cssp.people.length + 1);
  });
});
