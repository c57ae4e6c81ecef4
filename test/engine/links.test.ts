import { expect, onTestFinished, test } from 'vitest';
import { people } from '../../src/cli/story.ts';
import { workflowId } from '../../src/contracts/names.ts';
import { startPeermatch } from '../support/peermatch.ts';
import { at, forward, report, startMatch } from '../support/play.ts';
import { until } from '../support/until.ts';

interface Seen {
  readonly parts: readonly { readonly id: string; readonly state: string }[];
}

test('a link in a mail that the SMTP server got is opened, pressed and taken back, and the match moves on', async () => {
  const peermatch = await startPeermatch();
  onTestFinished(() => peermatch.stop());
  const played = await startMatch(peermatch, { title: 'Linked' });
  const part = `invitation/${played.persons['con1']}`;
  const scene = { day: 1, time: '10:00', as: 'facilitator' } as const;
  await forward(peermatch, played, at(played, 1, '10:00'));
  await report(peermatch, played, { ...scene, type: 'CANDIDATE_SUGGESTED', data: { person: '@con1', lead: true } });
  await report(peermatch, played, { ...scene, type: 'CONSULTANT_INVITED', part: 'invitation/@con1' });
  await report(peermatch, played, { ...scene, type: 'RELEASE', data: { kind: 'm4' } });

  const { mail } = await until(() =>
    peermatch.sink.received.find(({ to, mail: { subject } }) => isInvitation(to, subject)),
  );
  const token = /\/l\/([\w-]{32})\b/.exec(mail.text ?? '')?.[1] ?? '';
  expect(token).toHaveLength(32);
  expect(String(mail.html)).toContain(`/l/${token}"`);
  expect(mail.subject).not.toContain(token);
  const path = `${peermatch.url}/l/${token}`;

  const open = async (): Promise<string> => (await fetch(path)).text();
  const press = async (act: string, fields: Record<string, string> = {}): Promise<string> => {
    const key = /name="key" value="([^"]+)"/.exec(await open())?.[1] ?? '';
    return (await fetch(path, { method: 'POST', body: new URLSearchParams({ key, act, ...fields }) })).text();
  };
  const stateOf = async () =>
    (await peermatch.call<Seen>('GET', `/api/v1/matches/${played.id}`)).body.parts.find(({ id }) => id === part)?.state;

  expect(await open()).toContain('Yes, I will take part');
  expect(await stateOf()).toBe('invited');
  expect(await press('decline', { 't.substitute': 'Uma Stitute' })).toContain('You said no');
  expect(await stateOf()).toBe('declined');
  expect(await press('undo')).toContain('Taken back');
  expect(await press('accept')).toContain('You said yes');
  expect(await stateOf()).toBe('accepted');

  const { body } = await peermatch.call<{ items: unknown[] }>('GET', `/api/v1/matches/${played.id}/answers`);
  expect(body.items).toMatchObject([
    { answer: 'decline', counts: false, texts: { substitute: 'Uma Stitute' } },
    { answer: 'accept', counts: true, person: played.persons['con1'] },
  ]);
  const history = JSON.stringify(
    await peermatch.temporal.workflow.getHandle(workflowId(played.id)).fetchHistory(),
  ).replaceAll(/"data":"([^"]*)"/g, (_, data: string) => Buffer.from(data, 'base64').toString('utf8'));
  expect(history).toContain('INVITATION_ACCEPTED');
  for (const secret of [token, 'Uma', people[6].name]) expect(history).not.toContain(secret);
  const { rows } = await peermatch.db.query<{ row: string }>(
    `select row_to_json(letters)::text as row from letters where match = $1 union all select row_to_json(links)::text from links`,
    [played.id],
  );
  for (const { row } of rows) expect(row).not.toContain(token);
  expect(peermatch.output()).not.toContain(token);
}, 120_000);

const isInvitation = (to: string, subject: string | undefined): boolean =>
  to === 'con1@example.org' && subject?.startsWith('Would you share') === true;
