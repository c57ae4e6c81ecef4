import { sql } from 'kysely';
import { STAFF } from '../contracts/names.ts';
import type { DatabaseTransaction } from './database.ts';
import { ERASED, finderOf, withoutWords, wordsIn } from './erased-words.ts';
import type { Finder } from './erased-words.ts';
import type { LetterState } from './schema.ts';

interface Erasing {
  readonly match: string;
  readonly person: string;
  readonly at: Date;
  readonly seq: number;
  readonly finder: Finder;
}

/**
 * Erases a person who asked for it (requirements.md X28): her fields, her letters and answers, and her name, e-mail, telephone and
 * address in all other texts of the match. Ids, counts, dates and the journal with its hashes stay. Done once; cannot be undone.
 *
 * Rows are taken in one order (her place, herself, letters), the same as where letters are handed over.
 */
export async function erasePerson(
  tx: DatabaseTransaction,
  match: string,
  person: string,
  { seq, at }: { readonly seq: number; readonly at: Date },
): Promise<void> {
  const place = { ref: null, access_needs: null, diet: null, payment: null, arrives_on: null, leaves_on: null };
  await tx.updateTable('match_people').set(place).where('person', '=', person).execute();
  const known = await tx.selectFrom('people').selectAll().where('id', '=', person).forUpdate().executeTakeFirst();
  if (known === undefined) return;
  // Asked twice at once: her names are gone, and the second reason may hold them.
  if (known.erased_at !== null) return eraseTextsOf(tx, match, seq, at);
  const erasing: Erasing = { match, person, seq, at, finder: await finderFor(tx, match, known) };
  const quotes = await herAnswers(tx, erasing);
  await herLetters(tx, erasing);
  await otherLetters(tx, erasing, quotes);
  await otherForms(tx, erasing);
  await answers(tx, erasing);
  await tx
    .updateTable('people')
    .set({ ...EMPTY, name: ERASED, consents: '{}', erased_at: at })
    .where('id', '=', person)
    .execute();
}

async function eraseTextsOf(tx: DatabaseTransaction, match: string, seq: number, at: Date): Promise<void> {
  await tx
    .updateTable('forms')
    .set({ body: JSON.stringify(ERASED), erased_at: at })
    .where('match', '=', match)
    .where('seq', '=', seq)
    .execute();
}

/** The whole name, and without what stands in its middle: people write shorter than lists do. */
function callNames(name: string): string[] {
  const parts = name.trim().split(/\s+/);
  return parts.length > 2 ? [name, `${parts[0]} ${parts.at(-1)}`] : [name];
}

export async function isErased(tx: DatabaseTransaction, person: string): Promise<boolean> {
  const row = await tx.selectFrom('people').select('erased_at').where('id', '=', person).executeTakeFirst();
  return row?.erased_at !== null;
}

const EMPTY = {
  title: null,
  organization: null,
  address: null,
  telephone: null,
  email: null,
  zone: null,
  town: null,
  bounced_at: null,
};

interface Known {
  readonly id: string;
  readonly name: string;
  readonly organization: string | null;
  readonly address: string | null;
  readonly telephone: string | null;
  readonly email: string | null;
}

/** What tells of her and of nobody else in the match: an office's telephone is not hers to erase. */
async function finderFor(tx: DatabaseTransaction, match: string, known: Known): Promise<Finder> {
  const others = await tx
    .selectFrom('match_people')
    .innerJoin('people', 'people.id', 'match_people.person')
    .select(['people.organization', 'people.address', 'people.telephone', 'people.email'])
    .where('match', '=', match)
    .where('people.id', '<>', known.id)
    .execute();
  const own = (field: 'organization' | 'address' | 'telephone' | 'email'): string[] => {
    const value = known[field];
    return value === null || others.some((other) => other[field] === value) ? [] : [value];
  };
  return finderOf({
    exact: [...callNames(known.name), ...own('organization'), ...own('address'), ...own('telephone')],
    anyCase: own('email'),
  });
}

const OPEN: LetterState[] = ['draft', 'edited', 'queued', 'released', 'deferred'];

/** Letters to her: none leaves any more, and none tells what was in it. */
async function herLetters(tx: DatabaseTransaction, { match, person, seq }: Erasing): Promise<void> {
  const hers = sql`select match from match_people where person = ${person}`;
  await sql`
    update letters set subject = ${ERASED}, body = ${ERASED}, mime = null,
      data = jsonb_strip_nulls(jsonb_build_object('window', data -> 'window', 'data', '{}'::jsonb)),
      reason = case when reason is null and not (state = any (${OPEN})) then null else ${ERASED} end,
      withdrawn_seq = case when state = any (${OPEN}) and match = ${match} then ${seq}::integer else withdrawn_seq end,
      state = case when state = any (${OPEN}) then 'withdrawn' else state end
    where person = ${person} and match in (${hers})`.execute(tx);
  await sql`
    update letter_attempts set response = ${ERASED}
    from letters where letters.id = letter_attempts.letter and letters.person = ${person}
      and letters.match in (${hers})`.execute(tx);
}

