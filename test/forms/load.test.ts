import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadFormLibrary } from '../../src/api/forms/form-library.ts';
import { fieldsOf } from '../../src/contracts/forms/definition.ts';
import { FormError } from '../../src/forms/form-error.ts';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { contentDir, cssp, folderOf, formNamed, formOf, load, problemsOf, yamlOf } from './build.ts';

const text = '{ id: name, label: Name, kind: text }';

describe('the forms of a CSSP peer match', () => {
  test('are F1 to F12, each asked for by an event', () => {
    expect([...cssp.keys()]).toEqual(Array.from({ length: 12 }, (_, index) => `F${index + 1}`));
    const asked = Object.values(csspPeerMatch.catalogue).flatMap(({ form }) => form ?? []);
    expect([...new Set(asked)].sort()).toEqual([...cssp.keys()].sort());
  });

  test('the Fact Sheet asks the 25 questions of the guide, each to be answered or marked as not applicable', () => {
    const { sections, needed } = formNamed('F4');
    expect(sections.map(({ id, fields }) => [id, fields.length])).toEqual([
      ['general', 12],
      ['hotel', 9],
      ['ground', 4],
    ]);
    expect(fieldsOf(formNamed('F4')).every(({ required, mayNotApply }) => required && mayNotApply)).toBe(true);
    expect(needed).toBe(true);
  });

  test('what stands in for the program’s own forms says that it is a sample', () => {
    expect([...cssp.values()].filter(({ sample }) => sample).map(({ form }) => form)).toEqual(['F4', 'F7', 'F8']);
  });
});

describe('a form', () => {
  test('loads with defaults for what it does not say', () => {
    expect(formOf(text)).toMatchObject({
      form: 'F1',
      sample: false,
      needed: false,
      sections: [{ fields: [{ id: 'name', required: false, repeat: false, mayNotApply: false }] }],
    });
  });

  test.each([
    ['an unknown kind', ['{ id: a, label: A, kind: colour }'], /^7 a: kind: must be one of text, /],
    ['an unknown property', ['{ id: a, label: A, kind: text, colour: red }'], /^7 a: colour: is not known in a form$/],
    ['a comma that breaks a text', ['{ id: a, label: What, or who?, kind: text }'], /^7 a: or who\?: .* needs quotes$/],
    ['a missing label', ['{ id: a, kind: text }'], /^7 a: label: /],
    ['an id with a space', ['{ id: a b, label: A, kind: text }'], /^7 a b: id: must be a short name/],
    ['an id used twice', [text, text], /^8 name: id: name is used already/],
    ['an id that is kept for us', ['{ id: notApplicable, label: A, kind: text }'], /^7 notApplicable: id: /],
    ['a choice without choices', ['{ id: a, label: A, kind: choice }'], /^7 a: choices: are needed for a choice$/],
    [
      'choices for a text',
      ['{ id: a, label: A, kind: text, choices: [{ id: x, label: X }, { id: y, label: Y }] }'],
      /^7 a: choices: do not go with text$/,
    ],
    [
      'a choice offered twice',
      ['{ id: a, label: A, kind: choice, choices: [{ id: x, label: X }, { id: x, label: Y }] }'],
      /^7 a: choices: name one choice twice$/,
    ],
    ['a unit for a text', ['{ id: a, label: A, kind: text, unit: rooms }'], /^7 a: unit: goes with a number only/],
    ['bounds the wrong way', ['{ id: a, label: A, kind: number, min: 5, max: 2 }'], /^7 a: max: is smaller than min$/],
    ['a group without fields', ['{ id: a, label: A, kind: group }'], /^7 a: fields: are needed for a group$/],
    [
      'a group in a group',
      ['{ id: a, label: A, kind: group, fields: [{ id: b, label: B, kind: group }] }'],
      /^7 a: b: kind: must be one of /,
    ],
    ['a meaning that is not known', ['{ id: a, label: A, kind: text, means: weather }'], /^7 a: means: weather is not/],
    [
      'a meaning that the kind cannot hold',
      ['{ id: a, label: A, kind: text, means: start.day }'],
      /^7 a: means: start.day is a day, not a text$/,
    ],
    [
      'a list that is not repeated',
      [`{ id: a, label: A, kind: group, means: people, fields: [${text}] }`],
      /^7 a: means: people is a list: it goes with a repeated group$/,
    ],
    [
      'a stranger in a list',
      [
        '{ id: a, label: A, kind: group, repeat: true, means: people, fields: [{ id: b, label: B, kind: day, means: start.day }] }',
      ],
      /^7 a: b: means: must begin with person\. in a list of people$/,
    ],
    [
      'a set-up without those that the guide wants',
      [
        '{ id: a, label: A, kind: choice, means: setup.style, choices: [{ id: rounds, label: R }, { id: rows, label: W }] }',
      ],
      /^7 a: choices: must offer uShape and staggered/,
    ],
    [
      'not applicable where nothing is required',
      ['{ id: a, label: A, kind: text, mayNotApply: true }'],
      /^7 a: mayNotApply: /,
    ],
    [
      'a tax number',
      ['{ id: a, label: Your tax number, kind: text }'],
      /^7 a: label: must not ask for tax or bank numbers/,
    ],
    [
      'a bank number by another name',
      ['{ id: bankAccountNumber, label: Payment, kind: text }'],
      /^7 bankAccountNumber: label: must not/,
    ],
    [
      'a social security number',
      ['{ id: a, label: A, help: Last digits of the SSN, kind: text }'],
      /^7 a: label: must not/,
    ],
  ])('with %s is refused with file, line and field', (_what, fields, problem) => {
    expect(problemsOf(yamlOf(...fields))).toEqual([expect.stringMatching(problem)]);
  });

  test('that is no YAML is refused with the line', () => {
    expect(problemsOf('form: F1\ntitle: [A')).toEqual([expect.stringMatching(/^2 YAML: /)]);
  });

  test('tells every mistake at once', () => {
    const problems = problemsOf(yamlOf('{ id: a, label: A, kind: colour }', '{ id: b, kind: text }'));
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['7 a', '8 b']);
  });

  test.each([
    [
      'another name than its file',
      yamlOf(text).replace('form: F1', 'form: F2'),
      /^1 form: is F2, but the file is named F1/,
    ],
    [
      'an event that does not bring it',
      `halfDoneFor: [SECOND, THIRD]\n${yamlOf(text)}`,
      /^1 halfDoneFor 2: THIRD does not/,
    ],
    ['no sections', 'form: F1\ntitle: A sample\n', /^1 sections: must be a list of sections$/],
  ])('with %s is refused', (_what, yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([expect.stringMatching(problem)]);
  });

  test('may ask where the bank is: only numbers are refused', () => {
    expect(load(yamlOf('{ id: a, label: Does the river bank flood?, kind: yesNo }'))).toBeDefined();
  });
});

