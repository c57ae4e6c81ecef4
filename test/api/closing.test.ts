import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { closingMatch, SUMMARY } from './closing-match.ts';
import type { ClosingMatch } from './closing-match.ts';
import { makeHouse } from './house.ts';
import type { House } from './house.ts';

/** Commitments and the review of the summary, through the API on a real database. */
const database = useDatabase();
let house: House;
let match: ClosingMatch;

beforeAll(async () => {
  house = await makeHouse(database.db);
  match = await closingMatch(house);
});

describe('commitments', () => {
  const promise = { owners: ['lead', 'con'], kind: 'collective', due: '2026-06-01', text: 'Ask for a seat' };

  it('are made one by one, each with its owners, its day and its words', async () => {
    const id = await match.held();
    await match.on(id, 'COMMITMENT_MADE', { data: { commitment: 'seat', ...promise } });
    const owners = [await match.idOf(id, 'lead'), await match.idOf(id, 'con')];
    expect((await match.get(id, 'commitments')).items).toEqual([
      {
        id: 'seat',
        what: 'Ask for a seat',
        who: null,
        owners,
        kind: 'collective',
        due: '2026-06-01',
        state: 'open',
        reason: null,
        seq: 4,
      },
    ]);
    const { event } = house.engine.sent.at(-1) ?? { event: undefined };
    expect(event?.facts).toEqual({ commitment: 'seat', owners, kind: 'collective', due: '2026-06-01' });
  });

  it('X23: are dropped with a reason, which is recorded and not chased', async () => {
    const id = await match.held();
    await match.on(id, 'COMMITMENT_MADE', { data: { commitment: 'seat', ...promise } });
    const reason = 'The council was dissolved.';
    await match.on(id, 'COMMITMENT_DROPPED', { part: 'commitment/seat', data: { reason } });
    expect((await match.get(id, 'commitments')).items[0]).toMatchObject({ state: 'dropped', reason });
    expect((await match.get(id)).deadlines.filter(({ part }: { part: string }) => part === 'commitment/seat')).toEqual(
      [],
    );
    await match.on(id, 'COMMITMENT_REOPENED', { part: 'commitment/seat' });
    expect((await match.get(id, 'commitments')).items[0]).toMatchObject({ state: 'open', reason: null });
  });

  it('come out of the rows of form F9 without being typed twice, and are the same when the form is sent again', async () => {
    const id = await match.held();
    await match.on(id, 'COMMITMENT_MADE', { data: { commitment: 'seat', ...promise } });
    const { values } = await match.get(id, 'forms/F9');
    expect(values.commitments).toEqual([
      { what: 'Ask for a seat', who: 'Sam Sitelead, Cora Consultant', when: '2026-06-01', kind: 'collective' },
    ]);
    const rows = [
      { ...values.commitments[0], what: 'Ask the council for a seat', when: '2026-07-01' },
      { what: 'Write to the paper', who: 'Rita, somebody else', kind: 'individual' },
    ];
    const form = { takeaways: 'Begin small.', commitments: rows };
    await match.on(id, 'REFLECTIONS_CIRCULATED', { data: { form } });
    const { items } = await match.get(id, 'commitments');
    expect(items).toMatchObject([
      { id: 'seat', what: 'Ask the council for a seat', due: '2026-07-01', kind: 'collective' },
      { what: 'Write to the paper', who: 'Rita, somebody else', owners: [await match.idOf(id, 'res')], due: null },
    ]);
    await match.on(id, 'REFLECTIONS_CIRCULATED', { data: { form: { ...form, commitments: [rows[1]] } } });
    expect((await match.get(id, 'commitments')).items.map((one: { id: string }) => one.id)).toEqual(
      items.map((one: { id: string }) => one.id),
    );
    expect((await match.get(id)).parts.filter(({ chart }: { chart: string }) => chart === 'commitment')).toHaveLength(
      2,
    );
  });

  it('are restated in the letter about reflections, in words', async () => {
    const id = await match.held();
    await match.on(id, 'COMMITMENT_MADE', { data: { commitment: 'seat', ...promise } });
    await match.on(id, 'REFLECTIONS_CIRCULATED', { data: { text: 'Begin small.' } });
    const { items } = await match.get(id, 'letters');
    const letter = items.find(({ kind }: { kind: string }) => kind === 'm20');
    const { body } = (await house.call(match.fac, 'GET', `letters/${letter.id}`)).body;
    expect(body).toContain('Ask for a seat (Sam Sitelead, Cora Consultant, by Monday, June 1, 2026)');
  });

  it('are no part of a method without them', async () => {
    const people = [{ ref: 'fac', name: 'Fran', email: 'fac@example.org', roles: ['facilitator'] }];
    const id = await match.start({ method: 'ncdb-peer-match', matchEnd: undefined, people });
    expect((await house.call(match.fac, 'GET', `matches/${id}/commitments`)).status).toBe(404);
  });
});

