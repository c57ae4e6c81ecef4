import type { MailedLetter, ReturnedMail } from '../db/returned-mail.ts';
import { makeReturnedMail } from '../db/returned-mail.ts';
import { isFinal, readReport } from '../mail/returned.ts';
import type { DeliveryStatus, Report } from '../mail/returned.ts';
import { updateIdOf } from './commands.ts';
import type { Deliver } from './delivery.ts';
import type { ApiDeps } from './deps.ts';
import { invalid, notFound } from './errors.ts';

export interface Received {
  readonly outcome: 'marked' | 'known' | 'corrected' | 'temporary';
  readonly letters: string[];
}

/** Who tells a match that mail came back: no person does. */
export const POSTMASTER = { person: 'postmaster', role: 'administrator' } as const;
const AT_ONCE = 50;

/**
 * A message that the mail system sent back. Marks the person whom the letter was to and tells her match (X24). Only a report that
 * names a letter of ours counts: its Message-ID is known to nobody but its readers, so nobody else can have an address marked.
 */
export async function receiveReturned(deps: ApiDeps & { deliver: Deliver }, raw: Buffer): Promise<Received> {
  const returned = makeReturnedMail(deps.db);
  const report = await readReport(raw);
  if (report === undefined)
    throw invalid('', 'the message reports nothing about delivery: it has no part of the type message/delivery-status');
  const letters = await lettersOf(returned, report);
  const ids = letters.map(({ id }) => id);
  const failed = report.statuses.find(isFinal);
  if (failed === undefined) return { outcome: 'temporary', letters: ids };
  const standing = letters.filter((letter) => isStillAt(letter, report));
  if (standing.length === 0) return { outcome: 'corrected', letters: ids };
  const news = await returned.note(standing, { at: new Date(deps.clock()), reason: whyOf(failed) });
  await tellReturned(deps);
  return { outcome: news ? 'marked' : 'known', letters: ids };
}

async function lettersOf(returned: ReturnedMail, report: Report): Promise<MailedLetter[]> {
  const { messageId } = report;
  const found = messageId === undefined ? [] : await returned.lettersIn(messageId, addressesOf(report));
  if (found.length === 0) throw notFound('the message names no letter that was sent from here');
  return found;
}

const addressesOf = ({ to, statuses }: Report): string[] => [...to, ...statuses.map(({ address }) => address)];

/** The address may have been corrected since the letter left. */
const isStillAt = ({ email }: MailedLetter, report: Report): boolean =>
  email !== null && addressesOf(report).some((address) => address.toLowerCase() === email.toLowerCase());

const whyOf = ({ status, diagnostic }: DeliveryStatus): string =>
  `the mail came back: ${[status, diagnostic].filter((word) => word !== '').join(' ') || 'it could not be delivered'}`;

/**
 * Tells matches of mail that came back, be it at the hand-over or later; what cannot be told now is told by the next call. The same
 * update id each time, so that a match hears of it once.
 */
export async function tellReturned(deps: ApiDeps & { deliver: Deliver }): Promise<number> {
  const returned = makeReturnedMail(deps.db);
  let told = 0;
  for (const { letter, match, person, at } of await returned.untold(AT_ONCE)) {
    const event = { type: 'PERSON_BOUNCED', facts: { person }, by: POSTMASTER };
    const updateId = updateIdOf({ account: POSTMASTER.person, key: `${letter} ${at.toISOString()}` });
    const delivery = await deps.deliver.event(match, event, updateId);
    if (delivery.kind === 'unavailable') continue;
    // A match that has ended, or does not take it, keeps the mark on the person.
    if (delivery.kind !== 'taken')
      deps.log.info({ match, outcome: delivery.kind }, 'a match was not told of returned mail');
    await returned.told(letter, new Date(deps.clock()));
    told += 1;
  }
  return told;
}
