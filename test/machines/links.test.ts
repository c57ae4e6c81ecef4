import { describe, expect, test } from 'vitest';
import { eventSchemas } from '../../src/contracts/events/index.ts';
import { dataSchema } from '../../src/contracts/events/schema.ts';
import { loadLetters } from '../../src/letters/index.ts';
import { subjectOf, TASK } from '../../src/links/index.ts';
import { linksOf, methods } from '../../src/machines/index.ts';
import { mayReport } from '../../src/machines/kernel/index.ts';
import { contentDir } from '../letters/letter-data.ts';

const entries = [...methods.values()].flatMap((chart) =>
  Object.entries(chart.links ?? {}).map(([purpose, entry]) => ({ chart, purpose, entry })),
);
const PARTICIPANTS = ['lead', 'participant', 'consultant'];

describe.each(entries)('a link for $purpose in $chart.method', ({ chart, entry }) => {
  const reported = entry.answers.flatMap((answer) => [answer.event, answer.undo ?? entry.undo]);

  test.each([...new Set(reported)])('%s may be reported by a participant, about the same part', (event) => {
    const known = chart.catalogue[event];
    expect(known, event).toBeDefined();
    if (known === undefined) return;
    expect(PARTICIPANTS.some((role) => mayReport(known, role))).toBe(true);
    expect(known.part).toBe(entry.part);
  });

  test.each(entry.answers)('$id carries only what its event takes', ({ event, facts, texts, form }) => {
    const schema = eventSchemas(chart.method)[event];
    const words = Object.fromEntries(Object.keys(texts ?? {}).map((name) => [name, 'words']));
    const data = { ...facts, ...words, ...(form === undefined ? {} : { form: {} }) };
    expect(schema && dataSchema(schema).safeParse(data).success).toBe(true);
    expect(chart.catalogue[event]?.form).toBe(form);
  });

  test('names other events that there are', () => {
    for (const event of entry.voidedBy ?? []) expect(chart.catalogue[event], event).toBeDefined();
    if (entry.task !== undefined) expect(chart.tasks[entry.task]).toBeDefined();
  });
});

test('every letter’s link is for something that its method knows', () => {
  const letters = [...loadLetters(contentDir, 'cssp-peer-match').values()].filter(({ link }) => link !== undefined);
  expect(letters.map(({ kind, link }) => `${kind} ${link}`)).toEqual([
    'm4 invitation',
    'm4r invitation',
    'm6 call',
    'm12 agenda',
    'm15 evaluation',
    'm19 evaluation',
    'm21 review',
    'm22 review',
    'm24a checkIn',
    'r task',
    'x5 invitation',
  ]);
  const about = { match: 'm', person: 'p', part: 'call/first', task: 'T01' };
  for (const { link = '' } of letters)
    expect(subjectOf(linksOf('cssp-peer-match'), { ...about, purpose: link }), link).toBeDefined();
});

test('a letter about nothing that a link could open has none', () => {
  const about = { match: 'm', person: 'p', part: null, task: null };
  const links = linksOf('cssp-peer-match');
  for (const purpose of ['call', TASK, 'unknown', 'constructor'])
    expect(subjectOf(links, { ...about, purpose }), purpose).toBeUndefined();
  expect(subjectOf(links, { ...about, purpose: 'review' })?.part).toBe('review/p');
});
