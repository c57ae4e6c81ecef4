import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { checkedMailbox } from './address.ts';
import type { Address } from './address.ts';
import { composeMessage } from './compose.ts';
import type { Message } from './compose.ts';
import { handOverBytes } from './hand-over.ts';
import type { Envelope, HandOver, SmtpSettings } from './hand-over.ts';

export interface MailerSettings {
  /** `smtp://` or `smtps://`, with the user and password in it; without one mail is captured and leaves for nobody. */
  readonly smtpUrl?: string | undefined;
  /** What every mail leaves from; bounces come back to it. */
  readonly sender: Address;
  /** In milliseconds. */
  readonly timeouts?: { readonly connection?: number; readonly socket?: number };
}

export interface Mailer {
  readonly channel: 'smtp' | 'captured';
  /** The mailbox that envelopes leave from. */
  readonly sender: string;
  /** The domain for `messageId`. */
  readonly domain: string;
  /** MIME bytes; the same for the same message. */
  compose(message: Message): Promise<Buffer>;
  /** Never rejects for what the network does. Without a mail server the answer is `sent`, response `captured`. */
  handOver(bytes: Buffer, envelope: Envelope): Promise<HandOver>;
}

const CONNECTION_TIMEOUT = 10_000;
const SOCKET_TIMEOUT = 30_000;

/** The one way out for mail (design.md 7). Holds no connection between two letters. */
export function makeMailer({ smtpUrl, sender, timeouts = {} }: MailerSettings): Mailer {
  const mailbox = checkedMailbox(sender.address);
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  const compose = (message: Message): Promise<Buffer> => composeMessage(message, sender);
  if (smtpUrl === undefined) {
    const captured = { state: 'sent', response: 'captured' } as const;
    return { channel: 'captured', sender: mailbox, domain, compose, handOver: () => Promise.resolve(captured) };
  }
  const settings = smtpSettings(smtpUrl, domain, timeouts);
  return {
    channel: 'smtp',
    sender: mailbox,
    domain,
    compose,
    handOver: (bytes, { from = mailbox, to }) => handOverBytes(bytes, { from, to }, settings),
  };
}

function smtpSettings(smtpUrl: string, name: string, timeouts: NonNullable<MailerSettings['timeouts']>): SmtpSettings {
  if (!/^smtps?:\/\//i.test(smtpUrl)) throw new TypeError('the mail server must be given as smtp:// or smtps://');
  const { auth, ...connection } = parseConnectionUrl(smtpUrl);
  const connectionTimeout = timeouts.connection ?? CONNECTION_TIMEOUT;
  return {
    connection: {
      name,
      ...connection,
      connectionTimeout,
      greetingTimeout: connectionTimeout,
      socketTimeout: timeouts.socket ?? SOCKET_TIMEOUT,
      socketCloseTimeout: 1_000,
    },
    auth,
  };
}
