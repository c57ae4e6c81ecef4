import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { inLanguage, LetterError, loadLetters, namesOf, renderLetter, toParts } from '../../src/letters/index.ts';
import type { LetterData, LetterKind } from '../../src/letters/index.ts';
import { methods } from '../../src/machines/index.ts';
import { contentDir, emptiest, longest, RUNGS } from './letter-data.ts';

/** Letters that only staff read; every other one must be there in every language. */
const STAFF = ['assistant', 'facilitator', 'programManager', 'nextInLine'];
const isForParticipants = ({ to }: LetterKind): boolean => to.some((audience) => !STAFF.includes(audience));

const LANGUAGES = ['es'];
const kinds = [...methods.keys()].flatMap((method) =>
  [...loadLetters(contentDir, method).values()].filter(isForParticipants).map((kind) => ({ method, kind })),
);
/** Words that no Spanish text has; what people wrote themselves is left out of the data. */
const ENGLISH =
  /(?<!\p{L})(the|you|your|and|with|is|are|was|has|have|this|that|for|from|please|letter|will|not|reply|until)(?!\p{L})/iu;
/** A booklet that there is in English only, and addresses. */
const NAMES = /"Help on the Way"|https?:\/\/\S+/g;

describe.each(LANGUAGES)('in %s', (language) => {
  describe.each(kinds)('$method $kind.kind', ({ kind }) => {
    const told = inLanguage(kind, language);

    test('is written for who reads it', () => {
      expect(told.language).toBe(language);
      expect(told.templates.closing.length).toBeGreaterThan(0);
      expect(told.templates.files?.length).toBeGreaterThan(0);
      const { subject, templates, file, language: _, names, translations, ...rules } = told;
      expect(kind).toMatchObject(rules);
      expect(subject).not.toBe(kind.subject);
      expect([templates, file, names, translations]).toBeDefined();
    });

    const plain = withNeeds(emptiest, kind);
    test.each([
      ['the emptiest data', plain],
      ...RUNGS.map((reminder) => [JSON.stringify(reminder), { ...plain, reminder }] as const),
      ['the other team', { ...plain, to: { ...plain.to, team: 'seeker' as const } }],
      ['the first team', { ...plain, to: { ...plain.to, team: 'helper' as const } }],
    ] as const)('has no English words with %s', (_name, data) => {
      const { subject, body } = renderLetter(told, data);
      expect(`${subject}\n${toParts(body).text}`.replace(NAMES, '')).not.toMatch(ENGLISH);
    });

    test.each([
      ['the longest data', longest],
      ...RUNGS.map((reminder) => [JSON.stringify(reminder), { ...longest, reminder }] as const),
    ] as const)('reads as finished with %s', (_name, data) => {
      const { subject, body } = renderLetter(told, data);
      const { text, html } = toParts(body);
      for (const words of [subject, text]) {
        expect(words).not.toMatch(/undefined|null|NaN|\[object|\{\{|\}\}|\{%|%\}/);
        expect(words).not.toMatch(/ [,.;:](?:\s|$)|\(\)|""|[,;:]\.|\.\.(?!\.)|\S {2,}\S/);
      }
      expect(text.trim().split('\n')[0]).toMatch(/^Hola, .+:$/);
      expect(text).toContain(data.from.name);
      expect(html.split(`href="${data.link}"`).length - 1).toBeLessThanOrEqual(1);
      const inEnglish = renderLetter(kind, data);
      expect(links(body)).toEqual(links(inEnglish.body));
    });
  });

  test.each([...methods.values()])(
    '$method: every task and team has a name, and nothing else has',
    ({ method, tasks }) => {
      const [kind] = loadLetters(contentDir, method).values();
      const names = namesOf(kind && inLanguage(kind, language));
      expect(Object.keys(names.tasks).sort()).toEqual(Object.keys(tasks).sort());
      expect(names.seeker).toBeDefined();
      expect(names.helper).toBeDefined();
      expect(new Set(Object.values(names.tasks)).size).toBe(Object.keys(tasks).length);
    },
  );
});

test('there is no translation of a letter that is not there', () => {
  for (const folder of ['shared', ...methods.keys()]) {
    const files = readdirSync(join(contentDir, folder, 'letters'));
    for (const file of files.filter((name) => /\.[a-z]{2}\.md$/.test(name)))
      expect(files).toContain(file.replace(/\.[a-z]{2}\.md$/, '.md'));
  }
});

test('what every letter ends with names the same things in both languages', () => {
  for (const name of ['_closing', '_files']) {
    const [english, spanish] = [name, `${name}.es`].map((file) =>
      placeholders(readFileSync(join(contentDir, 'shared', 'letters', `${file}.md`), 'utf8')),
    );
    expect(spanish).toEqual(english);
  }
});

describe('a translation', () => {
  const front = [
    'kind: m1',
    'title: A sample',
    "subject: 'Hello'",
    'to: lead',
    'from: facilitator',
    'release: automatic',
  ];
  const english = [
    '---',
    ...front,
    'essential: true',
    '---',
    '',
    'Dear {{ to.name }}, see https://example.org/a.',
  ].join('\n');
  const problemsOf = (text: string, file = 'm1.es'): string[] => {
    const dir = mkdtempSync(join(tmpdir(), 'letters-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    for (const [name, body] of [['m1', english] as const, [file, text] as const]) {
      const path = join(dir, 'sample/letters', `${name}.md`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, body);
    }
    try {
      loadLetters(dir, 'sample');
      return [];
    } catch (error) {
      if (!(error instanceof LetterError)) throw error;
      return error.problems.map(({ name, problem }) => `${name}: ${problem}`);
    }
  };
  const letter = (body: string, more = '') => `---\nsubject: 'Hola'\n${more}---\n\n${body}`;

  test('that says the same loads, and wins for its readers', () => {
    expect(problemsOf(letter('Hola, {{ to.name }}: vea https://example.org/a.'))).toEqual([]);
  });

  test.each([
    [
      'a placeholder that is missing',
      letter('Hola: vea https://example.org/a.'),
      'to.name: the placeholder is missing here',
    ],
    [
      'a placeholder that the English letter has not',
      letter('Hola, {{ to.name }} {{ link }}: https://example.org/a.'),
      'link: the placeholder is not in the English letter',
    ],
    [
      'another address',
      letter('Hola, {{ to.name }}: https://example.org/b.'),
      'https://example.org/a.: the address is missing here',
    ],
    [
      'rules of its own',
      letter('Hola, {{ to.name }}: https://example.org/a.', 'release: facilitator\n'),
      'release: stands in m1.md only: a translation has a subject and a text',
    ],
    ['no text', letter(''), 'text: is missing'],
  ])('with %s does not load', (_name, text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });
});

const links = (body: string): string[] => [...body.matchAll(/\]\((\S+?)\)/g)].map(([, to = '']) => to).sort();

/** Every name between braces, also in conditions. */
const placeholders = (source: string): string[] =>
  [
    ...new Set(
      [...source.matchAll(/\{[{%][^}]*[}%]\}/g)].flatMap(([tag]) => tag.match(/\b[a-z]+\.[a-zA-Z]+\b/g) ?? []),
    ),
  ].sort();

function withNeeds(data: LetterData, { needs = [] }: LetterKind): LetterData {
  return needs.reduce<LetterData>((found, path) => {
    const [first = '', second] = path.split('.');
    if (second === undefined) return { ...found, [first]: 'Uno' };
    const outer = (found as unknown as Record<string, object | undefined>)[first];
    return { ...found, [first]: { ...outer, [second]: 'Uno' } };
  }, data);
}
