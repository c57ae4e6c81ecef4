import { describe, expect, test } from 'vitest';
import { idsOf, makeMethodWords, sentenceOf } from '../../src/api/method-words.ts';
import { methods } from '../../src/machines/index.ts';
import { contentDir } from '../letters/letter-data.ts';

const words = makeMethodWords(contentDir);
const cssp = words('cssp-peer-match');
const every = [...methods.values()].map((chart) => [chart.method, idsOf(chart)] as const);

/** requirements.md A2.5 and the G marks of A2.1 and A2.2, each with the text that is behind it. */
const G: readonly (readonly [moment: string, what: string, id: string])[] = [
  ['clarifying', 'timing', 'timing'],
  ['clarifying', 'catalysts', 'catalysts'],
  ['clarifying', 'voices of residents', 'voices-of-residents'],
  ['recruiting', "don't accept the first idea unexamined", 'first-idea'],
  ['recruiting', 'alternative or additional consultants', 'other-consultants'],
  ['recruiting', 'peers identify by role', 'peers-by-role'],
  ['recruiting', 'a local strategy, not replication', 'local-strategy'],
  ['recruiting', 'F2: eight qualities', 'qualities'],
  ['recruiting', 'orienting: no show-and-tell', 'no-show-and-tell'],
  ['recruiting', 'orienting: effective questions', 'effective-questions'],
  ['clarifying', 'calls: five purposes', 'what-calls-are-for'],
  ['preparing', 'calls: first small, then everybody', 'small-first'],
  ['preparing', 'agenda: visits against problem-solving', 'visits-or-conversation'],
  ['preparing', 'T28, week before: comfort and preparedness', 'comfort'],
  ['preparing', 'T28, week before: especially residents', 'for-residents'],
  ['preparing', 'T33: readiness triad', 'readiness'],
  ['conducting', 'T16: orientation at the opening', 'opening-orientation'],
  ['conducting', 'neutral role', 'neutral-role'],
  ['conducting', 'tease out', 'tease-out'],
  ['conducting', "everyone sees everyone's face", 'faces'],
  ['conducting', 'appreciation', 'appreciation'],
  ['conducting', 'gentle coaching of presenters', 'coaching-presenters'],
  ['conducting', 'protect reflection time', 'protect-reflection'],
  ['products', 'closing: five uses of a summary', 'what-a-summary-is-for'],
  ['always', 'procedures against flexibility', 'procedure-and-freedom'],
  ['preparing', 'X12: no residents', 'no-residents'],
  ['preparing', 'R16: several helper teams', 'several-teams'],
];

describe('guidance', () => {
  test.each(G)('%s, %s: the text %s is shown in that step', (step, _what, id) => {
    const text = cssp.guidance.find((one) => one.id === id);
    expect(text).toBeDefined();
    const chart = methods.get('cssp-peer-match');
    const steps = text?.moments.map((one) =>
      one.kind === 'task' ? chart?.tasks[one.id]?.step : one.kind === 'step' ? one.id : 'always',
    );
    expect(steps).toContain(step);
  });

  test('has no text beyond those', () => {
    expect(cssp.guidance.map(({ id }) => id).sort()).toEqual(G.map(([, , id]) => id).sort());
  });

  test.each([...methods.values()].map((chart) => [chart.method, chart] as const))(
    '%s: every moment exists in the chart',
    (method, chart) => {
      const known = { task: Object.keys(chart.tasks), step: chart.steps.map(({ id }) => id), status: ['underway'] };
      const moments = words(method).guidance.flatMap((text) => text.moments);
      expect(moments.length).toBeGreaterThan(2);
      expect(moments.filter(({ kind, id }) => !known[kind].includes(id))).toEqual([]);
    },
  );

  test.each(every)('%s: every circumstance has a text', (method, { conditions }) => {
    const used = words(method).guidance.flatMap(({ when }) => when ?? []);
    expect([...used].sort()).toEqual([...conditions].sort());
  });

  test.each(every)('%s: a text fits on a phone, and is plain', (method) => {
    for (const { id, text } of words(method).guidance) {
      const length = text.split(/\s+/).length;
      expect(length, id).toBeGreaterThan(30);
      expect(length, id).toBeLessThan(130);
      expect(text, id).not.toMatch(/workflow|signal|payload|statechart|must not|stakeholder/i);
    }
  });
});

describe('findings', () => {
  test.each(every)('%s: every finding says something, with facts and without', (method, { findings }) => {
    expect(findings.length).toBeGreaterThan(3);
    for (const code of findings) {
      for (const facts of [
        {},
        { days: 30, people: 2, held: 1, kinds: ['official'], count: 3, late: 1, residents: 2 },
      ]) {
        const said = sentenceOf(words(method), { code, task: null, facts });
        expect(said, code).toMatch(/^[A-Z].+[.]$/);
        expect(said, code).not.toMatch(/Worth a look|undefined|null|\{|\s[.,;:]|\.\.|,\.|:\./);
      }
    }
  });

  test('an older one without words is still named', () => {
    expect(sentenceOf(cssp, { code: 'OLD', task: 'T03' })).toBe('Worth a look at task T03 (OLD).');
  });
});
