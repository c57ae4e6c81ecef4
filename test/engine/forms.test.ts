import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { factSheet } from '../../src/cli/story-forms.ts';
import { people } from '../../src/cli/story.ts';
import { workflowId } from '../../src/contracts/names.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Answer, Peermatch } from '../support/peermatch.ts';
import { insist } from '../support/play.ts';

/** The Fact Sheet's way through the product: filled in by two people, sent, returned, sent again; a program's own evaluation in place of the sample. */
const OWN = `form: F7
title: Our own evaluation
sections:
  - id: all
    title: All
    fields:
      - { id: useful, label: What was useful?, kind: prose, required: true }
`;
let peermatch: Peermatch;
let formsDir: string;
let fac: string;
let aa: string;

beforeAll(async () => {
  formsDir = mkdtempSync(join(tmpdir(), 'forms-'));
  mkdirSync(join(formsDir, 'cssp-peer-match'));
  writeFileSync(join(formsDir, 'cssp-peer-match', 'F7.yaml'), OWN);
  peermatch = await startPeermatch({ FORMS_DIR: formsDir });
  fac = await peermatch.token(['facilitator'], 'fac@example.org');
  aa = await peermatch.token(['assistant'], 'aa@example.org');
}, 120_000);
afterAll(async () => {
  await peermatch.stop();
  rmSync(formsDir, { recursive: true });
});

interface Form {
  readonly revision: number;
  readonly state: string;
  readonly values: Record<string, unknown>;
  readonly current: { readonly seq: number; readonly sha256: string; readonly values: object } | null;
  readonly missing: readonly { path: string }[];
  readonly remarks: readonly { text: string; open: boolean }[];
}

const startMatch = async (): Promise<string> => {
  const match = { title: 'Youth councils', timeZone: 'America/New_York', people, assignedOn: '2040-01-02' };
  const dates = { matchStart: '2040-02-27', matchEnd: '2040-02-28' };
  const body = { method: 'cssp-peer-match', rehearsal: true, ...match, ...dates };
  return (await insist(() => peermatch.call<{ id: string }>('POST', '/api/v1/matches', body, { key: 'start' }))).body
    .id;
};
const read = async (id: string) =>
  (await peermatch.call<Form>('GET', `/api/v1/matches/${id}/forms/F4`, undefined, { token: fac })).body;
const report = (id: string, event: object, token: string, key: string): Promise<Answer> =>
  insist(() => peermatch.call('POST', `/api/v1/matches/${id}/events`, event, { token, key }));

async function save(id: string, values: object, seen: number, token: string): Promise<{ status: number; body: Form }> {
  const answer = await fetch(`${peermatch.url}/api/v1/matches/${id}/forms/F4`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': `"${seen}"` },
    body: JSON.stringify({ values }),
  });
  return { status: answer.status, body: (await answer.json()) as Form };
}

async function history(id: string): Promise<string> {
  const recorded = await peermatch.temporal.workflow.getHandle(workflowId(id)).fetchHistory();
  return JSON.stringify(recorded).replaceAll(/"data":"([^"]*)"/g, (_, data: string) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );
}

test('a Fact Sheet is filled in by two, sent, returned with remarks and sent again, and history knows no answer', async () => {
  const id = await startMatch();
  const { hotels, title: _known, ...typed } = factSheet('2040-02-27', '2040-02-28');

  expect((await save(id, typed, 0, fac)).status).toBe(200);
  expect((await save(id, { place: 'Elsewhere' }, 0, aa)).status).toBe(412);
  const early = await report(id, { type: 'FACT_SHEET_SUBMITTED' }, fac, 'early');
  expect(early).toMatchObject({ status: 422, body: { errors: [{ path: 'data.form.hotels' }] } });
  expect((await save(id, { ...typed, hotels }, 1, aa)).status).toBe(200);

  expect((await report(id, { type: 'FACT_SHEET_SUBMITTED' }, fac, 'sent')).status).toBe(200);
  const sent = await read(id);
  expect(sent).toMatchObject({ state: 'sent', missing: [], current: { values: { title: 'Youth councils', hotels } } });
  const { rows } = await peermatch.db.query<{ refs: { form: { sha256: string } } }>(
    `select refs from journal where match = $1 and type = 'FACT_SHEET_SUBMITTED'`,
    [id],
  );
  expect(rows).toEqual([{ refs: { form: expect.objectContaining({ sha256: sent.current?.sha256 }) } }]);

  const remarks = 'Which hotel has a lift?';
  expect((await report(id, { type: 'FACT_SHEET_RETURNED', data: { remarks } }, aa, 'returned')).status).toBe(200);
  const returned = await read(id);
  expect(returned.remarks).toMatchObject([{ text: remarks, open: true }]);
  expect((await save(id, { ...returned.values, hotels: ['Lift Inn'] }, returned.revision, fac)).status).toBe(200);
  expect((await report(id, { type: 'FACT_SHEET_SUBMITTED' }, fac, 'sent-again')).status).toBe(200);
  expect((await report(id, { type: 'FACT_SHEET_ACCEPTED' }, aa, 'accepted')).status).toBe(200);
  expect(await read(id)).toMatchObject({ current: { values: { hotels: ['Lift Inn'] } }, remarks: [{ open: false }] });

  const told = await history(id);
  expect(told).toContain('FACT_SHEET_RETURNED');
  for (const answer of ['Sample Inn', 'Lift Inn', 'Maple room', remarks]) expect(told).not.toContain(answer);
});

test('a program replaces a sample by its own file, without touching code', async () => {
  const { body } = await peermatch.call<{ items: { definition: { form: string; title: string } }[] }>(
    'GET',
    '/api/v1/methods/cssp-peer-match/forms',
  );
  const titles = Object.fromEntries(body.items.map(({ definition: { form, title } }) => [form, title]));
  expect(titles).toMatchObject({ F4: 'Fact Sheet', F7: 'Our own evaluation' });
});
