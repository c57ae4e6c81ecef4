import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';

test('a log line carries its process, and neither who people are nor what lets somebody in', () => {
  const lines: string[] = [];
  const destination = new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) });
  const log = createLog('api', { logLevel: 'info', readable: false, destination });

  log.info({ match: 'm1', email: 'ann@example.org', person: { name: 'Ann', address: 'ann@example.org' } }, 'first');
  log.info({ req: { headers: { authorization: 'Bearer s3cret', cookie: 'sid=s3cret' } } }, 'second');
  log.info({
    people: [{ name: 'Ann', contact: { email: 'ann@example.org' } }],
    res: { headers: { 'set-cookie': 's3cret' } },
  });

  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'api', match: 'm1', msg: 'first' });
  expect(lines.join('')).not.toMatch(/Ann|ann@|s3cret/);
});
