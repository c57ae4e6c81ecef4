import { describe, expect, test } from 'vitest';
import { loadLetters, renderLetter, toParts } from '../../src/letters/index.ts';
import type { LetterData, LetterKind } from '../../src/letters/index.ts';
import { contentDir, emptiest, longest, RUNGS } from './letter-data.ts';

const METHODS = ['cssp-peer-match', 'ncdb-peer-match', 'tci-peer-assist', 'rcla-learning-exchange', 'peer-assist'];
const letters = METHODS.flatMap((method) =>
  [...loadLetters(contentDir, method).values()].map((kind) => ({ method, kind })),
);

function looksFinished(words: string): void {
  expect(words).not.toMatch(/undefined|null|NaN|\[object|\{\{|\}\}|\{%|%\}/);
  expect(words).not.toMatch(/\n\n\n/);
  expect(words).not.toMatch(/[ \t]+$/m);
  expect(words).not.toMatch(/ [,.;:?!](?:\s|$)|\(\)|""|\*\*\*\*|[,;:]\.|\.\.(?!\.)/);
  expect(words).not.toMatch(/\S  +\S/);
}

/** Data with what the letter says that it cannot do without. */
const withNeeds = (data: LetterData, { needs = [] }: LetterKind): LetterData => {
  const given = (path: string, all: unknown): unknown =>
    path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], all);
  return needs.reduce<LetterData>((found, path) => {
    const [first = '', second] = path.split('.');
    if (second === undefined) return { ...found, [first]: given(path, longest) };
    const outer = (found as unknown as Record<string, object | undefined>)[first];
    return { ...found, [first]: { ...outer, [second]: given(path, longest) } };
  }, data);
};

describe.each(letters)('$method $kind.kind', ({ kind }) => {
  const cases = [
    ['the longest data', longest],
    ['the emptiest data', withNeeds(emptiest, kind)],
    ...RUNGS.map(
      (reminder) => [`no more than ${JSON.stringify(reminder)}`, withNeeds({ ...emptiest, reminder }, kind)] as const,
    ),
    ...RUNGS.map((reminder) => [`everything and ${JSON.stringify(reminder)}`, { ...longest, reminder }] as const),
    ['a tentative date', { ...longest, match: { ...longest.match, dateStatus: 'tentative' as const } }],
    ['the other team', { ...longest, to: { ...longest.to, team: 'seeker' as const } }],
  ] as const;

  test.each(cases)('reads as finished with %s', (_name, data) => {
    const { subject, body } = renderLetter(kind, data);
    const { text, html } = toParts(body);

    for (const words of [subject, body, text]) looksFinished(words);
    expect(subject.length).toBeGreaterThan(10);
    expect(subject).not.toMatch(/\n/);
    expect(text.trim().split('\n')[0]).toMatch(/^Dear .+,$/);
    expect(text).not.toMatch(/\*\*|\]\(/);
    expect(text).toContain(data.from.name);
    expect(html).not.toMatch(/undefined|\*\*|\]\(/);
  });

  test('puts the one link of the person where it can be pressed', () => {
    const { body } = renderLetter(kind, longest);
    const uses = toParts(body).html.split(`href="${longest.link}"`).length - 1;

    expect(uses).toBeLessThanOrEqual(1);
  });

  test('is long enough to help and short enough to be read', () => {
    const { body } = renderLetter(kind, emptiest);

    expect(body.split(/\s+/).length).toBeGreaterThan(60);
    expect(body.split(/\s+/).length).toBeLessThan(480);
  });
});
