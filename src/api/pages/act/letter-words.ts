import type { LetterRow } from '../../../db/api-queries.ts';
import type { LetterDeed } from '../../../db/schema-letters.ts';
import type { Channels, Obstacles } from '../../letter-fitness.ts';
import { listWords, roleWords } from '../words.ts';

/** How a letter goes, in words. */
export const wayWords = (channel: LetterRow['channel']): string =>
  channel === 'post' ? 'by post' : channel === 'phone' ? 'by telephone' : 'by mail';

/** "7 by mail and 2 by post" */
export function waysWords(channels: Channels): string {
  const ways = (['mail', 'post', 'phone'] as const).filter((way) => channels[way] > 0);
  return listWords(ways.map((way) => `${channels[way]} ${wayWords(way)}`));
}

const DEED_WORDS: Readonly<Record<LetterDeed, string>> = {
  edited: 'Edited',
  approved: 'Approved',
  released: 'Released',
  recalled: 'Taken back',
  withdrawn: 'Withdrawn',
  sentAgain: 'Written once more, to be sent again',
  apologised: 'Apology written',
  arrived: 'Found to have arrived',
  told: 'Told otherwise',
};
export const deedWords = (deed: string): string => DEED_WORDS[deed as LetterDeed] ?? 'Changed';

/** "call.onDay" is "call: on day". */
export const gapWords = (path: string): string =>
  path
    .split('.')
    .map((one) => one.replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after}`))
    .join(': ')
    .toLowerCase();

/** What keeps a draft here, as sentences. */
export const hindranceWords = (missing: readonly string[], { namesOldDate, approver }: Obstacles): string[] => [
  ...(missing.length > 0 ? [`Still to be filled in: ${listWords(missing.map(gapWords))}.`] : []),
  ...(namesOldDate ? ['It was edited and still names the old date: please read it again and save it.'] : []),
  ...(approver === undefined ? [] : [`The ${roleWords(approver)} has to approve it first.`]),
];

/** "4 minutes" */
export function leftWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute';
  return minutes === 1 ? '1 minute' : minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`;
}
