import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { workflowId } from '../../src/contracts/names.ts';
import { mailServer, reply } from '../mail/mail-server.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { until } from '../support/until.ts';

/** Letters that do not reach anybody by mail, on the product: a mailbox that is gone (X24), and a person without e-mail (X14). */

const people = [
  { ref: 'fac', name: 'Fran Facilitator', email: 'fac@example.org', roles: ['facilitator'] },
  { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] },
  { ref: 'ann', name: 'Ann Seeker', email: 'ann@example.org', roles: ['lead'], team: 'seeker', telephone: '555 0142' },
  { ref: 'sue', name: 'Sue Helper', roles: ['participant'], team: 'helper' },
];
const MATCH = { title: 'Bridges', timeZone: 'America/New_York', assignedOn: '2027-01-04', people };

interface Letter {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly to: { readonly channel: string };
}

async function lettersOf(peermatch: Peermatch, id: string): Promise<Letter[]> {
  return (await peermatch.call<{ items: Letter[] }>('GET', `/api/v1/matches/${id}/letters`)).body.items;
}

test('X24 a mailbox that is gone reaches the record, and the assistant gets the telephone number; X14 paper keeps no match from its end', async () => {
  const server = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('ann') ? reply(550, '5.1.1 no such user') : null),
  });
  const peermatch = await startPeermatch({ SMTP_URL: server.url });
  onTestFinished(() => peermatch.stop());
  const start = async (method: string) =>
    (await peermatch.call<{ id: string }>('POST', '/api/v1/matches', { method, ...MATCH })).body.id;
  const report = async (id: string, event: object) => {
    const answer = await peermatch.call('POST', `/api/v1/matches/${id}/events`, event);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };

  const id = await start('cssp-peer-match');
  const first = (await lettersOf(peermatch, id)).find(({ kind }) => kind === 'm1');
  await peermatch.call('POST', `/api/v1/letters/${first?.id ?? ''}/release`);
  // The match has answered: the event is in its history.
  await until(async () => {
    const { rows } = await peermatch.db.query('select letter from returned_mail where told_at is not null');
    return rows[0] as unknown;
  });
  // It may leave only in the morning, when it is night where this runs; it is written at once.
  const notice = await until(async () => {
    const { rows } = await peermatch.db.query<{ body: string }>(
      `select l.body from letters l join people p on p.id = l.person
         where match = $1 and kind = 'x24' and p.email = 'aa@example.org'`,
      [id],
    );
    return rows[0];
  });
  expect(notice.body).toContain('555 0142');
  const history = await peermatch.temporal.workflow.getHandle(workflowId(id)).fetchHistory();
  const words = JSON.stringify(history).replaceAll(/"data":"([^"]*)"/g, (_, data: string) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );
  expect(words.includes('PERSON_BOUNCED')).toBe(true);
  expect(words).not.toMatch(/Ann Seeker|ann@example|555 0142|no such user/);

  const tips = await start('ncdb-peer-match');
  await report(tips, { type: 'PEOPLE_CHOSEN', data: { persons: ['sue', 'fac'] } });
  const drafts = (await lettersOf(peermatch, tips)).filter(({ kind }) => kind === 'n1');
  const posted = drafts.find(({ to }) => to.channel === 'post');
  const ids = drafts.map((letter) => letter.id);
  const released = await peermatch.call('POST', `/api/v1/letters/${ids[0] ?? ''}/release`, { letters: ids });
  expect(released.body).toEqual({ released: 2, channels: { mail: 1, post: 1, phone: 0 } });
  await report(tips, { type: 'MATCH_CONCLUDED' });
  expect(await peermatch.temporal.workflow.getHandle(workflowId(tips)).result()).toMatchObject({
    outcome: 'completed',
  });
  expect((await lettersOf(peermatch, tips)).find(({ id: one }) => one === posted?.id)).toMatchObject({
    state: 'released',
  });
  for (const bytes of server.taken) expect((await simpleParser(bytes)).to).toBeDefined();
}, 120_000);
