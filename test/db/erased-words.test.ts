import { describe, expect, test } from 'vitest';
import { finderOf, withoutWords, wordsIn } from '../../src/db/erased-words.ts';

/** X28: whatever names a person is found in texts, however it was written there, and nothing else is touched. */
const finder = finderOf({
  exact: ['Will "Bill" O\'Sample', 'Will', '7 Sample St.\nPlumville (rear)', '+1 (555) 017'],
  anyCase: ['will_o@example.org'],
});
const ERASED = 'erased on request';

describe('a name is found', () => {
  test.each([
    ['as it is', 'Ask Will "Bill" O\'Sample.', `Ask ${ERASED}.`],
    ['over a line end', 'Ask Will\n"Bill" O\'Sample', `Ask ${ERASED}`],
    ['with the marks of Markdown', 'at 7 Sample St\\.\nPlumville \\(rear\\)', `at ${ERASED}`],
    ['as JSON in a text', '{"name":"Will \\"Bill\\" O\'Sample"}', `{"name":"${ERASED}"}`],
    ['an e-mail in capitals', 'WILL\\_O@example.org', ERASED],
    ['a telephone', 'call +1 (555) 017, please', `call ${ERASED}, please`],
    ['beside writing of another kind', '(Will)', `(${ERASED})`],
  ])('%s', (_, text, clean) => {
    expect(finder.clean(text)).toBe(clean);
  });

  test('in every text of a document, names of its fields aside', () => {
    expect(finder.clean({ Will: ['Will', 1, null, { deep: 'by Will' }] })).toEqual({
      Will: [ERASED, 1, null, { deep: `by ${ERASED}` }],
    });
  });
});

describe('what is no name stays', () => {
  test.each(['will you come?', 'Willow', 'goodWill', 'Élan-Willé', 'will_o@example.organ', ''])('%s', (text) => {
    expect(finder.clean(text)).toBe(text);
  });

  test('whatever the text, when nothing is known', () => {
    expect(finderOf({ exact: [], anyCase: [] }).clean('Ann $& \\1 (.*)')).toBe('Ann $& \\1 (.*)');
  });
});

test('of own answers numbers, days, yes and no and codes stay, but no word and no name that looks like a code', () => {
  const own = finderOf({ exact: ['will'], anyCase: [] });
  const answer = { score: 4, yes: true, on: '2027-03-01', kind: 'veryGood', n: '12', who: 'will', why: 'It was good.' };
  expect(withoutWords(answer, own)).toEqual({ ...answer, who: ERASED, why: ERASED });
  expect(wordsIn(answer)).toEqual(['It was good.']);
});
