import type { MailPort } from '../activities/hand-over-ports.ts';
import { messageId } from '../letters/index.ts';
import { makeMailer, readAddress } from '../mail/index.ts';

interface MailPortSettings {
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** How long a mail server may be silent, ms; for tests. */
  readonly timeouts?: { readonly connection?: number; readonly socket?: number };
}

/** Mail as the activities need it, over SMTP or captured. A letter without a person to reply to is answered by the program. */
export function makeMailPort({ smtpUrl, mailFrom, timeouts }: MailPortSettings): MailPort {
  const sender = readAddress(mailFrom);
  const mailer = makeMailer({ smtpUrl, sender, ...(timeouts === undefined ? {} : { timeouts }) });
  return {
    canSend: mailer.channel === 'smtp',
    compose: (mail) =>
      mailer.compose({
        messageId: messageId(mail.sendKey, mailer.domain),
        at: mail.date.getTime(),
        kind: mail.kind,
        automatic: mail.automatic,
        fromName: mail.from.name,
        replyTo: mail.replyTo ? { name: mail.replyTo.name, address: mail.replyTo.email } : sender,
        to: { name: mail.to.name, address: mail.to.email },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        invitation: mail.invitation,
        files: mail.files,
      }),
    handOver: async ({ to, bytes }) => {
      const { state, response } = await mailer.handOver(Buffer.from(bytes), { to });
      return { outcome: state, response };
    },
  };
}
