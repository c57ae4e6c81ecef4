import { afterAll, beforeAll, expect, test } from 'vitest';
import { lateWorkflowId, workflowId } from '../../src/contracts/names.ts';
import { messageId } from '../../src/letters/index.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { forward, insist, startMatch } from '../support/play.ts';
import { until } from '../support/until.ts';

/** A wrong click is mended before anybody reads it (requirements.md X26), on the product: real workflows, a real mail server. */
let peermatch: Peermatch;
beforeAll(async () => void (peermatch = await startPeermatch({ RECALL_SECONDS: '3600' })));
afterAll(() => peermatch.stop());

const HOUR = 3_600_000;
const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead'], team: 'seeker' },
  { ref: 'sue', name: 'Sue Helper', email: 'sue@example.org', roles: ['participant'], team: 'helper' },
];

interface Letter {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly sendKey: string;
  readonly body: string;
}
interface Released {
  readonly released: number;
  readonly leavesAt?: string;
}

async function good<T>(path: string, body?: object): Promise<T> {
  const method = body === undefined ? 'GET' : 'POST';
  const answer = await insist(() => peermatch.call<T>(method, `/api/v1/${path}`, body));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
const draftsOf = async (match: string, kind: string): Promise<Letter[]> =>
  (await good<{ items: Letter[] }>(`matches/${match}/letters`)).items.filter((one) => one.kind === kind);
const letterOf = (id: string): Promise<Letter> => good<Letter>(`letters/${id}`);

/** What the mail server got of a letter, by the Message-ID that is made from its send key. */
function mailsOf({ sendKey }: Letter) {
  const [own = ''] = messageId(sendKey, 'example.org').split('@');
  return peermatch.sink.received.filter((mail) => mail.messageId.startsWith(`${own}@`));
}

/** A match of tips with invitations to two people, on the real clock. */
async function givenInvitations(title: string): Promise<{ id: string; letters: Letter[] }> {
  const match = { method: 'ncdb-peer-match', title, timeZone: 'America/New_York', assignedOn: '2027-01-04', people };
  const { id } = (await peermatch.call<{ id: string }>('POST', '/api/v1/matches', match)).body;
  await good(`matches/${id}/events`, { type: 'PEOPLE_CHOSEN', data: { persons: ['ann', 'sue'] } });
  return { id, letters: await draftsOf(id, 'n1') };
}

test('X26: a letter released by hand waits for the time that the program set, and a recall in that time keeps it', async () => {
  const { letters } = await givenInvitations('Set');
  const [letter] = letters as [Letter];
  const before = Date.now();
  const { leavesAt = '' } = await good<Released>(`letters/${letter.id}/release`, {});
  expect(Date.parse(leavesAt)).toBeGreaterThan(before + HOUR - 1000);
  expect((await letterOf(letter.id)).state).toBe('released');
  expect(await good(`letters/${letter.id}/recall`, {})).toEqual({ recalled: 1 });
  expect((await letterOf(letter.id)).state).toBe('draft');

  // What was let go after it has left, so nothing of it is on its way any more.
  const other = letters[1] as Letter;
  await good(`letters/${other.id}/release`, { recallSeconds: 0 });
  await until(async () => (await letterOf(other.id)).state === 'sent');
  expect(mailsOf(other)).toHaveLength(1);
  expect(mailsOf(letter)).toEqual([]);
}, 120_000);

test('X26: what was taken back stays here when its time comes; what was not leaves then, once, though the worker dies before', async () => {
  const played = await startMatch(peermatch, { title: 'Delayed' });
  const [letter] = (await draftsOf(played.id, 'm1')) as [Letter];
  const early = await good<Released>(`letters/${letter.id}/release`, { recallSeconds: 3600 });
  await good(`letters/${letter.id}/recall`, {});
  await forward(peermatch, played, new Date(Date.parse(early.leavesAt ?? '') + HOUR).toISOString());
  expect((await letterOf(letter.id)).state).toBe('draft');
  expect(mailsOf(letter)).toEqual([]);

  const { leavesAt = '' } = await good<Released>(`letters/${letter.id}/release`, { recallSeconds: 3600 });
  process.kill(peermatch.pidOf('worker'), 'SIGKILL');
  await forward(peermatch, played, new Date(Date.parse(leavesAt) - 60_000).toISOString());
  expect((await letterOf(letter.id)).state).toBe('released');
  expect(mailsOf(letter)).toEqual([]);

  await forward(peermatch, played, new Date(Date.parse(leavesAt) + 60_000).toISOString());
  expect((await letterOf(letter.id)).state).toBe('sent');
  await forward(peermatch, played, new Date(Date.parse(leavesAt) + 24 * HOUR).toISOString());
  const mails = mailsOf(letter);
  expect(mails).toHaveLength(1);
  const late = (mails[0]?.mail.date?.getTime() ?? 0) - Date.parse(leavesAt);
  expect(late).toBeGreaterThanOrEqual(-1000);
  expect(late).toBeLessThan(60_000);
}, 120_000);

test('X26: after the end of the match an apology and a letter sent again leave by a run of their own, once each', async () => {
  const { id, letters } = await givenInvitations('Over');
  const [first] = letters as [Letter];
  await good(`letters/${first.id}/release`, { letters: letters.map((one) => one.id), recallSeconds: 0 });
  await until(async () => (await draftsOf(id, 'n1')).every(({ state }) => state === 'sent'));
  await good(`matches/${id}/events`, { type: 'MATCH_CONCLUDED' });
  await peermatch.temporal.workflow.getHandle(workflowId(id)).result();

  const { items: apologies } = await good<{ items: Letter[] }>(`letters/${first.id}/apology`, {
    text: 'It is Friday.',
  });
  expect(apologies).toHaveLength(2);
  const again = await good<Letter>(`letters/${first.id}/resend`, {});
  await good(`letters/${again.id}/release`, {});
  expect(await good(`letters/${again.id}/recall`, {})).toEqual({ recalled: 1 });
  const [sorry] = apologies as [Letter];
  const late = peermatch.temporal.workflow.getHandle(lateWorkflowId(id));
  await good(`letters/${sorry.id}/release`, { letters: apologies.map((one) => one.id), recallSeconds: 5 });
  // The run waits for their time, and nothing is on its way.
  await until(async () =>
    ((await late.fetchHistory()).events ?? []).some(
      ({ timerStartedEventAttributes: timer }) => timer && Number(timer.startToFireTimeout?.seconds) <= 5,
    ),
  );
  process.kill(peermatch.pidOf('worker'), 'SIGKILL');
  expect(apologies.flatMap(mailsOf)).toEqual([]);
  await until(async () => (await draftsOf(id, sorry.kind)).every(({ state }) => state === 'sent'));
  expect(mailsOf(again)).toEqual([]);

  await good(`letters/${again.id}/release`, { recallSeconds: 0 });
  await until(async () => (await letterOf(again.id)).state === 'sent');
  await late.result();
  expect((await late.describe()).type).toBe('lateLetters');
  for (const letter of [...apologies, again]) expect(mailsOf(letter)).toHaveLength(1);
}, 120_000);
