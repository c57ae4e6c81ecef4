export { loadLetters } from './load.ts';
export type { LetterBook, LetterKind } from './load.ts';
export { LetterError } from './letter-error.ts';
export type { LetterProblem } from './letter-error.ts';
export { renderLetter } from './render.ts';
export type { RenderedLetter } from './render.ts';
export { toParts } from './to-parts.ts';
export type { Parts } from './to-parts.ts';
export { messageId, sendKey } from './send-key.ts';
export type { SendKeyParts } from './send-key.ts';
export { formatDay, formatInstant } from './format.ts';
export { AUDIENCES, PLACEHOLDERS, RELEASES, SENDERS } from './vocabulary.ts';
export type {
  Audience,
  Commitment,
  LetterData,
  ListedAsk,
  Placeholder,
  Release,
  Reminder,
  Sender,
} from './vocabulary.ts';
