import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadWords, WordsError } from '../../src/words/index.ts';
import type { KnownIds } from '../../src/words/index.ts';

const known: KnownIds = {
  task: ['T1'],
  step: ['first'],
  status: ['draft', 'underway'],
  roles: ['facilitator', 'lead'],
  conditions: ['rain'],
  findings: ['R1', 'LATE'],
  checks: [{ rule: 'R1', facts: ['days'], points: ['start'] }],
  readiness: ['room'],
  events: ['HELD', 'DATE_MOVED', 'DRAFTED'],
  ofNoTask: ['HELD', 'DRAFTED'],
  places: ['people'],
};
const check = {
  id: 'R1',
  title: 'In time',
  yes: '"{{ days }} days are enough."',
  no: 'Too late.',
  notYet: 'Not known.',
  todo: 'Hurry.',
  points: '{ start: It begins. }',
};
const text = { id: 'hats', title: 'Hats', moment: 'task/T1', roles: 'facilitator' };

const marked = (front: Readonly<Record<string, string | undefined>>, body = 'Because.'): string =>
  ['---', ...Object.entries(front).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))]
    .concat('---', '', body, '')
    .join('\n');

const happened = `groups:
  - title: All of it
    places: [people]
    events:
      DATE_MOVED:
      HELD: { says: It waits., from: matchStart }
elsewhere:
  DRAFTED: At the start.
`;

const whole: Readonly<Record<string, string>> = {
  'checks/r1.md': marked(check),
  'findings.md': '# Findings\n\n## LATE\n\nIt is late.\n',
  'readiness.md': '## room: Is there room?\n\nLook.\n',
  'guidance/hats.md': marked(text, 'Wear one.'),
  'happened.yaml': happened,
};

function load(change: Readonly<Record<string, string | undefined>> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'words-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const [name, content] of Object.entries({ ...whole, ...change })) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(dir, 'sample', name)), { recursive: true });
    writeFileSync(join(dir, 'sample', name), content);
  }
  return loadWords(dir, 'sample', known);
}

function problems(change: Readonly<Record<string, string | undefined>>): string[] {
  try {
    load(change);
  } catch (error) {
    if (error instanceof WordsError)
      return error.problems.map(({ file, line, name, problem }) => `${file}:${line} ${name}: ${problem}`);
    throw error;
  }
  return [];
}

test('sound words load, and a finding of a rule says what its check says', () => {
  const words = load();
  expect(words.checks.get('R1')?.say('yes', { days: 3 })).toBe('3 days are enough.');
  expect(words.findings.get('R1')?.({})).toBe('Too late.');
  expect(words.findings.get('LATE')?.({})).toBe('It is late.');
  expect(words.readiness.get('room')).toMatchObject({ title: 'Is there room?', text: 'Look.' });
  expect(words.happened).toEqual([
    {
      title: 'All of it',
      places: ['people'],
      events: [{ type: 'DATE_MOVED' }, { type: 'HELD', says: 'It waits.', from: 'matchStart' }],
    },
  ]);
  expect(words.guidance).toEqual([
    { id: 'hats', title: 'Hats', moments: [{ kind: 'task', id: 'T1' }], roles: ['facilitator'], text: 'Wear one.' },
  ]);
});

