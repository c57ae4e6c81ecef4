import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { messageId, sendKey } from '../../src/letters/index.ts';
import { sampleMailer, sampleMessage } from './sample-message.ts';

const mailer = sampleMailer();
const headersOf = (bytes: Buffer): string[] => {
  const [head = ''] = bytes.toString('utf8').split('\r\n\r\n');
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
};

test('the same letter composed twice has the same bytes', async () => {
  expect(await mailer.compose(sampleMessage)).toEqual(await mailer.compose({ ...sampleMessage }));
});

test('another send key gives other bytes', async () => {
  const key = sendKey({ match: 'a', kind: 'm14', generation: 1, ask: 2, person: 'p', v: 0 });

  const other = await mailer.compose({ ...sampleMessage, messageId: messageId(key, mailer.domain) });

  expect(other).not.toEqual(await mailer.compose(sampleMessage));
});

test('the headers say who, when, and which kind of letter', async () => {
  const headers = headersOf(await mailer.compose(sampleMessage));

  expect(headers).toEqual(
    expect.arrayContaining([
      'From: Fran Sample <peermatch@example.org>',
      'To: Sam Sample <sam@example.org>',
      'Reply-To: Fran Sample <fran@example.org>',
      'Subject: What to wear, where to go: Schools as hubs',
      `Message-ID: ${sampleMessage.messageId}`,
      'Date: Tue, 02 Mar 2027 14:00:00 +0000',
      'X-Peermatch-Kind: m14',
    ]),
  );
  expect(headers.join()).not.toContain('Auto-Submitted');
});

test('a letter that no person released says so', async () => {
  expect(headersOf(await mailer.compose({ ...sampleMessage, automatic: true }))).toContain(
    'Auto-Submitted: auto-generated',
  );
});

test('a letter without a signer comes in the name of the program', async () => {
  expect(headersOf(await mailer.compose({ ...sampleMessage, fromName: undefined }))).toContain(
    'From: Sample Program <peermatch@example.org>',
  );
});

test('both bodies arrive as they were written', async () => {
  const mail = await simpleParser(await mailer.compose(sampleMessage));

  expect(mail.text).toBe(sampleMessage.text);
  expect(mail.html).toBe(sampleMessage.html);
});

test.each([
  ['subject', { subject: 'Hello\r\nBcc: evil@example.org\r\n\r\nbody' }],
  ['the recipient\u2019s name', { to: { name: 'Sam\r\nBcc: evil@example.org', address: 'sam@example.org' } }],
  ['the signer\u2019s name', { fromName: 'Fran\nBcc: evil@example.org' }],
  ['the name to reply to', { replyTo: { name: 'Fran"\u2028Bcc: evil@example.org', address: 'fran@example.org' } }],
  ['a name with an address in it', { to: { name: 'x" <evil@example.org>, "y', address: 'sam@example.org' } }],
  ['the kind', { kind: 'm1\r\nBcc: evil@example.org' }],
])('a line break in %s adds no header and no recipient', async (_name, change) => {
  const bytes = await mailer.compose({ ...sampleMessage, ...change });
  const mail = await simpleParser(bytes);

  expect(headersOf(bytes).map((header) => header.split(':')[0])).toEqual(
    headersOf(await mailer.compose(sampleMessage)).map((header) => header.split(':')[0]),
  );
  expect(mail.bcc).toBeUndefined();
  expect([mail.to].flat().flatMap((to) => to?.value.map(({ address }) => address))).toEqual(['sam@example.org']);
});

test.each([
  'sam@example.org\r\nBcc: evil@example.org',
  'sam@example.org, evil@example.org',
  'sam',
  '',
  'a b@example.org',
  '<a@b>',
])('nothing is composed for the address %j', async (address) => {
  await expect(mailer.compose({ ...sampleMessage, to: { name: 'Sam', address } })).rejects.toThrow(TypeError);
});

test('nothing is composed with a Message-ID that is none', async () => {
  await expect(mailer.compose({ ...sampleMessage, messageId: '<a@b>\r\nBcc: x@example.org' })).rejects.toThrow(
    'Message-ID',
  );
});

const invitation = { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR' };

test('files arrive byte for byte, beside an invitation and with any name', async () => {
  const every = Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7) % 256));
  const lines = Buffer.from('.begins with a dot\nends in LF\rand CR\r\n\tÄ\n');
  const files = [
    { name: 'Año "nuevo".pdf', type: 'application/pdf', content: every },
    { name: 'a\r\nBcc: evil@example.org.txt', type: 'text/plain', content: lines },
  ];

  const bytes = await mailer.compose({ ...sampleMessage, invitation, files });
  const mail = await simpleParser(bytes);

  const arrived = mail.attachments.filter(({ contentType }) => !/calendar|ics/.test(contentType));
  expect(arrived.map(({ filename, contentType }) => [filename, contentType])).toEqual([
    ['Año "nuevo".pdf', 'application/pdf'],
    ['a Bcc: evil@example.org.txt', 'text/plain'],
  ]);
  expect(arrived.map(({ content }, n) => content.equals(files[n]?.content ?? Buffer.alloc(0)))).toEqual([true, true]);
  expect(mail.bcc).toBeUndefined();
  expect(mail.text).toBe(sampleMessage.text);
  expect(await mailer.compose({ ...sampleMessage, invitation, files })).toEqual(bytes);
});

test('an invitation is a third way to show the letter, and a file besides (RFC 6047)', async () => {
  const bytes = await mailer.compose({ ...sampleMessage, invitation });
  const source = bytes.toString('utf8');
  const mail = await simpleParser(bytes);

  const types = [...source.matchAll(/^Content-Type: (.+)$/gim)].map(([, type]) => type?.split(/;|\r/)[0]);
  expect(types).toEqual([
    'multipart/mixed',
    'multipart/alternative',
    'text/plain',
    'text/html',
    'text/calendar',
    'application/ics',
  ]);
  expect(source.replace(/\r\n[ \t]+/g, ' ')).toContain('Content-Type: text/calendar; charset=utf-8; method=REQUEST');
  expect(mail.text).toBe(sampleMessage.text);
  expect(mail.attachments.map(({ filename, content }) => [filename, content.toString('utf8')])).toContainEqual([
    'invitation.ics',
    invitation.content,
  ]);
  expect(await mailer.compose({ ...sampleMessage, invitation: { ...invitation } })).toEqual(bytes);
});
