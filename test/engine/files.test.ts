import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { workflowId } from '../../src/contracts/names.ts';
import { startPeermatch } from '../support/peermatch.ts';
import { until } from '../support/until.ts';

/** Packet materials on the product: brought, shared, and in the mail that brings the packet (requirements.md T13, T30). */

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead', 'participant'], team: 'seeker' },
];
const DATES = { matchStart: '2027-03-01', matchEnd: '2027-03-02' };
const MATCH = { method: 'cssp-peer-match', title: 'Bridges', timeZone: 'America/New_York', assignedOn: '2027-01-04' };

test('T13 a file that a team shares arrives with the packet as it was, and the history of the match does not know its name', async () => {
  const peermatch = await startPeermatch({ MAIL_FILES_MB: '3' });
  onTestFinished(() => peermatch.stop());
  const { id } = (await peermatch.call<{ id: string }>('POST', '/api/v1/matches', { ...MATCH, ...DATES, people })).body;
  const bring = async (name: string, content: Buffer<ArrayBuffer>) => {
    const body = new FormData();
    body.append('owner', 'ann');
    body.append('agreed', 'true');
    body.append('file', new Blob([content], { type: 'application/pdf' }), name);
    const token = await peermatch.token(['facilitator'], 'fac@example.org');
    const answer = await fetch(`${peermatch.url}/api/v1/matches/${id}/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
    return { status: answer.status, ...((await answer.json()) as { id: string; because?: string }) };
  };
  const report = async (type: string, data: object = {}) => {
    const answer = await peermatch.call('POST', `/api/v1/matches/${id}/events`, { type, data });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };

  const plan = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_500_000)]);
  const refused = await bring('Too large.pdf', Buffer.concat([plan, Buffer.alloc(10 * 1024 * 1024)]));
  expect(refused).toMatchObject({ status: 413, because: 'one file may have 10 MB at most' });
  const kept = await bring('Bridges plan.pdf', plan);
  const second = await bring('Second plan.pdf', plan);
  await report('PACKET_MATERIALS_SHARED', { files: [kept.id, second.id] });
  await report('DATES_FINALIZED', DATES);
  await report('PACKETS_MAILED');
  const { items } = (
    await peermatch.call<{ items: { id: string; kind: string; to: { person: string } }[] }>(
      'GET',
      `/api/v1/matches/${id}/letters`,
    )
  ).body;
  const packet = items.find(({ kind }) => kind === 'm15');
  const released = await peermatch.call('POST', `/api/v1/letters/${packet?.id ?? ''}/release`);
  expect(released.status, JSON.stringify(released.body)).toBe(200);

  const { mail } = await until(() =>
    peermatch.sink.received.find(({ mail: { subject } }) => subject?.includes('packet')),
  );
  const [attached, ...others] = mail.attachments.filter(({ filename }) => filename?.endsWith('.pdf'));
  expect([attached?.filename, others]).toEqual(['Bridges plan.pdf', []]);
  expect(attached?.content.equals(plan)).toBe(true);
  expect(mail.text).toMatch(/Too large to come by mail:\s+[-*] Second plan\.pdf \(2\.3 MB\)/);

  const history = await peermatch.temporal.workflow.getHandle(workflowId(id)).fetchHistory();
  const words = JSON.stringify(history).replaceAll(/"data":"([^"]*)"/g, (_, data: string) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );
  expect(words).toContain(kept.id);
  expect(words).not.toMatch(/plan\.pdf/);
  expect(peermatch.output()).not.toMatch(/plan\.pdf/);
}, 120_000);