describe('what is wrong names its file and line:', () => {
  test.each<[string, Record<string, string | undefined>, string[]]>([
    [
      'a rule without words',
      { 'checks/r1.md': undefined, 'findings.md': '## LATE\n\nx\n\n## R1\n\ny\n' },
      ['sample/checks/r1.md:1 R1: has no words'],
    ],
    [
      'words of an unknown rule',
      { 'checks/r2.md': marked({ ...check, id: 'R2' }) },
      ['sample/checks/r2.md:2 id: "R2" is none of R1'],
    ],
    [
      'a file under another name',
      { 'checks/r1.md': undefined, 'checks/one.md': marked(check) },
      ['sample/checks/one.md:2 id: is R1, but the file is named one.md'],
    ],
    [
      'a sentence that is missing',
      { 'checks/r1.md': marked({ ...check, no: undefined }) },
      ['sample/checks/r1.md:1 no: is missing'],
    ],
    [
      'an unknown placeholder',
      { 'checks/r1.md': marked({ ...check, yes: '"{{ weeks }} weeks."' }) },
      ['sample/checks/r1.md:4 weeks: is none of days, holds'],
    ],
    [
      'an unknown field',
      { 'checks/r1.md': marked({ ...check, colour: 'red' }) },
      ['sample/checks/r1.md:9 colour: is none of id, title, yes, no, notYet, todo, points'],
    ],
    [
      'a point without words',
      { 'checks/r1.md': marked({ ...check, points: '{ end: It ends. }' }) },
      ['sample/checks/r1.md:8 end: "end" is none of start', 'sample/checks/r1.md:8 start: has no words'],
    ],
    [
      'no why',
      { 'checks/r1.md': marked(check, '') },
      ['sample/checks/r1.md:9 why: is missing: the text below the front matter'],
    ],
    [
      'no list of what else may happen',
      { 'happened.yaml': undefined },
      ['sample/happened.yaml:1 sample/happened.yaml: Invalid input: expected object, received null'],
    ],
    [
      'something that may happen and has no place',
      { 'happened.yaml': happened.replace('  DRAFTED: At the start.', '  { }') },
      ['sample/happened.yaml:1 DRAFTED: has no place'],
    ],
    [
      'an event that is not known, one that is there twice, and no such page',
      { 'happened.yaml': `${happened.replace('people', 'hats')}  HELD: Twice.\n  RAINED: Never.\n` },
      [
        'sample/happened.yaml:10 RAINED: is no event that a person may report',
        'sample/happened.yaml:6 HELD: is there twice',
        'sample/happened.yaml:3 hats: is no page of a match: "hats" is none of people',
      ],
    ],
    [
      'a field of such an event that is not known',
      { 'happened.yaml': happened.replace('says', 'say') },
      [expect.stringMatching(/^sample\/happened\.yaml:1 groups\.0\.events\.HELD: Unrecognized key/)],
    ],
    ['a finding without words', { 'findings.md': '# Findings\n' }, ['sample/findings.md:1 LATE: has no words']],
    [
      'an unknown finding',
      { 'findings.md': '## LATE\n\nx\n\n## EARLY\n\ny\n' },
      ['sample/findings.md:5 EARLY: is not known: "EARLY" is none of LATE'],
    ],
    [
      'a finding that names a person',
      { 'findings.md': '## LATE\n\nBecause of {{ person }}.\n' },
      ['sample/findings.md:1 person: is none of days, share, held, people, residents, count, version'],
    ],
    [
      'a finding that is there twice',
      { 'findings.md': '## LATE\n\nx\n\n## LATE\n\ny\n' },
      ['sample/findings.md:5 LATE: is there twice'],
    ],
    [
      'a tag that is not closed',
      { 'findings.md': '## LATE\n\n{% if days %}x\n' },
      [expect.stringMatching(/^sample\/findings\.md:1 .*not closed/)],
    ],
    [
      'a question without a title',
      { 'readiness.md': '## room\n\nLook.\n' },
      ['sample/readiness.md:1 room: has no title'],
    ],
    ['a file that is not there', { 'readiness.md': undefined }, ['sample/readiness.md:1 room: has no words']],
    [
      'no front matter',
      { 'guidance/hats.md': 'Wear one.' },
      ['sample/guidance/hats.md:1 front matter: is missing or is not readable YAML'],
    ],
    [
      'an unknown task',
      { 'guidance/hats.md': marked({ ...text, moment: 'task/T9' }) },
      ['sample/guidance/hats.md:4 moment: task "T9" is none of T1'],
    ],
    [
      'an unknown step',
      { 'guidance/hats.md': marked({ ...text, moment: '[task/T1, step/last]' }) },
      ['sample/guidance/hats.md:4 moment: step "last" is none of first'],
    ],
    [
      'another kind of moment',
      { 'guidance/hats.md': marked({ ...text, moment: 'evening' }) },
      ['sample/guidance/hats.md:4 moment: "evening" must be task/…, step/… or status/…'],
    ],
    [
      'no moment',
      { 'guidance/hats.md': marked({ ...text, moment: undefined }) },
      ['sample/guidance/hats.md:1 moment: is missing: task/…, step/… or status/…'],
    ],
    [
      'an unknown role',
      { 'guidance/hats.md': marked({ ...text, roles: '[lead, boss]' }) },
      ['sample/guidance/hats.md:5 roles: "boss" is none of facilitator, lead'],
    ],
    [
      'an unknown circumstance',
      { 'guidance/hats.md': marked({ ...text, when: 'snow' }) },
      ['sample/guidance/hats.md:6 when: "snow" is none of rain'],
    ],
    [
      'a placeholder in a guidance text',
      { 'guidance/hats.md': marked(text, 'Dear {{ name }}') },
      ['sample/guidance/hats.md:6 {{: is not known here: a guidance text has no placeholders'],
    ],
  ])('%s', (_what, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  test('and all of it is said at once', () => {
    expect(problems({ 'guidance/hats.md': marked({ ...text, roles: 'boss' }), 'findings.md': '' }).length).toBe(2);
  });
});
