import type { FormBook } from '../../forms/load.ts';
import type { KnownCommitment, KnownMatch, KnownNeeds, KnownPerson } from '../../forms/knowledge.ts';
import { COMMITMENT_LINES, commitmentsIn } from '../../contracts/commitments.ts';
import type { Commitment } from '../../contracts/commitments.ts';
import type { Answers } from '../../contracts/forms/answers.ts';
import type { FormRow } from '../../db/forms.ts';
import type { MatchRows, PersonRow } from '../../db/api-queries.ts';
import { wantsPhoneCard } from '../people-view.ts';
import type { ApiDeps } from '../deps.ts';
import { answersOf, keptOf } from './kept.ts';
import { chartOfMatch, storedOf } from '../match-view.ts';
import { kindOf } from '../person-facts.ts';

/** What a form is filled from and compared with: the match, its people, what they promised, and its other forms as they are now. */
export async function knownMatch(
  { queries }: Pick<ApiDeps, 'queries'>,
  rows: MatchRows,
  book: FormBook,
  newest: readonly FormRow[],
  place: { readonly form: string; readonly part: string | null },
): Promise<KnownMatch> {
  const commitments = commitmentsIn(await queries.toldLines(rows.match.id, COMMITMENT_LINES));
  return {
    title: rows.match.title,
    timeZone: rows.match.time_zone,
    firstDay: rows.match.match_start,
    lastDay: rows.match.match_end ?? rows.match.match_start,
    words: chartOfMatch(rows).words,
    people: rows.people.map(toKnown),
    part: place.part === null ? undefined : partOf(rows, place.part),
    forms: [...book.values()]
      .filter(({ form }) => form !== place.form)
      .map((definition) => ({ definition, answers: answersOf(keptOf(newest, definition.form, null)) })),
    partForms: ofParts(rows, book, newest, 'call'),
    commitments: commitments.flatMap((one) => toCommitment(one, rows)),
    evaluations: evaluationsOf(rows, book, newest),
  };
}

const partOf = (rows: MatchRows, part: string) => ({
  person: rows.parts.find(({ id }) => id === part)?.person ?? null,
  callDay: storedOf(rows)?.parts[part]?.anchors.callHeld ?? null,
});

/** What was sent last for each part of one kind. */
function ofParts({ parts }: MatchRows, book: FormBook, newest: readonly FormRow[], chart: string) {
  return newest.flatMap(({ form, part, state, body }) => {
    const definition = book.get(form);
    const own = parts.some(({ id, chart: kind }) => id === part && kind === chart);
    return own && definition !== undefined && state === 'current' ? [{ definition, answers: body as Answers }] : [];
  });
}

/** Without anybody's name: who answers keeps the answer to herself, only the counts are passed on. */
function evaluationsOf(rows: MatchRows, book: FormBook, newest: readonly FormRow[]): KnownMatch['evaluations'] & {} {
  const sent = ofParts(rows, book, newest, 'evaluation');
  const asked = rows.parts.filter(({ chart }) => chart === 'evaluation');
  return {
    definition: sent[0]?.definition,
    answers: sent.map(({ answers }) => answers),
    returned: asked.filter(({ state }) => state === 'returned').length,
    asked: asked.length,
  };
}

function toCommitment({ what, who, owners, due, kind, state }: Commitment, { people }: MatchRows): KnownCommitment[] {
  if (what === null) return [];
  const names = people.flatMap(({ id, name }) => (owners.includes(id) ? [name] : []));
  return [{ what, who: who ?? (names.join(', ') || null), when: due, kind, state }];
}

const toKnown = (row: PersonRow): KnownPerson => ({ ...row, kind: kindOf(row) ?? null, needs: needsOf(row) });

const needsOf = (row: PersonRow): KnownNeeds => ({
  honorarium: row.honorarium,
  phoneCard: row.phone_card ?? wantsPhoneCard(row),
  hardCopies: row.hard_copies,
  arrival: row.arrives_on,
  departure: row.leaves_on,
  stays: row.room,
  language: row.language,
  access: row.access_needs,
  diet: row.diet,
  channel: row.channel,
  listed: row.consents.listed ?? null,
});
