import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { checkedMailbox } from './address.ts';

/** What became of one hand-over. `response` is for people to read. */
export type HandOver =
  /** The mail server took it. */
  | { readonly state: 'sent'; readonly response: string }
  /** Nothing was taken; the same bytes can be handed over again later. */
  | { readonly state: 'deferred'; readonly response: string }
  /** The mail server refused this letter for good. */
  | { readonly state: 'failed'; readonly response: string }
  /** The whole letter was written and the answer never came: it may have been taken. Never to be sent again unasked. */
  | { readonly state: 'unknown'; readonly response: string };

export interface Envelope {
  /** Where the mail system returns what it cannot deliver; the program's own address when not named. */
  readonly from?: string | undefined;
  readonly to: string;
}

export interface SmtpSettings {
  readonly connection: SMTPConnectionOptions;
  readonly auth?: SMTPConnectionAuth | undefined;
}

/**
 * Hands the bytes of one letter to the mail server, over a connection of its own. Never throws for what the server or the
 * network does: that is the answer. Throws for an address that cannot be written to.
 */
export async function handOverBytes(
  bytes: Buffer,
  envelope: Envelope & { readonly from: string },
  { connection, auth }: SmtpSettings,
): Promise<HandOver> {
  const from = checkedMailbox(envelope.from);
  const to = checkedMailbox(envelope.to);
  const smtp = new SMTPConnection(connection);
  // nodemailer reads the stream only after the server's 354, and writes the final dot only after the stream's end: while
  // this is false no server can have taken the letter. A connection that dies later reports the same error as one that
  // dies earlier, so the error alone cannot tell.
  let allRead = false;
  const body = Readable.from([bytes], { objectMode: false }).once('end', () => (allRead = true));
  try {
    await connected(smtp);
    if (auth !== undefined && smtp.allowsAuth) await loggedIn(smtp, auth);
    return { state: 'sent', response: await accepted(smtp, { from, to, size: bytes.length }, body) };
  } catch (error) {
    return outcomeOf(error as NodemailerError, allRead);
  } finally {
    body.destroy();
    smtp.close();
  }
}

/** Replies that speak of our login, whatever they answer. */
const LOGIN_REPLIES = [530, 535];

/** How a hand-over ended: by the server's answer when there is one, else by how far it got. */
function outcomeOf(error: NodemailerError, allRead: boolean): HandOver {
  const response = error.response ?? error.message;
  const code = error.responseCode ?? 0;
  if (code < 400) {
    if (allRead) return { state: 'unknown', response };
    // Its size or its addresses were refused by nodemailer or by what the server had announced.
    const unfit = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
    return { state: unfit && code === 0 ? 'failed' : 'deferred', response };
  }
  // A refusal of the connection or the login is about our settings: one wrong password must not fail every letter.
  const aboutLetter = allRead || ['MAIL FROM', 'RCPT TO', 'DATA'].includes(error.command ?? '');
  const refused = error.permanent === true && aboutLetter && !LOGIN_REPLIES.includes(code);
  return { state: refused ? 'failed' : 'deferred', response };
}

function connected(smtp: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    smtp.once('error', reject);
    smtp.connect((error) => (error ? reject(error) : resolve()));
  });
}

function loggedIn(smtp: SMTPConnection, auth: SMTPConnectionAuth): Promise<void> {
  return new Promise((resolve, reject) => {
    smtp.once('error', reject);
    smtp.login(auth, (error) => (error ? reject(error) : resolve()));
  });
}

function accepted(
  smtp: SMTPConnection,
  envelope: { from: string; to: string; size: number },
  body: Readable,
): Promise<string> {
  return new Promise((resolve, reject) => {
    smtp.once('error', reject);
    smtp.send(envelope, body, (error, info) => (error ? reject(error) : resolve(info?.response ?? '')));
  });
}
