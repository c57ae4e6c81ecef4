import type { Database } from './database.ts';
import { makeSecret, sha256 } from './secrets.ts';
import { insertSession } from './sessions.ts';
import type { OpenedSession } from './sessions.ts';

const MINUTE = 60_000;
/** Of a link that was printed or handed over. */
const HANDED_LIFE = 24 * 60 * MINUTE;
/** Of a link that was asked for by e-mail. */
export const ASKED_LIFE = 10 * MINUTE;
/** So many letters go to one account in `WHILE` at most. */
const MOST_ASKED = 5;
const WHILE = 15 * MINUTE;
/** Longer than a letter's hand-over takes: whoever began it and ended meanwhile does not bring it any more. */
const HAND_OVER = 2 * MINUTE;

/** Who opens a link, and with what. */
export interface Opening {
  /** What the browser keeps since it asked; none: it did not ask. */
  readonly browser?: string | undefined;
  /** In words, for the list of sessions. */
  readonly device?: string | undefined;
}
export interface SignInLink {
  readonly state: 'live' | 'used' | 'expired' | 'otherBrowser';
  /** Whom it signs in. */
  readonly name: string;
  /** The page that was wanted when it was asked for. */
  readonly goesTo: string | null;
}

/** A letter with a sign-in link on its way to a mail server. */
export interface DueLetter {
  readonly account: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly code: string;
  readonly askedAt: Date;
}

/** Links that sign somebody in, once each. */
export function signInLinks(db: Database) {
  const find = (code: string) =>
    db
      .selectFrom('sign_in_links')
      .innerJoin('accounts', 'accounts.id', 'sign_in_links.account')
      .where('hash', '=', sha256(code))
      .where('closed_at', 'is', null);

  return {
    /** A code that signs in once, within 24 hours, in any browser: for who is told it by whoever runs the program. */
    async createSignInLink(account: string, now: Date): Promise<{ code: string; expiresAt: Date }> {
      const code = makeSecret();
      const expiresAt = new Date(now.getTime() + HANDED_LIFE);
      await db
        .insertInto('sign_in_links')
        .values({ hash: sha256(code), account, expires_at: expiresAt, used_at: null, made_at: now })
        .execute();
      return { code, expiresAt };
    },

    /**
     * A code that signs in once, within ten minutes, in the browser that asked. Undefined when the account asked for too many in the
     * last quarter of an hour.
     */
    async createAskedLink(
      account: string,
      { browser, goesTo, now }: { browser: string; goesTo: string | null; now: Date },
    ): Promise<string | undefined> {
      return db.transaction().execute(async (tx) => {
        await tx.selectFrom('accounts').select('id').where('id', '=', account).forUpdate().execute();
        const { asked } = await tx
          .selectFrom('sign_in_links')
          .select((eb) => eb.fn.countAll<number>().as('asked'))
          .where('account', '=', account)
          .where('browser', 'is not', null)
          .where('made_at', '>', new Date(now.getTime() - WHILE))
          .executeTakeFirstOrThrow();
        if (asked >= MOST_ASKED) return undefined;
        const code = makeSecret();
        const expiresAt = new Date(now.getTime() + ASKED_LIFE);
        await tx
          .insertInto('sign_in_links')
          .values({
            hash: sha256(code),
            account,
            expires_at: expiresAt,
            used_at: null,
            made_at: now,
            browser: sha256(browser),
            goes_to: goesTo,
            letter_due: new Date(now.getTime() + HAND_OVER),
          })
          .execute();
        return code;
      });
    },

    /** When the letter with this code is brought again; null: it was taken, or never will be. */
    async letterAgain(code: string, at: Date | null): Promise<void> {
      await db.updateTable('sign_in_links').set({ letter_due: at }).where('hash', '=', sha256(code)).execute();
    },

    /**
     * Letters to be brought now, each by one caller only. Codes are known to their letters alone and not kept: each letter gets a new
     * one, and that of the letter which nobody took opens nothing any more.
     */
    async takeDueLetters(now: Date): Promise<DueLetter[]> {
      return db.transaction().execute(async (tx) => {
        const due = await tx
          .selectFrom('sign_in_links')
          .innerJoin('accounts', 'accounts.id', 'sign_in_links.account')
          .select(['hash', 'accounts.id as account', 'name', 'email', 'sign_in_links.made_at as askedAt'])
          .where('letter_due', '<=', now)
          .where('expires_at', '>', now)
          .where('used_at', 'is', null)
          .where('closed_at', 'is', null)
          .forUpdate('sign_in_links')
          .skipLocked()
          .execute();
        const letters: DueLetter[] = [];
        for (const { hash, account, name, email, askedAt } of due) {
          const code = makeSecret();
          const fresh = { hash: sha256(code), letter_due: new Date(now.getTime() + HAND_OVER) };
          await tx.updateTable('sign_in_links').set(fresh).where('hash', '=', hash).execute();
          if (email !== null) letters.push({ account, to: { name, email }, code, askedAt });
        }
        return letters;
      });
    },

    /** How a link stands for who looks at it. Looking does not use it up: mail scanners look, too. Undefined: there is none. */
    async signInLink(code: string, now: Date, { browser }: Opening = {}): Promise<SignInLink | undefined> {
      const row = await find(code)
        .select(['accounts.name', 'expires_at', 'used_at', 'browser', 'goes_to'])
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return { state: stateOf(row, now, browser), name: row.name, goesTo: row.goes_to };
    },

    /** Uses a link up and opens a session; undefined when it does not open there and then. */
    async signIn(
      code: string,
      now: Date,
      { browser, device = '' }: Opening = {},
    ): Promise<(OpenedSession & { readonly goesTo: string | null }) | undefined> {
      return db.transaction().execute(async (tx) => {
        const used = await tx
          .updateTable('sign_in_links')
          .set({ used_at: now })
          .where('hash', '=', sha256(code))
          .where('used_at', 'is', null)
          .where('expires_at', '>', now)
          .where('account', 'in', (eb) => eb.selectFrom('accounts').select('id').where('closed_at', 'is', null))
          .where((eb) => eb.or([eb('browser', 'is', null), eb('browser', '=', sha256(browser ?? ''))]))
          .returning(['account', 'goes_to'])
          .executeTakeFirst();
        if (used === undefined) return undefined;
        return { ...(await insertSession(tx, used.account, device, now)), goesTo: used.goes_to };
      });
    },
  };
}

interface Row {
  readonly expires_at: Date;
  readonly used_at: Date | null;
  readonly browser: string | null;
}

function stateOf(row: Row, now: Date, browser: string | undefined): SignInLink['state'] {
  if (row.used_at !== null) return 'used';
  if (row.expires_at <= now) return 'expired';
  return row.browser === null || row.browser === sha256(browser ?? '') ? 'live' : 'otherBrowser';
}
