import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';

/** What a mail system reports about one address (RFC 3464). */
export interface DeliveryStatus {
  readonly address: string;
  /** Lower case: failed, delayed, delivered, relayed, expanded. */
  readonly action: string;
  /** `5.1.1`; empty when the report has none. */
  readonly status: string;
  readonly diagnostic: string;
}

/** A delivery status notification, read. */
export interface Report {
  /** Of the letter that it is about: the part before the @, when it is one of ours. */
  readonly messageId: string | undefined;
  /** To whom that letter was, as its own header says. */
  readonly to: readonly string[];
  readonly statuses: readonly DeliveryStatus[];
}

/** Which Message-IDs are ours: see `messageId` of src/letters. */
const OURS = /^<([0-9a-f]{40})@[^<>@\s]+>$/;

/** Reads a returned message; undefined when it reports nothing about delivery. The same bytes give the same answer. */
export async function readReport(raw: Buffer): Promise<Report | undefined> {
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
  });
  const part = mail.attachments.find(({ contentType }) => contentType === 'message/delivery-status');
  if (part === undefined) return undefined;
  const statuses = await statusesOf(part.content.toString('utf8'));
  const original = await originalOf(mail);
  const named = [original?.messageId, mail.inReplyTo, ...[mail.references ?? []].flat()];
  return {
    messageId: named.map((id) => OURS.exec(id ?? '')?.[1]).find((id) => id !== undefined),
    to: [original?.to ?? []].flat().flatMap(({ value }) => value.flatMap(({ address }) => address ?? [])),
    statuses,
  };
}

/** The letter itself comes back whole, or only its headers. */
async function originalOf({ attachments }: ParsedMail): Promise<ParsedMail | undefined> {
  const returned = attachments.find(({ contentType }) => /^(message\/rfc822|text\/rfc822-headers)$/.test(contentType));
  return (
    returned && simpleParser(returned.content, { ignoreEmbedded: true, skipHtmlToText: true, skipTextToHtml: true })
  );
}

/** One group of fields for the message, then one for each recipient, with empty lines between them. */
async function statusesOf(content: string): Promise<DeliveryStatus[]> {
  const groups = content.split(/(?:\r?\n[ \t]*){2,}/).filter((group) => /^Final-Recipient:/im.test(group));
  const read = await Promise.all(groups.map((group) => simpleParser(`${group.trim()}\r\n\r\n`)));
  return read.flatMap(({ headers }) => {
    const field = (name: string): string => {
      const value = headers.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const typed = (name: string): string => field(name).replace(/^[^;]*;\s*/, '');
    // The sender knows the first of the two: the last may be where somebody forwards to.
    const address = typed('original-recipient') || typed('final-recipient');
    return [
      {
        address: address.replace(/^<(.*)>$/, '$1'),
        action: field('action').toLowerCase(),
        status: /^\d\.\d{1,3}\.\d{1,3}/.exec(field('status'))?.[0] ?? '',
        diagnostic: typed('diagnostic-code').replace(/\s+/g, ' ').slice(0, 500),
      },
    ];
  });
}

/** Whether nothing more will come of it: a mail system that only waits tries again by itself. */
export const isFinal = ({ action, status }: DeliveryStatus): boolean => action === 'failed' && !status.startsWith('4');
