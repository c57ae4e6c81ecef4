import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSimulated, journal } from '../support/journal.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { insist, mailList, playAll, startMatch, toTheEnd } from '../support/play.ts';
import type { Played } from '../support/play.ts';
import { until } from '../support/until.ts';

/** Every process is killed with SIGKILL in the middle of a match, and the match does not notice (issue 3, "Shown by" c). */
let peermatch: Peermatch;
beforeAll(async () => void (peermatch = await startPeermatch()));
afterAll(() => peermatch.stop());

type Part = 'worker' | 'api' | 'temporal' | 'postgres';
const kill = (...parts: Part[]): void => {
  for (const part of parts) process.kill(peermatch.pidOf(part), 'SIGKILL');
};

const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await peermatch.db.query<{ n: string }>(`select count(*) as n from ${sql}`, values)).rows[0]?.n);

/**
 * Kills worker and server when the record has committed and the server has not yet heard that its task is complete: the row's
 * lock holds the record back until the server is stopped, so that it cannot hear.
 */
async function killBetweenCommitAndCompletion(
  match: string,
  send: () => Promise<unknown>,
  others: Part[] = [],
): Promise<void> {
  const holder = await peermatch.db.connect();
  await holder.query('begin');
  await holder.query('select 1 from matches where id = $1 for no key update', [match]);
  const before = await count('journal where match = $1', [match]);
  const sent = send().catch(() => undefined);
  await until(async () => (await count("pg_stat_activity where wait_event_type = 'Lock'")) > 0);
  process.kill(peermatch.pidOf('temporal'), 'SIGSTOP');
  await holder.query('commit');
  holder.release();
  await until(async () => (await count('journal where match = $1', [match])) > before);
  kill('worker', 'temporal', ...others);
  await sent;
}

describe('a match whose processes are killed again and again', () => {
  let played: Played;
  /** The command that nobody sent again: it must be as if it had never been. */
  const lost = (key: string) =>
    peermatch.call(
      'POST',
      `/api/v1/matches/${played.id}/events`,
      { type: 'COMMITMENT_MADE', data: { commitment: 'lost' } },
      { key },
    );

  test('comes to the same result as one that nothing happened to', async () => {
    played = await startMatch(peermatch, { title: 'Smooth' });
    await playAll(peermatch, played, async (scene) => {
      if (scene.type === 'PURPOSE_CLARIFIED') kill('worker');
      if (scene.type === 'CONSULTANT_TEAM_ASSEMBLED') kill('temporal');
      if (scene.type === 'AGENDA_BUILT') kill('postgres');
      if (scene.type === 'ATTENDANCE_MARKED') kill('worker', 'temporal', 'postgres', 'api');
    });
    await toTheEnd(peermatch, played);
    await expect(mailList(peermatch, 'Smooth')).toMatchFileSnapshot('../engine/expected/smooth.txt');
    await expectSimulated(peermatch, played.id);
  }, 170_000);

  test('takes a command once, when worker and server die between its record and its answer', async () => {
    played = await startMatch(peermatch, { title: 'Between', smtp: false });
    const send = () =>
      peermatch.call<{ seq: number }>(
        'POST',
        `/api/v1/matches/${played.id}/events`,
        { type: 'COMMITMENT_MADE', data: { commitment: 'kept' } },
        { key: 'kept' },
      );
    await killBetweenCommitAndCompletion(played.id, send);
    expect((await insist(send)).status).toBe(200);
    const kept = (await journal(peermatch, played.id)).filter(({ event }) => event.facts?.['commitment'] === 'kept');
    expect(kept.length).toBe(1);
    await expectSimulated(peermatch, played.id);
  }, 120_000);

  test('replaces what was recorded and never taken, when the next command gets its place', async () => {
    await killBetweenCommitAndCompletion(played.id, () => lost('lost'), ['api']);
    const next = () =>
      peermatch.call(
        'POST',
        `/api/v1/matches/${played.id}/events`,
        { type: 'COMMITMENT_MADE', data: { commitment: 'next' } },
        { key: 'next' },
      );
    expect((await insist(next)).status).toBe(200);
    const made = (await journal(peermatch, played.id)).map(({ event }) => event.facts?.['commitment']).filter(Boolean);
    expect(made).toEqual(['kept', 'next']);
    expect(await count("parts where match = $1 and id = 'commitment/lost'", [played.id])).toBe(0);
    await expectSimulated(peermatch, played.id);
  }, 120_000);
});
