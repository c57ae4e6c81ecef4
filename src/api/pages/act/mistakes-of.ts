import { ApiProblem } from '../../errors.ts';
import type { Asked } from './asked.ts';
import type { Mistake } from './report.tsx';

/** What was wrong, by question, with the question's own words; throws on what no change of the answers would mend. */
export function mistakesIn(error: unknown, asked: readonly Asked[]): Mistake[] {
  if (!(error instanceof ApiProblem) || ![409, 422].includes(error.status)) throw error;
  const { errors = [], because } = error.saying;
  const wrong = errors.map(({ path, message }): Mistake => {
    const name = path.replace(/^data\./, '').split('.')[0];
    const question = asked.find((one) => one.name === name);
    const words = asked.reduce((text, one) => text.replaceAll(one.name, `“${one.label}”`), plain(message));
    return question === undefined
      ? { name: undefined, text: sentence(words) }
      : { name, text: `${question.label}: ${question.wrong ?? words}.` };
  });
  return because === undefined ? wrong : [{ name: undefined, text: sentence(because) }, ...wrong];
}

/** What the library says of an answer that is not there. */
const plain = (message: string): string =>
  /^(Too small|Invalid (input|option)|Required)/.test(message) ? 'an answer is needed' : message;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
