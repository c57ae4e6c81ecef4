import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LetterError, loadLetters } from '../../src/letters/index.ts';
import { contentDir } from './letter-data.ts';

const FRONT = {
  kind: 'm1',
  title: 'A sample',
  subject: "'Hello {{ to.name }}'",
  to: 'lead',
  from: 'facilitator',
  release: 'facilitator',
  essential: 'true',
};

function letter(
  body: string,
  front: Partial<Record<keyof typeof FRONT | 'bears' | 'colour', string | undefined>> = {},
): string {
  const lines = Object.entries({ ...FRONT, ...front }).flatMap(([field, value]) =>
    value === undefined ? [] : [`${field}: ${value}`],
  );
  return ['---', ...lines, '---', '', body, ''].join('\n');
}

function contentOf(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'letters-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

const load = (text: string) => loadLetters(contentOf({ 'sample/letters/m1.md': text }), 'sample');

function problemsOf(text: string): string[] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof LetterError)
      return error.problems.map(({ line, name, problem }) => `${line} ${name}: ${problem}`);
  }
  return [];
}

test('a sound letter loads with what it says about itself', () => {
  const book = load(letter('Dear {{ to.name }},', { to: '[lead, assistant]', bears: undefined }));

  expect(book.get('m1')).toMatchObject({
    kind: 'm1',
    title: 'A sample',
    to: ['lead', 'assistant'],
    from: 'facilitator',
    release: 'facilitator',
    essential: true,
    file: 'sample/letters/m1.md',
  });
});

test.each([
  ['an unknown placeholder', letter('one\n{{ match.strats }}'), ['12 match.strats: is not a known placeholder']],
  ['a whole group where a part of it is meant', letter('{{ match }}'), ['11 match: is not a known placeholder']],
  ['an unknown placeholder in a condition', letter('{% if x %}a{% endif %}'), ['11 x: is not a known placeholder']],
  ['an unknown placeholder in a filter', letter('{{ to.name | append: y }}'), ['11 y: is not a known placeholder']],
  ['a loop variable outside its loop', letter('{{ item }}'), ['11 item: is not a known placeholder']],
  [
    'an unknown field in a loop',
    letter('{% for commitment in commitments %}{{ commitment.why }}{% endfor %}'),
    ['11 commitment.why: is not a known placeholder'],
  ],
  [
    'an unknown placeholder in the subject',
    letter('a', { subject: "'{{ nobody }}'" }),
    ['4 nobody: is not a known placeholder'],
  ],
  ['a secret in the subject', letter('a', { subject: "'{{ link }}'" }), ['4 link: must not stand in a subject']],
  [
    'an unknown audience',
    letter('a', { to: 'everybody' }),
    [expect.stringMatching(/^5 to: "everybody" is none of lead, /)],
  ],
  [
    'one unknown audience among several',
    letter('a', { to: '[lead, all]' }),
    [expect.stringMatching(/^5 to: "all" is none of /)],
  ],
  ['no audience', letter('a', { to: undefined }), [expect.stringMatching(/^1 to: nothing is none of /)]],
  ['an unknown sender', letter('a', { from: 'boss' }), [expect.stringMatching(/^6 from: "boss" is none of /)]],
  ['an unknown release', letter('a', { release: 'never' }), [expect.stringMatching(/^7 release: "never" is none of /)]],
  ['essential in other words', letter('a', { essential: 'maybe' }), ['8 essential: must be true or false']],
  ['no subject', letter('a', { subject: undefined }), ['1 subject: is missing']],
  ['an unknown field', letter('a', { colour: 'red' }), ['9 colour: is not known in front matter']],
  ['a name that is not its file\u2019s', letter('a', { kind: 'm2' }), ['2 kind: is m2, but the file is named m1.md']],
  ['no front matter', 'Dear you,', ['1 front matter: is missing or is not readable YAML']],
  ['front matter that is no YAML', '---\nkind: [\n---\na', ['1 front matter: is missing or is not readable YAML']],
  [
    'front matter that would run as a program',
    '---js\n{ kind: "m1" }\n---\na',
    ['1 front matter: is missing or is not readable YAML'],
  ],
  ['no text', letter(''), ['9 text: is missing']],
  ['a condition that never ends', letter('{% if link %}a'), [expect.stringMatching(/^11 .*not closed/)]],
  ['a placeholder that never ends', letter('{{ to.name'), [expect.stringMatching(/^11 .*not closed/)]],
  ['an unknown filter', letter('{{ to.name | shout }}'), [expect.stringMatching(/^11 .*undefined filter: shout/)]],
  ['a tag that reads files', letter('{% include "m2" %}'), [expect.stringMatching(/^11 .*"include" not found/)]],
  [
    'a date that the front matter does not admit',
    letter('{{ match.startsOn }}'),
    ['11 match.startsOn: needs "bears: date" in front matter'],
  ],
  ['a date promised and not named', letter('a', { bears: 'date' }), ['9 bears: says date, but the text names none']],
])('a letter with %s does not load', (_what, text, problems) => {
  expect(problemsOf(text)).toEqual(problems);
});

