import { describe, expect, test } from 'vitest';
import { isFinal, readReport } from '../../src/mail/returned.ts';
import { returnedMail } from './returned-mail.ts';

const ID = '0123456789abcdef0123456789abcdef01234567';

describe('a message that came back', () => {
  test('X24 names the letter, the address and the reason', async () => {
    expect(await readReport(returnedMail({ id: ID, to: 'sam@example.org' }))).toEqual({
      messageId: ID,
      to: ['sam@example.org'],
      statuses: [
        {
          address: 'sam@example.org',
          action: 'failed',
          status: '5.1.1',
          diagnostic: '550 5.1.1 <sam@example.org>: user unknown in this place',
        },
      ],
    });
  });

  test('is read when it brings only the headers of the letter', async () => {
    const report = await readReport(returnedMail({ id: ID, to: 'sam@example.org', headersOnly: true }));
    expect(report).toMatchObject({ messageId: ID, to: ['sam@example.org'] });
  });

  test('is read when the letter itself is left out, by what it answers', async () => {
    const report = await readReport(returnedMail({ id: ID, to: 'sam@example.org', without: 'letter' }));
    expect(report).toMatchObject({ messageId: ID, to: [], statuses: [{ address: 'sam@example.org' }] });
  });

  test('names the address that the letter was sent to, not where it was forwarded', async () => {
    const report = await readReport(returnedMail({ id: ID, to: 'sam@example.org', final: 'elsewhere@example.net' }));
    expect(report?.statuses[0]?.address).toBe('sam@example.org');
  });

  test('with several addresses tells them apart', async () => {
    const report = await readReport(
      returnedMail({
        id: ID,
        to: 'sam@example.org',
        also: { address: 'ok@example.org', action: 'relayed', status: '2.1.5' },
      }),
    );
    expect(report?.statuses.map((status) => [status.address, isFinal(status)])).toEqual([
      ['sam@example.org', true],
      ['ok@example.org', false],
    ]);
  });

  test.each([
    ['delayed', '4.4.1', false],
    ['failed', '4.4.7', false],
    ['failed', '5.7.1', true],
    ['failed', '', true],
    ['delivered', '2.0.0', false],
  ])('%s %s is final: %s', async (action, status, final) => {
    const report = await readReport(returnedMail({ id: ID, to: 'sam@example.org', action, status }));
    expect(report?.statuses.map(isFinal)).toEqual([final]);
  });

  test('with lines that end as Unix ends them is the same', async () => {
    const raw = returnedMail({ id: ID, to: 'sam@example.org' });
    const unix = Buffer.from(raw.toString('utf8').replaceAll('\r\n', '\n'));
    expect(await readReport(unix)).toEqual(await readReport(raw));
  });
});

describe('what is no report', () => {
  test('an answer of a person, or of her absence', async () => {
    const absent =
      'From: sam@example.org\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n';
    expect(await readReport(Buffer.from(absent))).toBeUndefined();
    expect(await readReport(Buffer.from(''))).toBeUndefined();
    expect(await readReport(Buffer.from([0, 255, 13, 10, 254]))).toBeUndefined();
  });

  test('words that only look like one', async () => {
    const forged = `From: x@example.org\r\n\r\nFinal-Recipient: rfc822; sam@example.org\r\nAction: failed\r\nMessage-ID: <${ID}@x>\r\n`;
    expect(await readReport(Buffer.from(forged))).toBeUndefined();
  });

  test('a letter that is not ours has no id of ours', async () => {
    expect(await readReport(returnedMail({ id: 'newsletter-17', to: 'sam@example.org' }))).toMatchObject({
      messageId: undefined,
    });
  });
});
