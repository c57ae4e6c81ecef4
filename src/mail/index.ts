export { makeMailer } from './smtp.ts';
export type { Mailer } from './smtp.ts';
export { readAddress } from './address.ts';
export type { HandOver } from './hand-over.ts';
export type { Message } from './compose.ts';
