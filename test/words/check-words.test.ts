import { expect, test } from 'vitest';
import { checksOf } from '../../src/checks/index.ts';
import type { Verdict } from '../../src/checks/index.ts';
import { toCheck } from '../../src/api/check-views.ts';
import { makeMethodWords } from '../../src/api/method-words.ts';
import { contentDir } from '../letters/letter-data.ts';

const METHOD = 'cssp-peer-match';
const words = makeMethodWords(contentDir)(METHOD);
const { rules } = checksOf(METHOD);

const lacking = (size: number) => Array.from({ length: size }, (_, n) => ({ name: `P${n}`, missing: ['title'] }));
/** The facts that rules give, the smallest and the largest of each. */
const FACTS: Readonly<Record<string, Verdict['facts'][]>> = {
  R1: [
    { people: 0, teams: 0 },
    { people: 1, teams: 1 },
    { people: 11, teams: 2 },
  ],
  R2: [
    { residents: 0, explained: false },
    { residents: 1, explained: true },
    { residents: 2, explained: true, reason: 'Nobody can come on a weekday.' },
  ],
  R3: [
    { kinds: [], unknown: 0 },
    { kinds: ['official'], unknown: 1 },
    { kinds: ['official', 'parent'], unknown: 2 },
  ],
  R4: [{}, { days: 20 }, { days: 38 }, { days: 49 }, { days: 80 }],
  R5: [{}],
  R6: [{ held: 0 }, { held: 1 }, { held: 2 }],
  R7: [{}],
  R8: [
    { unasked: 0, open: 0 },
    { unasked: 1, open: 1 },
    { unasked: 2, open: 3 },
  ],
  R9: [
    { stuck: 0, residents: 1, unfunded: true },
    { stuck: 1, residents: 1, unfunded: false },
    { stuck: 2, residents: 2, unfunded: false },
  ],
  R10: [{}, { days: 1 }, { days: 2 }, { days: 5 }],
  R11: [
    { rooms: 0, others: [], unreadable: true },
    { rooms: 1, others: [], unreadable: false },
    { rooms: 3, others: ['theatre', 'rounds'], unreadable: false },
  ],
  R12: [
    { missing: 0, items: 0, unreadable: true },
    { missing: 1, items: 9, unreadable: false },
    { missing: 4, items: 9, unreadable: false },
  ],
  R13: [
    { missing: [] },
    { missing: ['materials'] },
    { missing: ['agenda', 'participantList', 'materials', 'evaluationForm'] },
  ],
  R14: [
    { held: 0, waiting: 0, late: 0 },
    { held: 1, waiting: 1, late: 1 },
    { held: 3, waiting: 2, late: 2 },
  ],
  R15: [
    { people: 3, lacking: [] },
    { people: 3, lacking: lacking(1) },
    { people: 9, lacking: lacking(7) },
  ],
  R16: [
    { teams: 0, astray: [] },
    { teams: 1, astray: ['P1'] },
    { teams: 3, astray: ['P1', 'P2'] },
  ],
};

const said = (rule: string, holds: Verdict['holds'], facts: Verdict['facts']) => {
  const check = rules.find((one) => one.rule === rule);
  if (check === undefined) throw new Error(rule);
  const points = (check.points ?? []).map((id) => ({ id, holds: true }));
  return toCheck(words, { rule, level: check.level, task: check.task, holds, facts, points });
};

test.each(rules.map(({ rule }) => rule))('%s says what is so, why, and what to do, whatever the facts', (rule) => {
  const samples = FACTS[rule] ?? [];
  expect(samples.length).toBeGreaterThan(0);
  const declared = rules.find((one) => one.rule === rule)?.facts ?? [];
  expect(samples.flatMap((facts) => Object.keys(facts)).filter((name) => !declared.includes(name))).toEqual([]);
  for (const holds of ['yes', 'no', 'notYet'] as const)
    for (const facts of samples) {
      const { text, why, todo, points } = said(rule, holds, facts);
      for (const words of [text, why, ...(todo === null ? [] : [todo]), ...points.map((one) => one.text)]) {
        expect(words).toMatch(/^[A-Z0-9][^]*[.?]$/);
        expect(words).not.toMatch(/undefined|null|NaN|\[object|\{|\}|\s[.,;:]|\.\.|,\.|:\.|\s\s/);
      }
      expect(todo === null).toBe(holds === 'yes');
    }
});

test('sentences fit their facts', () => {
  const text = (rule: string, holds: Verdict['holds'], facts: Verdict['facts']) => said(rule, holds, facts).text;
  expect(text('R1', 'no', { people: 1, teams: 1 })).toBe(
    'A team of the requesting site has 1 person; three to ten are usual.',
  );
  expect(text('R2', 'no', { residents: 0, explained: true, reason: 'Too far.' })).toBe(
    'No resident or parent takes part. The reason given: Too far.',
  );
  expect(text('R13', 'no', { missing: ['agenda', 'materials', 'evaluationForm'] })).toBe(
    'The packets left without the agenda, the materials and the evaluation form.',
  );
  expect(text('R15', 'no', { people: 2, lacking: [{ name: 'Ann', missing: ['address', 'e-mail'] }] })).toBe(
    '1 of 2 people lacks something. Ann: address, e-mail.',
  );
  expect(text('R4', 'no', { days: 30 })).toMatch(/no longer fit/);
  expect(text('R4', 'no', { days: 38 })).toMatch(/overlap/);
  expect(text('R4', 'no', { days: 70 })).toMatch(/idle/);
});
