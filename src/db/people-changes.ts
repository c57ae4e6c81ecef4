import { sql } from 'kysely';
import type { PersonChange } from '../activities/record-ports.ts';
import { ROLE_KINDS } from '../contracts/people.ts';
import type { RoleKind } from '../contracts/people.ts';
import type { DatabaseTransaction } from './database.ts';
import { erasePerson } from './erase-person.ts';
import type { PersonBefore } from './schema-people.ts';

/** Changes what a person is in a match, and keeps what she was, once per journal line. Nobody of the match: nothing happens. */
export async function changePerson(
  tx: DatabaseTransaction,
  match: string,
  change: PersonChange,
  { seq, at }: { readonly seq: number; readonly at: Date },
): Promise<void> {
  const { person, left, bounced, roles, team, roleKind, erased } = change;
  const known = await tx
    .selectFrom('match_people')
    .innerJoin('people', 'people.id', 'match_people.person')
    .select(['roles', 'team', 'role_kind', 'left_at', 'people.bounced_at'])
    .where('match', '=', match)
    .where('person', '=', person)
    .executeTakeFirst();
  if (known === undefined) return;
  const before: PersonBefore = {
    roles: known.roles,
    team: known.team,
    role_kind: known.role_kind,
    left_at: known.left_at?.toISOString() ?? null,
    ...(bounced === undefined ? {} : { bounced_at: known.bounced_at?.toISOString() ?? null }),
  };
  await tx
    .insertInto('match_people_changes')
    .values({ match, seq, person, before: JSON.stringify(before) })
    // An earlier change by the same line knows what was there first; that the mail came back may be new.
    .onConflict((conflict) =>
      conflict.columns(['match', 'seq', 'person']).doUpdateSet({
        before: sql<string>`excluded.before || match_people_changes.before`,
      }),
    )
    .execute();
  await tx
    .updateTable('match_people')
    .set({
      roles: [...(roles ?? known.roles)],
      team: team ?? known.team,
      role_kind: isRoleKind(roleKind) ? roleKind : known.role_kind,
      left_at: left === undefined ? known.left_at : left ? (known.left_at ?? at) : null,
    })
    .where('match', '=', match)
    .where('person', '=', person)
    .execute();
  if (erased) await erasePerson(tx, match, person, { seq, at });
  if (bounced === undefined) return;
  await tx
    .updateTable('people')
    .set({ bounced_at: bounced ? (known.bounced_at ?? at) : null })
    .where('id', '=', person)
    .execute();
}

/** Takes back what lines with this or a later seq changed. @returns whether there was anything */
export async function restorePeople(tx: DatabaseTransaction, match: string, seq: number): Promise<boolean> {
  const undone = await tx
    .deleteFrom('match_people_changes')
    .where('match', '=', match)
    .where('seq', '>=', seq)
    .returning(['seq', 'person', 'before'])
    .execute();
  // The latest first, so that the earliest has the last word.
  for (const { person, before } of undone.sort((one, other) => other.seq - one.seq)) {
    await tx
      .updateTable('match_people')
      .set({
        roles: before.roles,
        team: before.team,
        ...(before.role_kind === undefined ? {} : { role_kind: before.role_kind }),
        left_at: instant(before.left_at),
      })
      .where('match', '=', match)
      .where('person', '=', person)
      // Whoever was erased stays out: nobody is left to bring back.
      .where(sql<boolean>`not exists (select from people where id = ${person} and erased_at is not null)`)
      .execute();
    if (before.bounced_at === undefined) continue;
    await tx
      .updateTable('people')
      .set({ bounced_at: instant(before.bounced_at) })
      .where('id', '=', person)
      .execute();
  }
  return undone.length > 0;
}

const isRoleKind = (kind: string | undefined): kind is RoleKind =>
  (ROLE_KINDS as readonly (string | undefined)[]).includes(kind);
const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
