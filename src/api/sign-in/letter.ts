import { ASKED_LIFE } from '../../db/sign-in-links.ts';
import { loadPlainLetter, messageId, toParts } from '../../letters/index.ts';
import { makeMailer, readAddress } from '../../mail/index.ts';
import type { HandOver } from '../../mail/index.ts';
import type { Settings } from '../../settings.ts';

/** Hands a letter with a link over; answers what the mail server made of it. The same arguments give the same letter. */
export type SendSignInLetter = (letter: {
  readonly to: { readonly name: string; readonly email: string };
  readonly link: string;
  readonly now: number;
}) => Promise<HandOver>;

/** The letter with which somebody signs in. It is kept nowhere: who could read it could sign in. */
export function makeSignInLetter(
  content: string,
  { smtpUrl, mailFrom, programName: program }: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'programName'>,
): SendSignInLetter {
  const render = loadPlainLetter(content, 'shared/staff/signIn.md', ['program', 'name', 'link', 'minutes']);
  const sender = readAddress(mailFrom);
  const mailer = makeMailer({ smtpUrl, sender });
  return async ({ to, link, now }) => {
    const { subject, body } = render({ program, name: to.name, link, minutes: String(ASKED_LIFE / 60_000) });
    const bytes = await mailer.compose({
      messageId: messageId(link, mailer.domain),
      at: now,
      kind: 'signIn',
      automatic: true,
      replyTo: sender,
      to: { name: to.name, address: to.email },
      subject,
      ...toParts(body, { title: subject }),
    });
    return mailer.handOver(bytes, { to: to.email });
  };
}
