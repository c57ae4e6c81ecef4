import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '../../src/cli/story.ts';
import { journal } from '../support/journal.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { forward } from '../support/play.ts';

/** Dates that lie in the past are taken, with a finding; nobody is flooded (issue 3, "What bad input gets"). */
let peermatch: Peermatch;
beforeAll(async () => void (peermatch = await startPeermatch()));
afterAll(() => peermatch.stop());

const DAY = 86_400_000;

test('a match with dates in the past is told about it, and asks once for each task on the next working morning', async () => {
  const made = await peermatch.call<{ id: string; now: string }>('POST', '/api/v1/matches', {
    method: 'cssp-peer-match',
    title: 'Late',
    timeZone: 'America/New_York',
    rehearsal: true,
    assignedOn: '2026-03-02',
    matchStart: '2026-04-27',
    matchEnd: '2026-04-28',
    people,
  });
  expect(made.status).toBe(201);
  const { id, now } = made.body;
  await forward(
    peermatch,
    { id, persons: {}, tokens: {}, assignedOn: '2026-03-02' },
    new Date(Date.parse(now) + 5 * DAY).toISOString(),
  );

  const { body } = await peermatch.call<{ findings: { code: string }[] }>('GET', `/api/v1/matches/${id}`);
  expect(body.findings.map(({ code }) => code)).toContain('PAST_DATE');
  const asked = (await journal(peermatch, id)).filter(({ event }) => event.type === 'REMINDER_DUE');
  const first = asked.filter(({ at }) => at.toISOString().slice(0, 10) === asked[0]?.at.toISOString().slice(0, 10));
  const windows = first.map(({ event }) => event.facts?.['window']);
  // The match itself is over: only what comes after it is asked for.
  expect(windows.length).toBeGreaterThan(5);
  expect(windows).not.toContain('T08');
  expect(new Set(windows).size).toBe(windows.length);
  expect(new Set(first.map(({ event }) => event.facts?.['rung']))).toEqual(new Set(['due']));
  expect(asked.filter(({ event }) => event.facts?.['rung'] === 'due').length).toBe(first.length);
}, 60_000);
