import { describe, expect, test } from 'vitest';
import { judge } from '../../src/activities/replace-by-key.ts';
import { line } from './build.ts';

const stands = (seq: number, key: string, at: number, n = 0) => ({ seq, key, at, n });
const refused = (seq: number, key: string, at: number) => ({ ...line(seq, key, at), refused: 'the match is on hold' });
const written = (verdict: ReturnType<typeof judge>) => verdict.write.map(({ seq, key }) => `${seq} ${key}`);

describe('replace-by-key', () => {
  test('a line with a new seq is written', () => {
    expect(judge([], [line(1, 'a', 10)])).toMatchObject({ removeFrom: null, fresh: true, write: [{ seq: 1 }] });
  });

  test('the same line again changes nothing', () => {
    expect(judge([stands(1, 'a', 10)], [line(1, 'a', 10)])).toEqual({ removeFrom: null, write: [], fresh: false });
  });

  test('a batch of which a part is known writes the rest', () => {
    const verdict = judge([stands(1, 'a', 10)], [line(1, 'a', 10), line(2, 'b', 11)]);
    expect(written(verdict)).toEqual(['2 b']);
    expect(verdict.removeFrom).toBeNull();
  });

  test('another key at a later time replaces that line and all that follow it', () => {
    const verdict = judge([stands(2, 'x', 10), stands(3, 'y', 10)], [line(2, 'a', 20)]);
    expect(verdict.removeFrom).toEqual({ seq: 2, n: 0 });
    expect(written(verdict)).toEqual(['2 a']);
  });

  test('another key at an earlier time is ignored, with all that follows it', () => {
    const verdict = judge([stands(2, 'a', 20)], [line(2, 'x', 10), line(3, 'y', 11)]);
    expect(verdict).toEqual({ removeFrom: null, write: [], fresh: false });
  });

  test('a line that was taken anew under its key stands, and what followed it goes', () => {
    const verdict = judge([stands(2, 'a', 10), stands(3, 'y', 10)], [line(2, 'a', 20)]);
    expect(verdict).toEqual({ removeFrom: { seq: 2, n: 1 }, write: [], fresh: true });
  });

  test('refused signals stand beside the accepted line of their seq', () => {
    const verdict = judge([stands(2, 'a', 10), stands(2, 's', 11, 1)], [refused(2, 's', 11), refused(2, 't', 12)]);
    expect(written(verdict)).toEqual(['2 t']);
    expect(verdict.removeFrom).toBeNull();
  });

  test('a refused signal that comes later than a line ahead of it shows that this line was never taken', () => {
    const verdict = judge([stands(2, 'a', 10), stands(3, 'y', 11)], [refused(2, 's', 20)]);
    expect(verdict.removeFrom).toEqual({ seq: 3, n: 0 });
  });
});
