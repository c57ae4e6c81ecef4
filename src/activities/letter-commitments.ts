import type { Commitment } from '../contracts/commitments.ts';
import { formatDay, isDay } from '../letters/index.ts';
import type { LetterData } from '../letters/index.ts';
import type { Desk } from './desk.ts';
import { asText, dayIn, field, given } from './letter-values.ts';
import type { MatchPerson } from './record-ports.ts';

/** What a match is for, and what people said they would do: from the record, else as the form of reflections has it. */
export function goalsAndCommitments(
  { forms, commitments: recorded, people }: Desk,
  locale: string,
): Partial<LetterData> {
  const goals = asText(field(forms['F1'], 'goals') ?? field(forms['F1'], 'learningGoals'));
  const listed = field(forms['F9'], 'commitments');
  const inForm = Array.isArray(listed) ? listed.flatMap((one) => asCommitment(one, locale)) : [];
  const commitments = recorded.length > 0 ? recorded.flatMap((one) => promised(one, people, locale)) : inForm;
  return { ...given('goals', goals), ...(commitments.length > 0 ? { commitments } : {}) };
}

/** A commitment in words; whose it is, so that a letter can speak of the reader's own. */
function promised(
  commitment: Commitment,
  people: readonly MatchPerson[],
  locale: string,
): NonNullable<LetterData['commitments']>[number][] {
  const { what, due, state, owners } = commitment;
  if (what === null) return [];
  const theirs = people.filter(({ id }) => owners.includes(id));
  const sides = [...new Set(theirs.map(({ team }) => team?.split('/')[0]))];
  const who = commitment.who ?? theirs.map(({ name }) => name).join(', ');
  return [
    {
      what,
      ...given('who', who || null),
      ...dayIn(locale)('when', due),
      state,
      ...given('team', sides.length === 1 ? sides[0] : null),
    },
  ];
}

function asCommitment(one: unknown, locale: string): { who?: string; what: string; when?: string }[] {
  const what = asText(field(one, 'what'));
  return what === undefined
    ? []
    : [
        {
          what,
          ...given('who', asText(field(one, 'who'))),
          ...given('when', dayWords(asText(field(one, 'when')), locale)),
        },
      ];
}

const dayWords = (when: string | undefined, locale: string): string | undefined =>
  isDay(when) ? formatDay(when, locale) : when;
