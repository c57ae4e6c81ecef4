import type { PhoneEntry } from '../contracts/api-paper.ts';
import type { LetterRow, MatchRows, PersonRow } from '../db/api-queries.ts';
import type { PhoneLine } from '../print/index.ts';
import type { ApiDeps } from './deps.ts';

/** Far more than wait in one match. */
const MOST = 1000;

/** Whom mail does not reach, with what waits to be told: the list to call when a date moves (requirements.md X9, X14, X24). */
export async function phoneListOf({ queries }: ApiDeps, { match, people }: MatchRows): Promise<PhoneEntry[]> {
  const waiting = await Promise.all([
    queries.letters(match.id, undefined, MOST, { channel: 'phone', state: 'released' }),
    queries.letters(match.id, undefined, MOST, { channel: 'post', state: 'released' }),
    // What came back was never read.
    queries.letters(match.id, undefined, MOST, { channel: 'mail', state: 'failed' }),
  ]);
  const letters = waiting.flatMap(({ items }) => items);
  return people.flatMap((person) => {
    const because = reasonOf(person);
    return because === undefined ? [] : [toEntry(person, because, letters)];
  });
}

function reasonOf({ email, channel, bounced_at: bounced }: PersonRow): PhoneEntry['because'] | undefined {
  if (bounced !== null) return 'bounced';
  if (channel === 'phone') return 'prefersPhone';
  if (email === null) return 'noEmail';
  return channel === 'post' ? 'prefersPost' : undefined;
}

const toEntry = (person: PersonRow, because: PhoneEntry['because'], letters: readonly LetterRow[]): PhoneEntry => ({
  person: person.id,
  name: person.name,
  roles: [...person.roles],
  team: person.team,
  telephone: person.telephone,
  because,
  letters: letters
    .filter((letter) => letter.person === person.id)
    .map(({ id, kind, subject, channel }) => ({ id, kind, subject, channel })),
});

const WHY: Readonly<Record<PhoneEntry['because'], string>> = {
  bounced: 'mail came back',
  noEmail: 'no e-mail address',
  prefersPhone: 'wishes to be called',
  prefersPost: 'wishes letters by post',
};

export const toPhoneLine = ({ name, team, telephone, because, letters }: PhoneEntry): PhoneLine => ({
  name,
  team: team ?? '',
  telephone: telephone ?? '',
  why: WHY[because],
  letters: letters.map(({ subject }) => subject),
});
