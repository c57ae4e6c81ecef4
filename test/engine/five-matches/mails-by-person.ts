import { ZONE } from '../../../src/cli/story.ts';
import { loadLetters } from '../../../src/letters/index.ts';
import type { Received } from '../../support/sink.ts';
import { contentDir } from '../../letters/letter-data.ts';
import { fates } from './fates.ts';

const letters = loadLetters(contentDir, 'cssp-peer-match');
/** What people call a letter, by its kind: `Draft agenda`. */
const titleOf = (kind: string): string => letters.get(kind)?.title ?? kind;
export const kindOf = ({ mail }: Received): string => String(mail.headers.get('x-peermatch-kind'));

const calendar = new Intl.DateTimeFormat('en-US', {
  timeZone: ZONE,
  ...{ weekday: 'short', year: 'numeric', month: 'short', day: '2-digit' },
} as Intl.DateTimeFormatOptions);

/** `Mon Jan 02 2040`: the hour is left out, because it is the hour at which a test reports. */
function dayOf({ mail }: Received): string {
  const part = Object.fromEntries(calendar.formatToParts(mail.date).map(({ type, value }) => [type, value]));
  return `${part['weekday']} ${part['month']} ${part['day']} ${part['year']}`;
}
const sortableDay = ({ mail }: Received): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(mail.date);

interface Reader {
  readonly name: string;
  readonly roles: readonly string[];
  readonly matches: string[];
}

/** Everybody of the five matches by address, staff first, then match by match. */
function readers(): Map<string, Reader> {
  const all = new Map<string, Reader>();
  for (const { title, cast } of Object.values(fates)) {
    for (const { email, name, roles } of cast as { email: string; name: string; roles: string[] }[]) {
      const known = all.get(email) ?? { name, roles, matches: [] };
      all.set(email, { ...known, matches: [...known.matches, title] });
    }
  }
  const isShared = ([, { matches }]: [string, Reader]): boolean => matches.length > 1;
  return new Map([...[...all].filter(isShared), ...[...all].filter((one) => !isShared(one))]);
}

const TITLES = Object.values(fates).map(({ title }) => title);
const INDENT = ' '.repeat(19);

/** What several reminders in one mail are about, a line each, below the match that they are of when there are several. */
const inside = ({ mail }: Received): string[] =>
  (mail.text ?? '').split('\n').flatMap((line) => {
    const asked = /^[-*•] +(.+)$/.exec(line)?.[1];
    const title = TITLES.find((one) => line.trim() === one);
    return asked !== undefined ? [`${INDENT}- ${asked.trim()}`] : title !== undefined ? [`${INDENT}${title}:`] : [];
  });

/** All mails by the person who got them, day by day: which letter, and its subject. For a program manager to read. */
export function mailsByPerson(received: readonly Received[]): string {
  const sections = [...readers()].map(([address, { name, roles, matches }]) => {
    const mine = received
      .filter(({ to }) => to === address)
      .map((one) => ({ one, line: `${titleOf(kindOf(one))}: ${one.mail.subject}` }))
      .sort((a, b) => `${sortableDay(a.one)} ${a.line}`.localeCompare(`${sortableDay(b.one)} ${b.line}`, 'en'));
    const lines = mine.flatMap(({ one, line }) => [
      `  ${dayOf(one)}  ${line}`,
      ...(kindOf(one) === 'digest' ? inside(one) : []),
    ]);
    return [`${name} <${address}>`, `${roles.join(', ')}; ${matches.join(', ')}; ${mine.length} mails`, ...lines].join(
      '\n',
    );
  });
  return `${sections.join('\n\n')}\n`;
}
