import { describe, expect, test } from 'vitest';
import { factSheet } from '../../src/cli/story-forms.ts';
import { answersJsonSchema, readHalf, readWhole } from '../../src/contracts/forms/answers.ts';
import type { Answers } from '../../src/contracts/forms/answers.ts';
import type { FormDefinition } from '../../src/contracts/forms/definition.ts';
import { cssp, formNamed, formOf } from './build.ts';

const form = formOf(
  '{ id: name, label: Name, kind: text, required: true }',
  '{ id: email, label: E-mail, kind: email }',
  '{ id: heads, label: Heads, kind: number, min: 1, max: 10, required: true, mayNotApply: true }',
  '{ id: style, label: Style, kind: choice, choices: [{ id: uShape, label: U }, { id: rounds, label: R }] }',
  '{ id: meals, label: Meals, kind: choices, choices: [{ id: lunch, label: L }, { id: dinner, label: D }] }',
  '{ id: starts, label: Start, kind: group, fields: [{ id: day, label: Day, kind: day, required: true }, { id: time, label: Time, kind: time }] }',
  '{ id: cities, label: Cities, kind: text, repeat: true }',
  '{ id: cars, label: Cars, kind: group, repeat: true, fields: [{ id: seats, label: Seats, kind: number, required: true }] }',
);
const whole = { name: 'Ann', heads: 3 };

/** `path message` for everything that is wrong. */
const wrong = (read: typeof readWhole, answers: Answers, definition: FormDefinition = form): string[] => {
  const answer = read(definition, answers);
  return answer.ok ? [] : answer.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
};

describe('a form that is sent', () => {
  test('is whole when everything required is there', () => {
    expect(readWhole(form, whole)).toEqual({ ok: true, answers: whole });
  });

  test('names everything that is missing, of both kinds, at once', () => {
    expect(wrong(readWhole, {})).toEqual(['name is needed', 'heads is needed, or must be marked as not applicable']);
  });

  test('takes "not applicable" in place of an answer, for questions that allow it', () => {
    expect(wrong(readWhole, { name: 'Ann', notApplicable: ['heads'] })).toEqual([]);
    expect(wrong(readWhole, { ...whole, notApplicable: ['name'] })).toEqual([
      'notApplicable.0 must be a question that may not apply',
    ]);
    expect(wrong(readWhole, { ...whole, notApplicable: ['heads'] })).toEqual([
      'heads is answered and marked as not applicable: take one back',
    ]);
  });

  test('asks for the required fields of a group only when the group is answered', () => {
    expect(wrong(readWhole, { ...whole, starts: { time: '09:00' } })).toEqual(['starts.day is needed']);
    expect(wrong(readWhole, { ...whole, starts: {} })).toEqual([]);
  });

  test('loses blanks and empty last rows; other rows keep their place in what is wrong', () => {
    const given = { ...whole, email: ' ', cities: ['Sampletown', ''], cars: [{ seats: 4 }, {}] };
    expect(readWhole(form, given)).toEqual({
      ok: true,
      answers: { ...whole, cities: ['Sampletown'], cars: [{ seats: 4 }] },
    });
    expect(wrong(readWhole, { ...whole, cars: [{}, { seats: 'many' }] })).toEqual([
      'cars.0 is needed',
      'cars.1.seats must be a whole number',
    ]);
  });
});

describe('a form that is saved half-done', () => {
  test('may be empty', () => {
    expect(readHalf(form, {})).toEqual({ ok: true, answers: {} });
  });

  test('may have empty rows, which are still to be filled in', () => {
    const given = { cities: ['Sampletown', ''], cars: [{}, null, { seats: null }] };
    expect(readHalf(form, given)).toEqual({ ok: true, answers: { ...given, cities: ['Sampletown', null] } });
  });

  test('keeps null and takes a blank for it: somebody emptied the field', () => {
    expect(readHalf(form, { name: null, email: '' })).toEqual({ ok: true, answers: { name: null, email: null } });
  });

  test.each([
    [{ name: 5 }, 'name must be a text'],
    [{ name: 'two\nlines' }, 'name must be one line'],
    [{ email: 'ann@' }, 'email must be an e-mail address'],
    [{ heads: 'three' }, 'heads must be a whole number'],
    [{ heads: 2.5 }, 'heads must be a whole number'],
    [{ heads: 11 }, 'heads must be 10 at most'],
    [{ heads: 0 }, 'heads must be 1 at least'],
    [{ style: 'circle' }, 'style must be one of uShape, rounds'],
    [{ meals: ['supper'] }, 'meals.0 must be one of lunch, dinner'],
    [{ starts: { day: '2027-02-30' } }, 'starts.day must be a day like 2027-03-15'],
    [{ starts: { time: '9 am' } }, 'starts.time must be a time like 09:30'],
    [{ starts: 'Monday' }, 'starts must be an object with its fields'],
    [{ cities: 'Sampletown' }, 'cities must be a list'],
    [{ cars: [{ seats: 'four' }] }, 'cars.0.seats must be a whole number'],
  ])('%j is refused: %s', (answers, problem) => {
    expect(wrong(readHalf, answers)).toEqual([problem]);
  });

  test('holds no field that the form does not have', () => {
    const read = readHalf(form, { colour: 'red', starts: { year: 2027 } });
    expect(read).toMatchObject({
      ok: false,
      issues: expect.arrayContaining([
        expect.objectContaining({ path: [], keys: ['colour'] }),
        expect.objectContaining({ path: ['starts'], keys: ['year'] }),
      ]),
    });
  });
});

describe('the shipped forms', () => {
  test.each([...cssp.values()].map((definition) => [definition.form, definition] as const))(
    '%s can be begun empty, and tells its answers as JSON Schema with labels',
    (_name, definition) => {
      expect(readHalf(definition, {})).toEqual({ ok: true, answers: {} });
      const schema = answersJsonSchema(definition) as { properties: Record<string, { title?: string }> };
      expect(schema).toMatchObject({ type: 'object', additionalProperties: false, title: definition.title });
      for (const { fields } of definition.sections)
        for (const { id, label } of fields) expect(schema.properties[id]?.title).toBe(label);
    },
  );

  test('the worked match fills in the Fact Sheet', () => {
    expect(wrong(readWhole, factSheet('2027-03-01', '2027-03-02'), formNamed('F4'))).toEqual([]);
  });

  test('an empty Fact Sheet lacks 25 answers', () => {
    expect(wrong(readWhole, {}, formNamed('F4'))).toHaveLength(25);
  });
});
