import type { FormBook } from '../../forms/load.ts';
import type { KnownMatch, KnownPerson } from '../../forms/knowledge.ts';
import type { FormRow } from '../../db/forms.ts';
import type { MatchRows, PersonRow } from '../../db/api-queries.ts';
import { answersOf, keptOf } from './kept.ts';
import { chartOfMatch, storedOf } from '../match-view.ts';
import { kindOf } from '../person-facts.ts';

/** What a form is filled from and compared with: the match, its people, and its other forms as they are now, sent or not. */
export function knownMatch(
  rows: MatchRows,
  book: FormBook,
  newest: readonly FormRow[],
  place: { readonly form: string; readonly part: string | null },
): KnownMatch {
  const stored = storedOf(rows);
  return {
    title: rows.match.title,
    timeZone: rows.match.time_zone,
    firstDay: rows.match.match_start,
    lastDay: rows.match.match_end ?? rows.match.match_start,
    words: chartOfMatch(rows).words,
    people: rows.people.map(toKnown),
    part:
      place.part === null
        ? undefined
        : {
            person: rows.parts.find(({ id }) => id === place.part)?.person ?? null,
            callDay: stored?.parts[place.part]?.anchors.callHeld ?? null,
          },
    forms: [...book.values()]
      .filter(({ form }) => form !== place.form)
      .map((definition) => ({ definition, answers: answersOf(keptOf(newest, definition.form, null)) })),
  };
}

const toKnown = (row: PersonRow): KnownPerson => ({ ...row, kind: kindOf(row) ?? null });
