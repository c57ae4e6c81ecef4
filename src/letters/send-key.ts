import { createHash } from 'node:crypto';

/** What makes one letter to one person the same letter: it is sent at most once (design.md 7, requirements.md B2.3). */
export interface SendKeyParts {
  readonly match: string;
  readonly kind: string;
  /** The task or the part that the letter is about; absent for letters of the whole match. */
  readonly subject?: string | undefined;
  readonly generation: number;
  /** Numbers the rungs of one window. */
  readonly ask: number;
  readonly person: string;
  /** The date version for kinds that bear a date, else 0. */
  readonly v: number;
}

/** A stable text; parts are encoded, so that no two different letters share one. */
export function sendKey({ match, kind, subject, generation, ask, person, v }: SendKeyParts): string {
  return [match, kind, subject ?? '', generation, ask, person, v].map((part) => encodeURIComponent(part)).join('/');
}

/** The Message-ID that comes from a send key: a second hand-over of the same letter carries the same one. */
export function messageId(key: string, domain: string): string {
  if (!/^[a-z0-9.-]+$/i.test(domain)) throw new TypeError(`not a domain for Message-IDs: ${JSON.stringify(domain)}`);
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain.toLowerCase()}>`;
}
