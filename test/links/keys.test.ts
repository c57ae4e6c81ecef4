import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isCode, isToken, linkSecret, makeLinkKeys, withCode, withToken } from '../../src/links/index.ts';

const keys = makeLinkKeys('a secret of tests');

test('the same link has the same token and code, and another secret gives others', () => {
  const other = makeLinkKeys('another secret of tests');
  expect(isToken(keys.tokenOf('one'))).toBe(true);
  expect(isCode(keys.codeOf('one'))).toBe(true);
  expect(makeLinkKeys('a secret of tests').tokenOf('one')).toBe(keys.tokenOf('one'));
  expect(new Set([keys.tokenOf('one'), keys.tokenOf('two'), other.tokenOf('one')]).size).toBe(3);
  expect(keys.hashOfCode(keys.codeOf('one'))).not.toBe(other.hashOfCode(keys.codeOf('one')));
  expect(() => makeLinkKeys('short')).toThrow('16 characters');
});

test('a code has no letter that looks like another, and is one in any spelling', () => {
  const codes = Array.from({ length: 500 }, (_, n) => keys.codeOf(String(n)));
  expect(new Set(codes).size).toBe(500);
  for (const code of codes) expect(code).toMatch(/^[BCDFGHJKMNP-TV-Z2-9]{4}-[BCDFGHJKMNP-TV-Z2-9]{4}$/);
  expect(keys.hashOfCode(' bcdf ghjk')).toBe(keys.hashOfCode('BCDF-GHJK'));
  for (const wrong of ['', 'BCDF', 'BCDF-GHJ0', 'BCDF-GHJKM']) expect(isCode(wrong)).toBe(false);
});

test('a letter gets the token by mail and the code on paper, wherever its link stands', () => {
  const body = '**[Yes](https://a.example.org/l/your-own-link)**, or https://a.example.org/l/your-own-link';
  expect(withToken(body, 'https://a.example.org', 'abc')).toBe(
    '**[Yes](https://a.example.org/l/abc)**, or https://a.example.org/l/abc',
  );
  expect(withCode(body, 'https://a.example.org', 'BCDF-GHJK')).toBe(
    '**[Yes](https://a.example.org/code), your code there: BCDF-GHJK**, or https://a.example.org/code (your code there: BCDF-GHJK)',
  );
});

test('processes that start at once agree on one secret, which only the owner can read', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'peermatch-links-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const made = await Promise.all(Array.from({ length: 5 }, () => linkSecret({ linkSecret: undefined, dataDir })));
  expect(new Set(made).size).toBe(1);
  const file = join(dataDir, 'link-secret');
  expect((await readFile(file, 'utf8')).trim()).toBe(made[0]);
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect(await linkSecret({ linkSecret: 'set by hand, as it is', dataDir })).toBe('set by hand, as it is');
});
