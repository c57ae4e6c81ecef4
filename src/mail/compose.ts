import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { checkedAddress, headerText } from './address.ts';
import type { Address } from './address.ts';

/** A released letter to one person, ready to become MIME. */
export interface Message {
  /** From the send key (`messageId` of `src/letters`): the same letter has the same one. */
  readonly messageId: string;
  /** The instant the letter was released, epoch ms: the Date header. */
  readonly at: number;
  /** The kind of letter: m4, r. */
  readonly kind: string;
  /** True for letters that no person released. */
  readonly automatic: boolean;
  /** Who signs; the mail leaves from the program's own address. */
  readonly fromName?: string | undefined;
  /** A person: whoever answers reaches them. */
  readonly replyTo: Address;
  readonly to: Address;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** A calendar entry, for mail programs as a third way to show the letter, for everybody else as a file. */
  readonly invitation?: { readonly method: string; readonly content: string } | undefined;
  /** Files that come with the letter, byte for byte. */
  readonly files?:
    readonly { readonly name: string; readonly type: string; readonly content: Uint8Array }[] | undefined;
}

/**
 * The bytes of a message. The same message gives the same bytes, so that a second hand-over cannot differ from the first
 * (design.md 7). Throws for an address that cannot be written to or a Message-ID that is none.
 */
export async function composeMessage(message: Message, sender: Address): Promise<Buffer> {
  if (!/^<[a-z0-9._-]+@[a-z0-9.-]+>$/i.test(message.messageId)) throw new TypeError('not a Message-ID');
  const from = checkedAddress({ ...sender, name: message.fromName ?? sender.name });
  const mail = new MailComposer({
    from,
    to: checkedAddress(message.to),
    replyTo: checkedAddress(message.replyTo),
    subject: headerText(message.subject),
    messageId: message.messageId,
    date: new Date(message.at),
    text: message.text,
    html: message.html,
    headers: {
      'X-Peermatch-Kind': headerText(message.kind),
      ...(message.automatic ? { 'Auto-Submitted': 'auto-generated' } : {}),
    },
    ...(message.invitation === undefined ? {} : { icalEvent: { ...message.invitation, filename: 'invitation.ics' } }),
    attachments: (message.files ?? []).map(({ name, type, content }) => ({
      filename: headerText(name),
      contentType: type,
      content: Buffer.from(content),
      contentTransferEncoding: 'base64',
      contentDisposition: 'attachment',
    })),
    baseBoundary: createHash('sha256').update(message.messageId).digest('hex').slice(0, 24),
    newline: 'win',
    disableUrlAccess: true,
    disableFileAccess: true,
  });
  return mail.compile().build();
}