describe('the review of the summary', () => {
  const review = async () => {
    const id = await match.held();
    await match.on(id, 'SUMMARY_CIRCULATED', {
      data: { form: SUMMARY, reviewSentOn: '2026-03-30', reviewUntil: '2026-04-13' },
    });
    return id;
  };
  const results = ({ people }: { people: { result: string }[] }) => people.map(({ result }) => result).sort();

  it('R7: is not begun without a date that lies ahead', async () => {
    const id = await match.held();
    const dates = { reviewSentOn: '2026-03-30', reviewUntil: '2026-03-30' };
    const { status, body } = await match.report(id, 'SUMMARY_CIRCULATED', { data: { form: SUMMARY, ...dates } });
    expect([status, body.rule]).toEqual([409, 'R7']);
  });

  it('shows who answered what, who can still answer, and each comment with what became of it', async () => {
    const id = await review();
    await match.on(id, 'SUMMARY_APPROVED', { part: 'review/lead', onBehalfOf: 'lead' });
    await match.on(id, 'SUMMARY_AMENDED', {
      part: 'review/res',
      onBehalfOf: 'res',
      data: { text: 'My street is Elm Street.' },
    });
    await match.on(id, 'SUMMARY_AMENDED', {
      part: 'review/res',
      onBehalfOf: 'res',
      data: { text: 'And leave out my name.' },
    });
    const before = await match.get(id, 'review');
    expect(before).toMatchObject({
      sentOn: '2026-03-30',
      until: '2026-04-13',
      counts: { asked: 3, waiting: 1, approved: 1, amended: 1, objected: 0, noAnswer: 0, openComments: 2 },
      notAsked: [],
      mayBePublished: false,
    });
    expect(results(before)).toEqual(['amended', 'approved', 'waiting']);
    const [street, name] = before.comments;
    await match.on(id, 'AMENDMENT_SETTLED', { data: { comment: street.id, outcome: 'accepted' } });
    await match.on(id, 'AMENDMENT_SETTLED', {
      data: { comment: name.id, outcome: 'declined', reason: 'She agreed later.' },
    });
    const after = await match.get(id, 'review');
    expect(after.comments).toMatchObject([
      { text: 'My street is Elm Street.', kind: 'amendment', state: 'accepted', late: true },
      { text: 'And leave out my name.', state: 'declined', reason: 'She agreed later.' },
    ]);
    expect(after.counts.openComments).toBe(0);
    const wrong = await match.report(id, 'AMENDMENT_SETTLED', { data: { comment: 'nothing', outcome: 'noted' } });
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, 'data.comment']);
  });

  it('R8: nothing is published before everyone who attended had the opportunity', async () => {
    const id = await review();
    for (const ref of ['lead', 'res']) await match.on(id, 'SUMMARY_APPROVED', { part: `review/${ref}` });
    const { status, body } = await match.report(id, 'SUMMARY_PUBLISHED', {}, match.pm);
    expect([status, body.rule]).toEqual([409, 'R8']);
    await match.on(id, 'SUMMARY_OBJECTED', { part: 'review/con', data: { text: 'Not yet.' } });
    expect((await match.get(id, 'review')).mayBePublished).toBe(true);
    await match.on(id, 'SUMMARY_FINALIZED');
    await match.on(id, 'SUMMARY_PUBLISHED', {}, match.pm);
  });

  it('X20: a comment that comes after the match has ended is kept and shown, and is settled all the same', async () => {
    const id = await match.closed();
    const late = { part: 'review/con', data: { text: 'The date of the hearing is wrong.' } };
    const { status } = await match.report(id, 'SUMMARY_AMENDED', late, match.fac, 'late');
    const again = await match.report(id, 'SUMMARY_AMENDED', late, match.fac, 'late');
    expect([status, again.status, again.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    const { comments } = await match.get(id, 'review');
    expect(comments).toMatchObject([{ text: 'The date of the hearing is wrong.', state: 'open' }]);
    await match.on(id, 'AMENDMENT_SETTLED', { data: { comment: comments[0].id, outcome: 'accepted' } });
    await match.on(id, 'SUMMARY_CORRECTED', { data: { form: { ...SUMMARY, lessons: 'Begin small, in May.' } } });
    expect((await match.get(id, 'review')).comments[0].state).toBe('accepted');
    const { current, state } = await match.get(id, 'forms/F10');
    expect([current.values.lessons, state]).toEqual(['Begin small, in May.', 'sent']);
    expect((await match.report(id, 'SUMMARY_PUBLISHED', {}, match.pm)).status).toBe(409);
  });
});