test('the error names every mistake in every file', () => {
  const dir = contentOf({
    'sample/letters/m1.md': letter('{{ a }}\n{{ b }}'),
    'shared/letters/m2.md': letter('{{ c }}', { kind: 'm2' }),
    'shared/letters/_closing.md': 'With thanks\n{{ d }}\n',
  });

  expect(() => loadLetters(dir, 'sample')).toThrow(
    [
      'shared/letters/_closing.md:2: d: is not a known placeholder',
      'sample/letters/m1.md:11: a: is not a known placeholder',
      'sample/letters/m1.md:12: b: is not a known placeholder',
      'shared/letters/m2.md:11: c: is not a known placeholder',
    ].join('\n'),
  );
});

test('a method\u2019s own letter wins over the one that all share', () => {
  const dir = contentOf({
    'shared/letters/m1.md': letter('shared', { title: 'Shared' }),
    'shared/letters/x3.md': letter('shared', { kind: 'x3', title: 'Shared' }),
    'sample/letters/m1.md': letter('own', { title: 'Own' }),
  });

  const book = loadLetters(dir, 'sample');

  expect([...book.values()].map(({ kind, title }) => `${kind} ${title}`)).toEqual(['m1 Own', 'x3 Shared']);
});

test('a method without any letter does not load', () => {
  expect(() => loadLetters(contentOf({}), 'sample')).toThrow('sample: has no letters');
});

test('CSSP has every kind of letter that requirements.md A2.3 lists, and NCDB those of the simpler methods', () => {
  const shared = ['r', 'x3', 'x4', 'x4b', 'x5', 'x7', 'x8', 'x24'];
  const ours = ['x10', 'x16'];
  const numbers = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13a', '13b', '14', '15', '16', '17'];
  const after = ['18a', '18b', '19', '20', '21', '22', '23a', '23b', '24a', '24b'];

  expect([...loadLetters(contentDir, 'cssp-peer-match').keys()]).toEqual([
    'digest',
    'kept',
    'last',
    'link',
    ...['m1', 'm1r', 'm2', 'm3', 'm4'],
    'm4r',
    ...[...numbers.slice(4), ...after].flatMap((number) => (number === '6' ? ['m6', 'm6c'] : [`m${number}`])),
    'r',
    'wrongPerson',
    ...shared.slice(1, -1),
    ...ours,
    'x24',
    'x26',
  ]);
  expect([...loadLetters(contentDir, 'ncdb-peer-match').keys()]).toEqual([
    'digest',
    'kept',
    'link',
    'm4r',
    'n1',
    'n2',
    'n3',
    'n5',
    'r',
    'wrongPerson',
    ...shared.slice(1),
    'x26',
  ]);
});
