import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { lockForms } from './api-commands.ts';
import type { Author } from './api-commands.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { FormsTable } from './schema.ts';
import { makeId, sha256 } from './secrets.ts';

export type FormRow = Omit<Selectable<FormsTable>, 'key'>;
/** One form of a match; forms of a part (a call, an invitation) by the part's id. */
export interface FormPlace {
  readonly match: string;
  readonly form: string;
  readonly part: string | null;
}
export interface Remark {
  readonly text: unknown;
  readonly by: string;
  readonly at: Date;
  readonly seq: number;
}
export type Saved =
  { readonly kind: 'saved'; readonly row: FormRow } | { readonly kind: 'conflict'; readonly row: FormRow | undefined };

export type FormStore = ReturnType<typeof makeFormStore>;

const COLUMNS = [
  'id',
  'match',
  'form',
  'part',
  'revision',
  'body',
  'sha256',
  'state',
  'by_person',
  'on_behalf_of',
  'at',
  'seq',
  'erased_at',
] as const;

/** Forms between their first draft and the event that brings them (design.md 5, 6): every revision is kept. */
export function makeFormStore(db: Database) {
  const rows = (from: Database | DatabaseTransaction, { match, form, part }: FormPlace) =>
    from
      .selectFrom('forms')
      .select(COLUMNS)
      .where('match', '=', match)
      .where('form', '=', form)
      .where(sql<boolean>`part is not distinct from ${part}::text`)
      .orderBy('revision', 'desc');

  return {
    /** The newest revision of each of these forms, and the newest that was sent, for every part. */
    async newest(match: string, forms: readonly string[]): Promise<FormRow[]> {
      if (forms.length === 0) return [];
      return db
        .selectFrom('forms')
        .select(COLUMNS)
        .distinctOn(['form', 'part', sql`state = 'current'`])
        .where('match', '=', match)
        .where('form', 'in', [...forms])
        .orderBy('form')
        .orderBy('part')
        .orderBy(sql`state = 'current'`)
        .orderBy('revision', 'desc')
        .execute();
    },

    /** All revisions, the newest first. */
    async revisions(place: FormPlace, before: number | undefined, limit: number): Promise<FormRow[]> {
      const query = rows(db, place).limit(limit);
      return (before === undefined ? query : query.where('revision', '<', before)).execute();
    },

    /** What a command brought, when it is sent again. */
    async sentWith(place: FormPlace, key: string): Promise<FormRow | undefined> {
      return rows(db, place).where('key', '=', key).where('state', '<>', 'draft').limit(1).executeTakeFirst();
    },

    /**
     * Saves a draft on top of the revision that its author saw; when there is a newer one nothing is written, and the answer is that
     * one. The same answers again are not a new revision.
     */
    async save(place: FormPlace, seen: number, body: unknown, by: Author): Promise<Saved> {
      const hash = sha256(JSON.stringify(body));
      return db.transaction().execute(async (tx): Promise<Saved> => {
        await lockForms(tx, place.match);
        const newest = await rows(tx, place).limit(1).executeTakeFirst();
        if (newest?.sha256 === hash) return { kind: 'saved', row: newest };
        if ((newest?.revision ?? 0) !== seen) return { kind: 'conflict', row: newest };
        const id = makeId();
        const row = await tx
          .insertInto('forms')
          .values({
            ...place,
            id,
            revision: seen + 1,
            body: JSON.stringify(body),
            sha256: hash,
            state: 'draft',
            by_person: by.person,
            on_behalf_of: by.onBehalfOf,
            at: by.at,
            key: `draft ${id}`,
          })
          .returning(COLUMNS)
          .executeTakeFirstOrThrow();
        return { kind: 'saved', row };
      });
    },

    /** What was remarked by events of these types, the newest first. */
    async remarks(match: string, types: readonly string[]): Promise<Remark[]> {
      if (types.length === 0) return [];
      return db
        .selectFrom('journal')
        .innerJoin('forms', (join) =>
          join
            .onRef('forms.match', '=', 'journal.match')
            .on(sql<boolean>`forms.id in (journal.refs -> 'remarks' ->> 'id', journal.refs -> 'reason' ->> 'id')`),
        )
        .select(['forms.body as text', 'journal.by_person as by', 'journal.at', 'journal.seq'])
        .where('journal.match', '=', match)
        .where('journal.type', 'in', [...types])
        .where('journal.refused', 'is', null)
        .orderBy('journal.seq', 'desc')
        .execute();
    },
  };
}
