import { makeMailer } from '../../src/mail/index.ts';
import type { Mailer, Message } from '../../src/mail/index.ts';

export const sampleMessage: Message = {
  messageId: '<0123456789abcdef0123456789abcdef01234567@example.org>',
  at: Date.parse('2027-03-02T14:00:00Z'),
  kind: 'm14',
  automatic: false,
  fromName: 'Fran Sample',
  replyTo: { name: 'Fran Sample', address: 'fran@example.org' },
  to: { name: 'Sam Sample', address: 'sam@example.org' },
  subject: 'What to wear, where to go: Schools as hubs',
  text: 'Dear Sam,\n\n.a line that begins with a dot\nSchöne Grüße\n',
  html: '<p>Dear Sam,</p>',
};

export const sampleEnvelope = { from: 'peermatch@example.org', to: 'sam@example.org' };

/** A mailer that waits only as long as a test can. */
export const sampleMailer = (smtpUrl?: string): Mailer =>
  makeMailer({
    smtpUrl,
    sender: { name: 'Sample Program', address: 'peermatch@example.org' },
    timeouts: { connection: 2_000, socket: 300 },
  });
