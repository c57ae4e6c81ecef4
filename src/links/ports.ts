import type { LinkSubject } from './keys.ts';

/** A link as the database has it, with what else decides whether it opens. */
export interface LinkRow extends LinkSubject {
  readonly id: string;
  /** Counts the links for the same thing: each takes the place of the one before. */
  readonly n: number;
  /** By the clock of the match. */
  readonly madeAt: Date;
  readonly expiresAt: Date;
  readonly revoked: 'replaced' | 'revoked' | null;
  /** The person is in the match. */
  readonly isIn: boolean;
  readonly erased: boolean;
  /** The person gave a role to somebody else since (requirements.md X4). */
  readonly handedOver: boolean;
}

export interface NewLink extends LinkSubject {
  readonly id: string;
  readonly n: number;
  readonly tokenHash: string;
  readonly codeHash: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

/** The table `links`, as making and opening links needs it. */
export interface LinkStore {
  /** The last link for the same thing. */
  newest(subject: LinkSubject): Promise<LinkRow | undefined>;
  /** @returns false when it is there already, or another link has its code */
  add(link: NewLink): Promise<boolean>;
  extend(link: string, expiresAt: Date): Promise<void>;
  revoke(link: string, because: 'replaced' | 'revoked' | null): Promise<void>;
  byToken(hash: string): Promise<LinkRow | undefined>;
  byCode(hash: string): Promise<LinkRow | undefined>;
  /** The links of a match, the newest first. */
  ofMatch(match: string): Promise<LinkRow[]>;
}