/** Letters to others that name her or quote her. The bytes of captured mail are not written anew: they go, the text stays. */
async function otherLetters(tx: DatabaseTransaction, erasing: Erasing, quotes: Quotes): Promise<void> {
  const { match, person, finder } = erasing;
  const quoted = finderOf({ exact: quotes.texts, anyCase: [] });
  const found = await sql<{ id: string; subject: string; body: string; data: unknown; reason: string | null }>`
    select id, subject, body, data, reason from letters
    where match = ${match} and person <> ${person}
      and (seq = any (${quotes.seqs}) or ${names(finder, sql`concat_ws(E'\n', subject, body, data::text, reason)`)})`.execute(
    tx,
  );
  const rows = found.rows.map(({ id, ...texts }) => ({ id, ...finder.clean(quoted.clean(texts)) }));
  await sql`
    update letters as old set subject = new.subject, body = new.body, data = new.data, reason = new.reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, subject text, body text, data jsonb, reason text)
    where old.id = new.id`.execute(tx);
  await sql`
    update letters set mime = null where mime is not null and match = ${match} and (
      id = any (${rows.map(({ id }) => id)})
      or id in (select carried_by from letters as inside where inside.id = any (${rows.map(({ id }) => id)}))
      or ${await wasStaff(tx, erasing)})`.execute(tx);
}

const names = ({ exact, anyCase }: Finder, text: ReturnType<typeof sql>) =>
  sql<boolean>`(${text} ~ ${exact} or ${text} ~* ${anyCase})`;

/** Staff stand in the head of every mail of the match, as whom one replies to. */
async function wasStaff(tx: DatabaseTransaction, { match, person }: Erasing): Promise<boolean> {
  const { rows } = await sql<{ roles: string[] }>`
    select roles from match_people where match = ${match} and person = ${person}
    union all
    select array(select jsonb_array_elements_text(before -> 'roles')) from match_people_changes
    where match = ${match} and person = ${person}`.execute(tx);
  return rows.some(({ roles }) => roles.some((role) => (STAFF as readonly string[]).includes(role)));
}

/** Her own words, and the lines of the record that brought them: letters of these lines may quote them. */
interface Quotes {
  readonly seqs: readonly number[];
  readonly texts: readonly string[];
}

/** What she answered herself, or staff for her, or what was written about her own part of the match. */
async function herAnswers(tx: DatabaseTransaction, { match, person, at, finder }: Erasing): Promise<Quotes> {
  const { rows } = await sql<{ id: string; seq: number | null; body: unknown }>`
    select id, seq, body from forms where match = ${match} and (
      part like '%/' || ${person}
      or exists (
        select from journal where journal.match = forms.match and journal.seq = forms.seq and journal.n = 0
          and (journal.on_behalf_of = ${person} or (journal.by_person = ${person} and not journal.by_role = any (${[...STAFF]})))))`.execute(
    tx,
  );
  await rewriteForms(
    tx,
    rows.map(({ id, body }) => ({ id, body: withoutWords(body, finder) })),
    at,
  );
  const seqs = rows.flatMap(({ seq }) => (seq === null ? [] : [seq]));
  return { seqs: [...new Set(seqs)], texts: wordsIn(rows.map(({ body }) => body)) };
}

async function otherForms(tx: DatabaseTransaction, { match, at, finder }: Erasing): Promise<void> {
  const found = await sql<{ id: string; body: unknown }>`
    select id, body from forms where match = ${match} and ${names(finder, sql`body::text`)}`.execute(tx);
  await rewriteForms(
    tx,
    found.rows.map(({ id, body }) => ({ id, body: finder.clean(body) })),
    at,
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

/** Answers are kept for callers who send a command again: they get them without her. */
async function answers(tx: DatabaseTransaction, { match, person, finder }: Erasing): Promise<void> {
  const found = await sql<{ account: string; key: string; answer: unknown }>`
    select account, key, answer from commands where match = ${match}
      and (answer ->> 'id' = ${person} or ${names(finder, sql`answer::text`)})`.execute(tx);
  for (const { account, key, answer } of found.rows) {
    const isHer = (answer as { id?: unknown }).id === person;
    const left = isHer ? { ...(answer as object), ...herself } : finder.clean(answer);
    await tx
      .updateTable('commands')
      .set({ answer: JSON.stringify(left) })
      .where('account', '=', account)
      .where('key', '=', key)
      .execute();
  }
}

/** A person as the API would show her now. */
const herself = {
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
