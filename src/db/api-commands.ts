import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from './database.ts';
import { sha256 } from './secrets.ts';

export interface Command {
  readonly account: string;
  readonly key: string;
  readonly bodySha256: string;
}
/** A text that a command brings: a reason, notes, the body of a form. */
export interface Text {
  readonly name: string;
  readonly form: string;
  readonly part: string | null;
  readonly body: unknown;
}
/** Who wrote it, for whom, and when by the clock of the match. */
export interface Author {
  readonly person: string;
  readonly onBehalfOf: string | null;
  readonly at: Date;
}
export type Refs = Record<string, { id: string; sha256: string }>;

export type Claim =
  | { readonly kind: 'fresh'; readonly match: string; readonly answer: unknown }
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'otherBody' };

export type ApiCommands = ReturnType<typeof makeApiCommands>;

/** Idempotency keys and the texts that come with commands (design.md 5, 6). */
export function makeApiCommands(db: Database) {
  return {
    /**
     * Takes the key for this command. A key that was claimed with the same body and has no answer yet is fresh again: the
     * command is sent once more, and whoever takes it knows the key. `work` runs in the same transaction.
     */
    async claim(command: Command, match: string, work: (tx: DatabaseTransaction) => Promise<void>): Promise<Claim> {
      return db.transaction().execute(async (tx) => {
        const made = await tx
          .insertInto('commands')
          .values({
            account: command.account,
            key: command.key,
            body_sha256: command.bodySha256,
            match,
            status: 'started',
          })
          .onConflict((conflict) => conflict.columns(['account', 'key']).doNothing())
          .returning('key')
          .executeTakeFirst();
        if (made !== undefined) {
          await work(tx);
          return { kind: 'fresh', match, answer: null };
        }
        const known = await tx
          .selectFrom('commands')
          .selectAll()
          .where('account', '=', command.account)
          .where('key', '=', command.key)
          .executeTakeFirstOrThrow();
        if (known.body_sha256 !== command.bodySha256) return { kind: 'otherBody' };
        if (known.status === 'done') return { kind: 'done', answer: known.answer };
        return { kind: 'fresh', match: known.match ?? match, answer: known.answer };
      });
    },

    /** Keeps what a started command has settled so far, so that sending it again does not do it twice. */
    async note({ account, key }: Command, answer: unknown): Promise<void> {
      await db
        .updateTable('commands')
        .set({ answer: JSON.stringify(answer) })
        .where('account', '=', account)
        .where('key', '=', key)
        .execute();
    },

    async finish({ account, key }: Command, seq: number | null, answer: unknown): Promise<void> {
      await db
        .updateTable('commands')
        .set({ status: 'done', seq, answer: JSON.stringify(answer) })
        .where('account', '=', account)
        .where('key', '=', key)
        .execute();
    },

    /** Refusals are not kept: the key is free again, and the texts stay as the person's draft. */
    async release({ account, key }: Command, match: string): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('commands').where('account', '=', account).where('key', '=', key).execute();
        await tx
          .updateTable('forms')
          .set({ state: 'draft' })
          .where('match', '=', match)
          .where('key', '=', textKey(account, key))
          .where('state', '=', 'pending')
          .execute();
      });
    },

    /** Whether the key was taken: the same press came before, and is done or being done. */
    async isTaken({ account, key }: Pick<Command, 'account' | 'key'>): Promise<boolean> {
      const known = await db
        .selectFrom('commands')
        .select('key')
        .where('account', '=', account)
        .where('key', '=', key)
        .executeTakeFirst();
      return known !== undefined;
    },

    /** Where the record has this very command, by the key that it was sent with; undefined when it was not taken. */
    async seqOf({ account, key, bodySha256 }: Command, sentAs: string): Promise<number | undefined> {
      const line = await db
        .selectFrom('commands')
        .innerJoin('journal', 'journal.match', 'commands.match')
        .select('journal.seq')
        .where('commands.account', '=', account)
        .where('commands.key', '=', key)
        .where('commands.body_sha256', '=', bodySha256)
        .where('journal.key', '=', sentAs)
        .where('journal.refused', 'is', null)
        .executeTakeFirst();
      return line?.seq;
    },

    /** The account and key that a match was started with. */
    async startOf(match: string): Promise<{ account: string; key: string } | undefined> {
      return db
        .selectFrom('commands')
        .select(['account', 'key'])
        .where('match', '=', match)
        .orderBy('at')
        .limit(1)
        .executeTakeFirst();
    },
  };
}

/** The key that ties texts to their command: other accounts may use the same key. */
export const textKey = (account: string, key: string): string => sha256(`${account}\n${key}`);

/** The refs of a command's texts: the same command gives the same ids, however often it is sent. */
export const refsOf = ({ account, key }: Command, texts: readonly Text[]): Refs =>
  Object.fromEntries(
    texts.map(({ name, body }) => {
      const hash = sha256(JSON.stringify(body));
      return [name, { id: sha256([account, key, name, hash].join('\n')).slice(0, 24), sha256: hash }];
    }),
  );

/** One writer of texts a match at a time, so that revisions count on without gaps or quarrels. */
export async function lockForms(tx: DatabaseTransaction, match: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`forms ${match}`}))`.execute(tx);
}

/** Writes texts as pending revisions; `record` makes them current when their event is taken (design.md 5). */
export async function writePending(
  tx: DatabaseTransaction,
  command: Command,
  match: string,
  by: Author,
  texts: readonly Text[],
): Promise<void> {
  const refs = refsOf(command, texts);
  if (texts.length > 0) await lockForms(tx, match);
  for (const { name, form, part, body } of texts) {
    const ref = refs[name] as Refs[string];
    await sql`insert into forms
        (id, match, form, part, revision, body, sha256, state, by_person, on_behalf_of, at, key)
      select ${ref.id}, ${match}, ${form}, ${part}, coalesce(max(revision), 0) + 1, ${JSON.stringify(body)}::jsonb,
        ${ref.sha256}, 'pending', ${by.person}, ${by.onBehalfOf}::text, ${by.at}::timestamptz, ${textKey(command.account, command.key)}
      from forms where match = ${match} and form = ${form} and part is not distinct from ${part}::text
      on conflict (id) do update set state = 'pending' where forms.state = 'draft'`.execute(tx);
  }
}
