import { expect, test } from 'vitest';
import { gapsIn, loadLetters, renderLetter } from '../../src/letters/index.ts';
import type { LetterKind } from '../../src/letters/index.ts';
import { engine } from '../../src/letters/engine.ts';
import { contentDir, emptiest } from './letter-data.ts';

/** What a letter cannot say yet stands in it as it is, and is named (requirements.md A2.3: all have preview). */
const kindOf = (text: string, more: Partial<LetterKind> = {}): LetterKind => ({
  kind: 'm1',
  title: 'Sample',
  subject: '',
  to: ['lead'],
  from: 'facilitator',
  release: 'facilitator',
  essential: true,
  file: 'm1.md',
  templates: { subject: engine.parse('About {{ match.title }}'), body: engine.parse(text), closing: engine.parse('') },
  ...more,
});

test('a placeholder whose value is not known stands in the text, and is named whole', () => {
  const { body, missing } = renderLetter(
    kindOf('We meet on {{ call.on }} in {{ match.place }}, {{ to.name }}.'),
    emptiest,
  );

  expect(body).toBe('We meet on {{ call.on }} in {{ match.place }}, Sam Sample.\n');
  expect(missing).toEqual(['call.on', 'match.place']);
  expect(gapsIn(body)).toEqual(['call.on', 'match.place']);
});

test('a condition or a default says that a value may be absent', () => {
  const text = '{% if call.on %}On {{ call.on }}{% endif %}{{ match.place | default: "a place to be named" }}';

  expect(renderLetter(kindOf(text), emptiest)).toMatchObject({ body: 'a place to be named\n', missing: [] });
});

test('what the letter needs is missed although its text could do without', () => {
  const kind = kindOf('{% if review.until %}By {{ review.until }}.{% else %}Soon.{% endif %}', {
    needs: ['review.until'],
  });

  expect(renderLetter(kind, emptiest)).toMatchObject({ body: 'By {{ review.until }}.\n', missing: ['review.until'] });
  expect(renderLetter(kind, { ...emptiest, review: { until: 'Friday' } })).toMatchObject({
    body: 'By Friday.\n',
    missing: [],
  });
});

test('what a person wrote never looks like a gap', () => {
  const data = {
    ...emptiest,
    match: { title: 'About {{ review.until }} {% if %}' },
    text: 'I typed {{ link }} myself',
  };
  const { subject, body } = renderLetter(kindOf('{{ match.title }} {{ text }}'), data);

  expect(gapsIn(subject, body)).toEqual([]);
});

test('what a person types into a draft as a placeholder is a gap', () => {
  expect(gapsIn('Hello {{to.firstname}}', '{% if x %}')).toEqual(['to.firstname', 'if x']);
});

test('R7: a summary for review does not leave without its deadline', () => {
  const m21 = loadLetters(contentDir, 'cssp-peer-match').get('m21');

  expect(m21 && renderLetter(m21, emptiest).missing).toEqual(['review.until']);
});
