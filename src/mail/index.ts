export { makeMailer } from './smtp.ts';
export type { Mailer, MailerSettings } from './smtp.ts';
export type { Address } from './address.ts';
export type { Message } from './compose.ts';
export type { Envelope, HandOver } from './hand-over.ts';
