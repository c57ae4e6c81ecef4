import { OTHER_BODY } from '../../commands.ts';
import { ApiProblem } from '../../errors.ts';
import type { Asked } from './asked.ts';
import type { Mistake } from './report.tsx';

/** The question that a path of the refusal is about: its first step, where an event's data are asked for. */
const questionOf = (path: string): string | undefined => path.replace(/^data\./, '').split('.')[0];

/** What a page with a form says itself: it is not for this reader, not possible, or something in it is wrong. */
const SAID: readonly number[] = [403, 409, 422];

/** What was wrong, by question, with the question's own words; throws on what is wrong with more than what was sent. */
export function mistakesIn(error: unknown, asked: readonly Asked[], nameOf = questionOf): Mistake[] {
  if (!(error instanceof ApiProblem) || !SAID.includes(error.status)) throw error;
  const { errors = [], because } = error.saying;
  const wrong = errors.map(({ path, message }): Mistake => {
    const name = nameOf(path);
    const question = asked.find((one) => one.name === name);
    // A rule may name other questions than its own, by the names of their fields.
    const others = asked.filter((one) => one !== question);
    const words = others.reduce((text, one) => text.replaceAll(one.name, `“${one.label}”`), plain(message));
    if (question === undefined) return { name: undefined, text: sentence(words) };
    const { label, wrong } = question;
    return { name, text: wrong !== undefined && BY_LIBRARY.test(message) ? sentence(wrong) : `${label}: ${words}.` };
  });
  return because === undefined ? wrong : [{ name: undefined, text: sentence(PLAIN[because] ?? because) }, ...wrong];
}

/** What callers of the API are told, in words for who pressed a button. */
const PLAIN: Readonly<Record<string, string>> = {
  [OTHER_BODY]: 'this page was sent once before with other words. If these count, press once more',
};

/** The status of a page that says it: browsers and programs see that nothing was done. */
export const statusOf = (error: unknown): number => (error instanceof ApiProblem && error.status === 403 ? 403 : 422);

/** What the library of schemas says, and no rule of ours. */
const BY_LIBRARY = /^(Too (small|big)|Invalid |Required)/;
/** What it says of an answer that is not there. */
function plain(message: string): string {
  if (message.startsWith('is nobody of this match')) return 'this person is not in the match, or not any more';
  return /^(Too small|Invalid (input|option)|Required)/.test(message) ? 'an answer is needed' : message;
}

export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
