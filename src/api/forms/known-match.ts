import type { FormBook } from '../../forms/load.ts';
import type { KnownMatch, KnownPerson } from '../../forms/knowledge.ts';
import type { FormRow } from '../../db/forms.ts';
import type { MatchRows, PersonRow } from '../../db/api-queries.ts';
import { answersOf, keptOf } from './kept.ts';
import { chartOfMatch, storedOf } from '../match-view.ts';

/** Who a person is to the chart: the kind of role and whether she is a resident, by her id. */
type PeopleFacts = Readonly<Record<string, { kind?: unknown; resident?: unknown } | undefined>>;

/** What a form is filled from and compared with: the match, its people, and its other forms as they are now, sent or not. */
export function knownMatch(
  rows: MatchRows,
  book: FormBook,
  newest: readonly FormRow[],
  place: { readonly form: string; readonly part: string | null },
): KnownMatch {
  const stored = storedOf(rows);
  const context = (stored?.snapshot as { context?: { people?: PeopleFacts } } | undefined)?.context;
  return {
    title: rows.match.title,
    timeZone: rows.match.time_zone,
    firstDay: rows.match.match_start,
    lastDay: rows.match.match_end ?? rows.match.match_start,
    words: chartOfMatch(rows).words,
    people: rows.people.map((person) => toKnown(person, context?.people ?? {})),
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

const toKnown = ({ match: _match, ref: _ref, zone: _zone, ...person }: PersonRow, facts: PeopleFacts): KnownPerson => {
  const { kind, resident } = facts[person.id] ?? {};
  return {
    ...person,
    kind: typeof kind === 'string' ? kind : null,
    resident: person.roles.includes('resident') || resident === true,
  };
};
