import { sql } from 'kysely';
import { STAFF } from '../contracts/names.ts';
import type { DatabaseTransaction } from './database.ts';
import type { Erasing, Quotes } from './erase-texts.ts';
import { ERASED, finderOf } from './erased-words.ts';
import { names } from './erase-texts.ts';
import { inPages } from './in-pages.ts';
import type { LetterState } from './schema-letters.ts';

const OPEN: LetterState[] = ['draft', 'edited', 'queued', 'released', 'deferred'];

/** Letters to her: none leaves any more, and none tells what was in it. */
export async function eraseHerLetters(tx: DatabaseTransaction, { match, person, seq }: Erasing): Promise<void> {
  const hers = sql`select match from match_people where person = ${person}`;
  await sql`
    update letters set subject = ${ERASED}, body = ${ERASED}, mime = null,
      data = jsonb_strip_nulls(jsonb_build_object('window', data -> 'window', 'data', '{}'::jsonb)),
      reason = case when reason is null and not (state = any (${OPEN})) then null else ${ERASED} end,
      withdrawn_seq = case when state = any (${OPEN}) and match = ${match} then ${seq}::integer else withdrawn_seq end,
      state = case when state = any (${OPEN}) then 'withdrawn' else state end
    where person = ${person} and match in (${hers})`.execute(tx);
  // A digest may lie with a letter of another match of hers.
  await sql`
    update letters set mime = null where mime is not null
      and id in (select carried_by from letters as inside where inside.person = ${person} and inside.match in (${hers}))`.execute(
    tx,
  );
  await sql`
    update letter_attempts set response = ${ERASED}
    from letters where letters.id = letter_attempts.letter and letters.person = ${person}
      and letters.match in (${hers})`.execute(tx);
}

interface LetterTexts {
  readonly place: string;
  readonly found: boolean;
  readonly subject: string;
  readonly body: string;
  readonly data: unknown;
  readonly reason: string | null;
}

/** Letters to others that name her or quote her. The bytes of captured mail are not written anew: they go, the text stays. */
export async function eraseFromOtherLetters(tx: DatabaseTransaction, erasing: Erasing, quotes: Quotes): Promise<void> {
  const { match, person, finder } = erasing;
  const quoted = finderOf({ exact: quotes.texts, anyCase: [] });
  const page = async (after: string) => {
    const { rows } = await sql<LetterTexts>`
      with page as materialized (
        select id from letters where match = ${match} and person <> ${person} and id > ${after} order by id limit 500)
      select id as place, subject, body, data, reason,
        seq = any (${quotes.seqs}) or ${names(finder, sql`concat_ws(E'\n', subject, body, data::text, reason)`)} as found
      from page join letters using (id) order by id`.execute(tx);
    return rows;
  };
  await inPages(page, async (found) => {
    const rows = found.map(({ place: id, subject, body, data, reason }) => ({
      id,
      ...finder.clean(quoted.clean({ subject, body, data, reason })),
    }));
    await sql`
      update letters as old set subject = new.subject, body = new.body, data = new.data, reason = new.reason, mime = null
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as new (id text, subject text, body text, data jsonb, reason text)
      where old.id = new.id`.execute(tx);
    const ids = rows.map(({ id }) => id);
    await sql`
      update letters set mime = null where mime is not null
        and id in (select carried_by from letters as inside where inside.id = any (${ids}))`.execute(tx);
  });
  if (await wasStaff(tx, erasing))
    await sql`
      update letters set mime = null where mime is not null
        and (match = ${match} or id in (select carried_by from letters as inside where inside.match = ${match}))`.execute(
      tx,
    );
}

/** Staff stand in the head of every mail of the match, as whom one replies to. */
async function wasStaff(tx: DatabaseTransaction, { match, person }: Erasing): Promise<boolean> {
  const { rows } = await sql<{ roles: string[] }>`
    select roles from match_people where match = ${match} and person = ${person}
    union all
    select array(select jsonb_array_elements_text(before -> 'roles')) from match_people_changes
    where match = ${match} and person = ${person}`.execute(tx);
  return rows.some(({ roles }) => roles.some((role) => (STAFF as readonly string[]).includes(role)));
}
