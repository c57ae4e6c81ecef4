export { loadLetters } from './load.ts';
export type { LetterBook, LetterKind } from './load.ts';
export { LetterError } from './letter-error.ts';
export { renderLetter } from './render.ts';
export { toParts } from './to-parts.ts';
export { messageId, sendKey } from './send-key.ts';
export type { SendKeyParts } from './send-key.ts';
export { formatDay, formatInstant } from './format.ts';
export type { Audience, LetterData, ListedAsk, Reminder, Sender } from './vocabulary.ts';
