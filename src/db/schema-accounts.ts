import type { Generated } from 'kysely';
import type { Role, TokenRole } from '../contracts/names.ts';
import type { Defaulted, Instant } from './schema-columns.ts';

export interface AccountsTable {
  id: string;
  name: string;
  email: string | null;
  roles: Defaulted<Role[]>;
  created_at: Defaulted<Date>;
  /** Nobody signs in by it any more. */
  closed_at: Generated<Date | null>;
}

export interface TokensTable {
  id: string;
  hash: string;
  account: string;
  roles: TokenRole[];
  name: string;
  email: string | null;
  created_at: Defaulted<Date>;
  revoked_at: Date | null;
  last_used_at: Generated<Date | null>;
}

export interface SignInLinksTable {
  hash: string;
  account: string;
  expires_at: Instant;
  used_at: Date | null;
  made_at: Defaulted<Date>;
  /** Hash of what the browser that asked holds; null: any browser. */
  browser: Generated<string | null>;
  /** The page that was wanted. */
  goes_to: Generated<string | null>;
  /** When its letter is brought again; null: none waits. */
  letter_due: Generated<Date | null>;
}

export interface SessionsTable {
  hash: string;
  account: string;
  /** It ends then, however much it is used. */
  expires_at: Instant;
  /** Names it to its owner; opens nothing. */
  id: Defaulted<string>;
  made_at: Defaulted<Date>;
  last_used_at: Defaulted<Date>;
  /** In words: "Firefox on Windows". */
  device: Defaulted<string>;
}

export interface PasskeysTable {
  /** The credential's id, base64url. */
  id: string;
  account: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  name: string;
  made_at: Date;
  last_used_at: Generated<Date | null>;
}

export interface PasskeyChallengesTable {
  challenge: string;
  /** Who was asked: a browser or an account. */
  asked: string;
  expires_at: Instant;
}
