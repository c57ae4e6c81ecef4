import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { messageId, sendKey } from '../../src/letters/index.ts';
import { useDatabase } from '../support/postgres.ts';
import { moodOf, moodyMailServer } from './moody-mail-server.ts';
import type { Logged } from './moody-mail-server.ts';

/**
 * A thousand letters, a mail server that by plan defers, refuses, is silent and dies, and a worker that is killed in the middle: none is
 * lost, none is sent twice, none has another's Message-ID (issue 4, "Shown by").
 */
const database = useDatabase();
const DELIVER = fileURLToPath(new URL('./deliver-all.mjs', import.meta.url));
const MATCHES = Array.from({ length: 10 }, (_, n) => `match${n}`);
const LETTERS = 1000;
const keyOf = (n: number): string =>
  sendKey({ match: MATCHES[Math.floor(n / 100)] ?? '', kind: 'm1', generation: 1, ask: 1, person: `p${n}`, v: 0 });

/** Everybody gets one letter; the address says its number. */
async function givenLetters(): Promise<void> {
  const { db } = database;
  const now = new Date();
  const all = Array.from({ length: LETTERS }, (_, n) => n);
  const empty = { title: null, organization: null, address: null, telephone: null, zone: null, bounced_at: null };
  const common = { task: null, part: null, generation: 1, ask: 1, v: 0, edited: false, bears_date: false };
  for (const id of MATCHES) {
    await db
      .insertInto('matches')
      .values({
        ...{
          id,
          method: 'cssp-peer-match',
          version: 1,
          title: `Sample ${id}`,
          ref: null,
          time_zone: 'America/New_York',
        },
        ...{ status: 'underway' as const, outcome: null, assigned_on: null, match_start: null, match_end: null },
        ...{ next_due: null, created_by: 'administrator' },
      })
      .execute();
  }
  await db
    .insertInto('people')
    .values(all.map((n) => ({ ...empty, id: `p${n}`, name: `Sam Sample ${n}`, email: `${n}@example.org` })))
    .execute();
  await db
    .insertInto('match_people')
    .values(
      all.map((n) => ({
        ...{ match: MATCHES[Math.floor(n / 100)] ?? '', person: `p${n}`, ref: null, roles: ['participant'] as never },
        ...{ team: 'seeker', left_at: null },
      })),
    )
    .execute();
  await db
    .insertInto('letters')
    .values(
      all.map((n) => ({
        ...common,
        ...{ id: `l${n}`, match: MATCHES[Math.floor(n / 100)] ?? '', kind: 'm1', person: `p${n}`, send_key: keyOf(n) },
        ...{ state: 'released' as const, channel: 'mail' as const, automatic: false, essential: true },
        ...{ from_role: 'facilitator' as const, subject: `Letter ${n}`, body: `Dear Sam,\n\nthis is letter ${n}.` },
        ...{ due_at: now, released_at: now, released_by: 'p0', message_date: now, sent_at: null, mime: null },
        ...{ reason: null, seq: 1, released_seq: 1, withdrawn_seq: null },
      })),
    )
    .execute();
}

function startWorker(smtpUrl: string) {
  const child = spawn(process.execPath, [DELIVER, database.url, smtpUrl, MATCHES.join(',')], { stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<{ signal: string | null; said: string; code: number | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal, said })),
  );
  return { kill: () => child.kill('SIGKILL'), ended };
}

interface Outcome {
  readonly n: number;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: readonly string[];
}
async function outcomes(): Promise<Outcome[]> {
  const letters = await database.db.selectFrom('letters').select(['id', 'state', 'reason']).execute();
  const attempts = await database.db
    .selectFrom('letter_attempts')
    .select(['letter', 'outcome'])
    .orderBy('at')
    .execute();
  return letters.map(({ id, state, reason }) => ({
    ...{ n: Number(id.slice(1)), state, reason },
    attempts: attempts.filter(({ letter }) => letter === id).map(({ outcome }) => outcome),
  }));
}

const INTERRUPTED = /interrupted/;

/** The state that a letter must be in, by what the server's own log says of it. */
function explains({ n, state, reason }: Outcome, log: readonly Logged[]): boolean {
  const taken = log.filter((one) => one.taken).length;
  const mood = moodOf(n);
  if (state === 'sent') return taken === 1;
  if (state === 'failed')
    return taken === 0 && (mood === 'no such user' || mood === 'refused after DATA') && /^55[04]/.test(reason ?? '');
  if (state !== 'unknown') return false;
  // In the hand of the worker that was killed: the server may have it or not, and nobody can know.
  if (INTERRUPTED.test(reason ?? '')) return taken <= 1;
  const dies = ['takes it and dies', 'takes it and is silent', 'dies after the final dot without it'];
  return dies.includes(mood) && taken === (mood === 'dies after the final dot without it' ? 0 : 1);
}

test('X30: of a thousand letters none is lost, none is sent twice, and none has a wrong Message-ID', async () => {
  await givenLetters();
  const { url, log, onTaken } = await moodyMailServer();
  const first = startWorker(url);
  onTaken(() => {
    if (log.filter(({ taken }) => taken).length === 300) first.kill();
  });
  expect((await first.ended).signal).toBe('SIGKILL');
  const second = await startWorker(url).ended;
  expect([second.code, second.said]).toEqual([0, '']);

  const letters = await outcomes();
  const byAddress = new Map<string, Logged[]>();
  for (const one of log) byAddress.set(one.to, [...(byAddress.get(one.to) ?? []), one]);
  const logOf = (n: number): readonly Logged[] => byAddress.get(`${n}@example.org`) ?? [];
  expect(letters).toHaveLength(LETTERS);
  expect(letters.filter((one) => !explains(one, logOf(one.n)))).toEqual([]);

  const ids = log.filter(({ taken }) => taken).map(({ messageId: id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const wrong = log.filter(
    ({ to, messageId: id }) => id !== undefined && id !== messageId(keyOf(parseInt(to)), 'example.org'),
  );
  expect(wrong).toEqual([]);

  // The plan was carried out: every mood was met, and the kill left no more than one letter a match in doubt.
  const count = (state: string): number => letters.filter((one) => one.state === state).length;
  const interrupted = letters.filter(({ reason }) => INTERRUPTED.test(reason ?? ''));
  expect(interrupted.length).toBeGreaterThan(0);
  expect(interrupted.length).toBeLessThanOrEqual(MATCHES.length);
  expect(count('failed')).toBeGreaterThanOrEqual(90);
  expect(count('unknown') - interrupted.length).toBeGreaterThanOrEqual(100);
  expect(
    letters.filter(({ state, attempts }) => state === 'sent' && attempts.includes('deferred')).length,
  ).toBeGreaterThan(150);
  expect(count('sent') + count('failed') + count('unknown')).toBe(LETTERS);
}, 120_000);
