import { sql } from 'kysely';
import type { LinkRow, LinkStore } from '../links/ports.ts';
import type { Database } from './database.ts';

/** The table `links` (design.md 6). Whether a link opens also hangs on its person, who may have left, been erased, or given a role away. */
export function makeLinkStore(db: Database): LinkStore {
  const rows = () =>
    db
      .selectFrom('links')
      .innerJoin('people', 'people.id', 'links.person')
      .select(['links.id', 'links.match', 'links.person', 'links.purpose', 'links.part', 'links.task', 'links.n'])
      .select(['links.made_at as madeAt', 'links.expires_at as expiresAt', 'links.revoked'])
      .select([
        sql<boolean>`people.erased_at is not null`.as('erased'),
        sql<boolean>`exists (select from match_people mp
          where mp.match = links.match and mp.person = links.person and mp.left_at is null)`.as('isIn'),
        sql<boolean>`exists (select from match_people_changes c
          join journal j on j.match = c.match and j.seq = c.seq and j.n = 0
          where c.match = links.match and c.person = links.person and j.type = 'ROLE_HANDED_OVER'
            and j.facts ->> 'to' <> c.person and j.at >= links.made_at)`.as('handedOver'),
      ]);

  return {
    newest: ({ match, person, purpose, part, task }) =>
      rows()
        .where('links.match', '=', match)
        .where('links.person', '=', person)
        .where('purpose', '=', purpose)
        .where(sql<boolean>`coalesce(part, '') = ${part ?? ''} and coalesce(task, '') = ${task ?? ''}`)
        .orderBy('n', 'desc')
        .limit(1)
        .executeTakeFirst(),

    async add({ id, match, person, purpose, part, task, n, tokenHash, codeHash, madeAt, expiresAt }) {
      const added = await db
        .insertInto('links')
        .values({
          ...{ id, match, person, purpose, part, task, n },
          ...{ token_hash: tokenHash, code_hash: codeHash, made_at: madeAt, expires_at: expiresAt, revoked: null },
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async extend(link, expiresAt) {
      await db.updateTable('links').set({ expires_at: expiresAt }).where('id', '=', link).execute();
    },

    async revoke(link, revoked) {
      await db.updateTable('links').set({ revoked }).where('id', '=', link).execute();
    },

    byToken: (hash) => rows().where('token_hash', '=', hash).executeTakeFirst(),
    byCode: (hash) => rows().where('code_hash', '=', hash).executeTakeFirst(),

    ofMatch: (match): Promise<LinkRow[]> =>
      rows().where('links.match', '=', match).orderBy('made_at', 'desc').orderBy('links.id').execute(),
  };
}
