import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { playAll, startMatch } from '../support/play.ts';
import { fuzz } from '../support/schemathesis.ts';

/** Whatever a stranger's program sends, the API answers as it says that it does, and never with an error of its own. */
let peermatch: Peermatch;
beforeAll(async () => void (peermatch = await startPeermatch({ SMTP_URL: '' })), 120_000);
afterAll(() => peermatch.stop());

it('answers everything that its description allows or forbids as it says', { timeout: 400_000 }, async () => {
  const played = await startMatch(peermatch, { title: 'A worked match', smtp: false });
  await playAll(peermatch, played);
  const { body } = await peermatch.call<{ items: { id: string }[] }>('GET', `/api/v1/matches/${played.id}/letters`);
  const token = await peermatch.token(['administrator'], 'office@example.org');
  const found = await fuzz({
    url: peermatch.url,
    token,
    examples: 5,
    parameters: [
      { path: '/matches/', name: 'id', value: played.id },
      { path: '/letters/', name: 'id', value: body.items[0]?.id ?? '' },
      { path: '/methods/', name: 'method', value: 'cssp-peer-match' },
    ],
  });
  expect(found).toBe('');
});
