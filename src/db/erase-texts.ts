import { sql } from 'kysely';
import { STAFF } from '../contracts/names.ts';
import type { DatabaseTransaction } from './database.ts';
import { ERASED, withoutWords, wordsIn } from './erased-words.ts';
import type { Finder } from './erased-words.ts';
import { inPages } from './in-pages.ts';

export interface Erasing {
  readonly match: string;
  readonly person: string;
  readonly at: Date;
  /** The journal line that says so. */
  readonly seq: number;
  readonly finder: Finder;
}

/** Her own words, and the lines of the record that brought them: letters of these lines may quote them. */
export interface Quotes {
  readonly seqs: readonly number[];
  readonly texts: readonly string[];
}

/** Does a text name her? The database may find too much; what is cleaned is looked at again. */
export const names = ({ exact, anyCase }: Finder, text: ReturnType<typeof sql>) =>
  sql<boolean>`(${text} ~ ${exact} or ${text} ~* ${anyCase})`;

/** What she answered herself, or staff for her, or what was written about her own part of the match. */
export async function eraseHerAnswers(tx: DatabaseTransaction, erasing: Erasing): Promise<Quotes> {
  const { match, person, at, finder } = erasing;
  const { rows } = await sql<{ id: string; seq: number | null; body: unknown }>`
    select id, seq, body from forms where match = ${match} and (
      part like '%/' || ${person}
      or exists (
        select from journal where journal.match = forms.match and journal.seq = forms.seq and journal.n = 0
          and (journal.on_behalf_of = ${person}
            or (journal.by_person = ${person} and not journal.by_role = any (${[...STAFF]})))))`.execute(tx);
  await rewriteForms(
    tx,
    rows.map(({ id, body }) => ({ id, body: withoutWords(body, finder) })),
    at,
  );
  const seqs = rows.flatMap(({ seq }) => (seq === null ? [] : [seq]));
  return { seqs: [...new Set(seqs)], texts: wordsIn(rows.map(({ body }) => body)) };
}

export async function eraseFromOtherForms(tx: DatabaseTransaction, { match, at, finder }: Erasing): Promise<void> {
  const page = async (after: string) => {
    const { rows } = await sql<{ place: string; found: boolean; body: unknown }>`
      with page as materialized (select id from forms where match = ${match} and id > ${after} order by id limit 200)
      select id as place, body, ${names(finder, sql`body::text`)} as found from page join forms using (id) order by id`.execute(
      tx,
    );
    return rows;
  };
  await inPages(page, (found) =>
    rewriteForms(
      tx,
      found.map(({ place: id, body }) => ({ id, body: finder.clean(body) })),
      at,
    ),
  );
}

/** Their `sha256` stays that of what the journal points to: `erased_at` says why it is another's. */
async function rewriteForms(
  tx: DatabaseTransaction,
  rows: readonly { id: string; body: unknown }[],
  at: Date,
): Promise<void> {
  await sql`
    update forms as old set body = new.body, erased_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, body jsonb)
    where old.id = new.id`.execute(tx);
}

/** Everything that a line of the record brought: it was written when her names were gone already, and may hold them. */
export async function eraseTextsOf(
  tx: DatabaseTransaction,
  { match, seq, at }: Omit<Erasing, 'finder'>,
): Promise<void> {
  await tx
    .updateTable('forms')
    .set({ body: JSON.stringify(ERASED), erased_at: at })
    .where('match', '=', match)
    .where('seq', '=', seq)
    .execute();
}

/** Answers are kept for callers who send a command again: they get them without her. */
export async function eraseFromAnswers(tx: DatabaseTransaction, { match, person, finder }: Erasing): Promise<void> {
  const page = async (after: string) => {
    const { rows } = await sql<{ place: string; found: boolean; answer: unknown }>`
      with page as materialized (
        select account, key, concat_ws(E'\n', account, key) as place from commands
        where match = ${match} and concat_ws(E'\n', account, key) > ${after} order by place limit 50)
      select place, answer, coalesce(answer ->> 'id' = ${person} or ${names(finder, sql`answer::text`)}, false) as found
      from page join commands using (account, key) order by place`.execute(tx);
    return rows;
  };
  await inPages(page, async (found) => {
    const rows = found.map(({ place, answer }) => ({
      place,
      answer: (answer as { id?: unknown }).id === person ? { ...(answer as object), ...HERSELF } : finder.clean(answer),
    }));
    await sql`
      update commands as old set answer = new.answer
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (place text, answer jsonb)
      where old.match = ${match} and concat_ws(E'\n', old.account, old.key) = new.place`.execute(tx);
  });
}

/** A person as the API would show her now. */
const HERSELF = {
  name: ERASED,
  ref: null,
  title: null,
  organization: null,
  address: null,
  telephone: null,
  email: null,
  town: null,
  needs: null,
  payment: null,
  arrivesOn: null,
  leavesOn: null,
};
