import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageId, sendKey } from '../../src/letters/index.ts';
import type { SendKeyParts } from '../../src/letters/index.ts';

const sample: SendKeyParts = { match: 'k3', kind: 'r', subject: 'T08', generation: 1, ask: 2, person: 'p7', v: 0 };

test('a send key is the same for the same letter', () => {
  expect(sendKey(sample)).toBe('k3/r/T08/1/2/p7/0');
  expect(sendKey({ ...sample, subject: undefined })).toBe('k3/r//1/2/p7/0');
});

test('two letters share a send key only when they are the same', () => {
  const parts = fc.record({
    match: fc.string(),
    kind: fc.string(),
    subject: fc.string(),
    generation: fc.nat(3),
    ask: fc.nat(3),
    person: fc.string(),
    v: fc.nat(3),
  });
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      expect(sendKey(one) === sendKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});

test('the Message-ID comes from the send key alone', () => {
  expect(messageId(sendKey(sample), 'Example.org')).toMatch(/^<[0-9a-f]{40}@example\.org>$/);
  expect(messageId(sendKey(sample), 'example.org')).toBe(messageId(sendKey({ ...sample }), 'example.org'));
  expect(messageId(sendKey({ ...sample, ask: 3 }), 'example.org')).not.toBe(messageId(sendKey(sample), 'example.org'));
});

test('a Message-ID needs a domain', () => {
  expect(() => messageId('key', 'example.org>\r\nBcc: x')).toThrow('not a domain');
});
