import type { Asked } from './asked.ts';

/** Something typed into a box that the page no longer has. */
export interface Kept {
  /** The question it answered; undefined: it is not known any more. */
  readonly label?: string | undefined;
  readonly text: string;
}

/** The press that takes what was typed along to another form. */
export const CARRY = 'carry';

/** Several words: whoever typed them does not want to do so again. */
const WORDS = /\S\s+\S/;

/** What was typed as an answer to these questions. */
export const keptAnswers = (asked: readonly Asked[], values: Readonly<Record<string, unknown>>): Kept[] =>
  asked
    .filter(({ kind }) => kind === 'text' || kind === 'prose')
    .flatMap(({ name, label }) => keptText(values[name]).map((text) => ({ label, text })));

/** The words of a form of which nothing is known but what it sent. */
export const keptOf = (sent: unknown): Kept[] =>
  Object.entries(typeof sent === 'object' && sent !== null ? sent : {})
    .filter(([name]) => !name.startsWith('_'))
    .flatMap(([, value]) => [value].flat().flatMap(keptText))
    .filter((text) => WORDS.test(text))
    .map((text) => ({ text }));

const keptText = (value: unknown): string[] => (typeof value === 'string' && value.trim() !== '' ? [value] : []);

/** Typed words that cannot be used where they were typed: they are not lost, and one press marks all of them. */
export function KeptWords({ words }: { words: readonly Kept[] }) {
  if (words.length === 0) return null;
  return (
    <section aria-labelledby="kept" class="pm-kept">
      <h2 id="kept">What you had typed</h2>
      <p>It is kept on this page until you leave it, so that you can copy it.</p>
      {words.map(({ label, text }) => (
        <>
          {label !== undefined && <h3>{label}</h3>}
          <p class="pm-as-typed pm-to-copy">{text}</p>
        </>
      ))}
    </section>
  );
}