test('the example in docs/operating.md loads', () => {
  const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const example = /```yaml\n(form: F4[^]*?)```/.exec(page)?.[1] ?? '';
  const book = loadFormLibrary(contentDir, folderOf({ 'cssp-peer-match/F4.yaml': example })).get('cssp-peer-match');
  expect(fieldsOf(book?.get('F4') as never).map(({ id }) => id)).toEqual(['arrival', 'vans']);
});

describe('a program’s own form', () => {
  const own = yamlOf('{ id: hotelName, label: Hotel, kind: text }').replace('form: F1', 'form: F4');

  test('takes the place of the sample, without touching code', () => {
    const library = loadFormLibrary(contentDir, folderOf({ 'cssp-peer-match/F4.yaml': own }));
    const book = library.get('cssp-peer-match');
    expect(book?.get('F4')?.title).toBe('A sample');
    expect(book?.size).toBe(12);
  });

  test('that no event asks for is refused, and those that are asked for are named', () => {
    const dir = folderOf({ 'cssp-peer-match/F13.yaml': own.replace('F4', 'F13') });
    expect(() => loadFormLibrary(contentDir, dir)).toThrow(/F13\.yaml:1: form: no event asks for F13; there are F1, /);
  });

  test('that is wrong stops the start with its own path', () => {
    const dir = folderOf({ 'cssp-peer-match/F4.yaml': own.replace('kind: text', 'kind: colour') });
    expect(() => loadFormLibrary(contentDir, dir)).toThrow(FormError);
    expect(() => loadFormLibrary(contentDir, dir)).toThrow(`${dir}/cssp-peer-match/F4.yaml:7: hotelName: kind: `);
  });
});
