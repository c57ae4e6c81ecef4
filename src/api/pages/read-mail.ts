/** What a reader sees of a mail that was kept: its own subject and text, which for several reminders are those of none of them. */
export interface ReadMail {
  readonly subject: string | null;
  readonly text: string | null;
}

/** Reads mail that Peermatch itself composed (`src/mail`): one text part, in one of three encodings. Not a reader of any mail. */
export function readMail(mime: Buffer): ReadMail {
  const whole = mime.toString('latin1');
  const [head = ''] = whole.split('\r\n\r\n', 1);
  const part = /^Content-Type: text\/plain\b/im.exec(whole);
  const ends = [...whole.matchAll(/\bboundary="([^"]+)"/g)].map(([, boundary]) => `\r\n--${boundary}`);
  return { subject: subjectOf(unfolded(head)), text: part === null ? null : textOf(whole.slice(part.index), ends) };
}

const unfolded = (head: string): string => head.replace(/\r\n[ \t]+/g, ' ');

function subjectOf(head: string): string | null {
  const said = /^Subject: (.*)$/im.exec(head)?.[1]?.trimEnd();
  if (said === undefined) return null;
  return said
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b' ? `\0${fromBase64(word)}` : `\0${fromQuoted(word.replaceAll('_', ' '))}`,
    )
    .replaceAll('\0', '');
}

/** @param ends what no line of a part begins with: its text may have lines of dashes */
function textOf(part: string, ends: readonly string[]): string {
  const end = part.indexOf('\r\n\r\n');
  const head = part.slice(0, end);
  const rest = part.slice(end + 4);
  const body = rest.slice(0, Math.min(...ends.map((one) => rest.indexOf(one)).filter((at) => at >= 0), rest.length));
  const encoding = /^Content-Transfer-Encoding: (\S+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === 'base64') return fromBase64(body);
  return encoding === 'quoted-printable' ? fromQuoted(body.replace(/=\r\n/g, '')) : utf8(body);
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');
const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
const fromQuoted = (text: string): string =>
  utf8(text.replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))));
