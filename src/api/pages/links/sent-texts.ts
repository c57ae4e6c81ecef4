import type { Body } from '../../forms/sent-answers.ts';
import { keptOf } from '../act/kept-words.tsx';

/** What was typed into the fields of an answer, by name. */
export const textsIn = (body: Body): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      name.startsWith('t.') && typeof value === 'string' ? [[name.slice(2), value.replace(/\r\n/g, '\n').trim()]] : [],
    ),
  );

/** What somebody wrote with an answer that could not be noted: in its boxes, and in those of a form. */
export function unsentIn(body: Body): string[] {
  const texts = Object.values(textsIn(body)).filter((text) => text !== '');
  const formed = keptOf(Object.fromEntries(Object.entries(body).filter(([name]) => name.startsWith('f.'))));
  return [...texts, ...formed.map(({ text }) => text)];
}
