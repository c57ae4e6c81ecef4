import type { DatabaseTransaction } from './database.ts';
import { eraseFiles } from './erase-files.ts';
import { eraseFromOtherLetters, eraseHerLetters } from './erase-letters.ts';
import { eraseFromAnswers, eraseFromOtherForms, eraseHerAnswers, eraseTextsOf } from './erase-texts.ts';
import type { Erasing } from './erase-texts.ts';
import { ERASED, finderOf } from './erased-words.ts';
import type { Finder } from './erased-words.ts';

/**
 * Erases a person who asked for it (requirements.md X28): her fields, her letters, answers and files, and her name, e-mail, telephone and
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
  if (known.erased_at !== null) return eraseTextsOf(tx, { match, person, seq, at });
  const erasing: Erasing = { match, person, seq, at, finder: await finderFor(tx, match, known) };
  const quotes = await eraseHerAnswers(tx, erasing);
  await eraseHerLetters(tx, erasing);
  await eraseFromOtherLetters(tx, erasing, quotes);
  await eraseFromOtherForms(tx, erasing);
  await eraseFromAnswers(tx, erasing);
  await eraseFiles(tx, erasing);
  await tx
    .updateTable('people')
    .set({ ...EMPTY, name: ERASED, consents: '{}', erased_at: at })
    .where('id', '=', person)
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
