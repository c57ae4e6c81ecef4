import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { composeMessage } from '../../src/mail/compose.ts';
import type { Message } from '../../src/mail/compose.ts';
import { letterInvitation, loadLetters, renderLetter } from '../../src/letters/index.ts';
import { contentDir, emptiest } from '../letters/letter-data.ts';
import { sampleMessage as sample } from './sample-message.ts';

const sender = { name: 'Sample Program', address: 'peermatch@example.org' };

/** No name, title or subject can add a header to a letter, a body, or a reader (issue 4, "What bad input gets"). */
const BREAKS = {
  'CR and LF': '\r\n',
  'a bare LF': '\n',
  'a bare CR': '\r',
  'a vertical tab': '\v',
  'a form feed': '\f',
  NEL: '\u0085',
  'a line separator': '\u2028',
  'a paragraph separator': '\u2029',
  'NUL and LF': '\0\n',
  'an encoded word': '=?utf-8?Q?=0D=0ABcc=3A_eve=40example=2Eorg?= ',
  'an encoded word in base 64': `=?utf-8?B?${Buffer.from('\r\nBcc: eve@example.org').toString('base64')}?= `,
};
const attack = (brk: string): string => `Sam${brk}Bcc: eve@example.org${brk}${brk}Hello`;
const NAMES = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'reply-to',
  'subject',
  'to',
  'x-peermatch-kind',
];

async function headersOf(message: Message): Promise<{ names: string[]; recipients: string[]; raw: string }> {
  const raw = await composeMessage(message, sender);
  const mail = await simpleParser(raw);
  const to = [mail.to ?? [], mail.cc ?? [], mail.bcc ?? []]
    .flat()
    .flatMap(({ value }) => value.map(({ address }) => address ?? ''));
  return { names: [...mail.headers.keys()].sort(), recipients: to, raw: raw.toString() };
}

describe.each(Object.entries(BREAKS))('with %s', (_name, brk) => {
  test.each([
    ['the subject', (value: string): Partial<Message> => ({ subject: value })],
    ['the reader’s name', (value: string): Partial<Message> => ({ to: { name: value, address: 'sam@example.org' } })],
    ['the signer’s name', (value: string): Partial<Message> => ({ fromName: value })],
    [
      'the name that answers reach',
      (value: string): Partial<Message> => ({ replyTo: { name: value, address: 'fran@example.org' } }),
    ],
    ['the kind', (value: string): Partial<Message> => ({ kind: value })],
  ])('%s adds no header and no reader', async (_field, change) => {
    const { names, recipients, raw } = await headersOf({ ...sample, automatic: true, ...change(attack(brk)) });
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));

    expect(names.filter((name) => !NAMES.includes(name))).toEqual([]);
    expect(recipients).toHaveLength(1);
    expect(head).not.toMatch(/^Bcc:/im);
    expect(head.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0\v\f]/);
  });

  test('a match’s title and a person’s name keep the subject on one line', () => {
    const kind = loadLetters(contentDir, 'cssp-peer-match').get('m1');
    const data = { ...emptiest, match: { title: attack(brk) }, to: { name: attack(brk), firstName: attack(brk) } };
    const { subject, body } = kind ? renderLetter(kind, data) : { subject: '', body: '' };

    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(body).not.toMatch(/^Bcc:/m);
  });

  test('neither adds a line to a calendar entry', () => {
    const kind = loadLetters(contentDir, 'cssp-peer-match').get('m13a');
    const entry = letterInvitation(
      {
        match: { id: 'm', title: attack(brk) },
        subject: attack(brk),
        date: new Date(0),
        to: { name: attack(brk), email: 'sam@example.org', roles: ['lead'] },
        facilitator: { name: attack(brk), email: 'fran@example.org' },
        dates: {
          ...{ part: null, zone: 'America/New_York', matchStart: '2027-03-01', matchEnd: '2027-03-02' },
          ...{ dateVersion: 1, lines: [], upTo: 1, told: false, place: null },
        },
      },
      kind,
    );

    expect(entry?.content).toContain('BEGIN:VEVENT');
    expect(entry?.content).not.toMatch(/^Bcc:/m);
  });
});

test.each([
  'sam@example.org\r\nBcc: eve@example.org',
  'sam@example.org>\r\nRCPT TO:<eve@example.org',
  'sam@example.org,eve@example.org',
  'sam@example.org\u2028eve@example.org',
  '"sam\r\n"@example.org',
])('an address like %j is refused whole', async (address) => {
  await expect(composeMessage({ ...sample, to: { name: 'Sam', address } }, sender)).rejects.toThrow(TypeError);
});
