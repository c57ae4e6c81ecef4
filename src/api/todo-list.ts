import type { Todo } from '../contracts/api-letters.ts';
import type { LetterRow, MatchRows, PersonRow } from '../db/api-queries.ts';
import { makeLetterLife } from '../db/letter-life.ts';
import type { ApiDeps } from './deps.ts';
import { approverOf, isDraft } from './letter-fitness.ts';
import { iso } from './match-view.ts';
import { releaserOf } from './release-letters.ts';

const MOST = 1000;

/**
 * What letters ask of the people who look after a match: mail that did not arrive first, with the telephone number (X24), then drafts
 * that wait for somebody's yes or for their release, and what is to be carried. Each says which calls settle it.
 */
export async function todosOf(deps: ApiDeps, rows: MatchRows): Promise<Todo[]> {
  const { id } = rows.match;
  const [unsettled, edited, drafts, waiting] = await Promise.all([
    makeLetterLife(deps.db).unsettled(id),
    deps.queries.letters(id, undefined, MOST, { state: 'edited' }),
    deps.queries.letters(id, undefined, MOST, { state: 'draft' }),
    deps.queries.letters(id, undefined, MOST, { state: 'released' }),
  ]);
  const open = [...drafts.items, ...edited.items].filter(isDraft);
  const carried = waiting.items.filter(({ channel }) => channel === 'post' || channel === 'phone');
  return [
    ...toReach(rows, unsettled),
    ...unsettled.filter(({ state }) => state === 'unknown').map((letter) => toSettle(rows, letter)),
    ...toApprove(deps, rows, open),
    ...toRelease(deps, rows, open),
    ...toCarry(rows, carried),
  ];
}

const briefly = ({ id, kind, subject, state }: LetterRow) => ({ id, kind, subject, state });
const asPerson = (person: PersonRow | undefined): Todo['person'] =>
  person === undefined ? null : { id: person.id, name: person.name, telephone: person.telephone };
const earliest = (letters: readonly LetterRow[]): string =>
  iso(new Date(Math.min(...letters.map(({ due_at: at }) => at.getTime()))));

/** One for each person: settled when the address is corrected, another way is chosen and what failed is sent again, or when she was told. */
function toReach({ match, people }: MatchRows, unsettled: readonly LetterRow[]): Todo[] {
  const failed = unsettled.filter(({ state }) => state === 'failed');
  return [...new Set(failed.map(({ person }) => person))].map((id) => {
    const letters = failed.filter(({ person }) => person === id);
    const person = people.find((one) => one.id === id);
    const again = letters.map((letter) => `POST /letters/${letter.id}/resend`);
    const told = letters.map((letter) => `POST /letters/${letter.id}/settle {"as":"told"}`);
    const isMended = person !== undefined && person.bounced_at === null;
    return {
      id: `reach/${id}`,
      what: 'reach',
      role: 'assistant',
      title: isMended ? 'Send again what did not arrive' : 'Call: mail did not arrive',
      because: letters.at(-1)?.reason ?? 'the mail server refused it for good',
      person: asPerson(person),
      letters: letters.map(briefly),
      since: earliest(letters),
      settledBy: [...(isMended ? [] : [`PATCH /matches/${match.id}/people/${id}`]), ...again, ...told],
    };
  });
}

function toSettle({ people }: MatchRows, letter: LetterRow): Todo {
  return {
    id: `settle/${letter.id}`,
    what: 'settle',
    role: 'assistant',
    title: 'Ask whether a letter arrived',
    because: letter.reason ?? 'nobody knows whether the mail server took it',
    person: asPerson(people.find(({ id }) => id === letter.person)),
    letters: [briefly(letter)],
    since: earliest([letter]),
    settledBy: [
      `POST /letters/${letter.id}/settle {"as":"arrived"}`,
      `POST /letters/${letter.id}/resend`,
      `POST /letters/${letter.id}/settle {"as":"told"}`,
    ],
  };
}

function grouped(letters: readonly LetterRow[]): LetterRow[][] {
  const kinds = [...new Set(letters.map(({ kind, task }) => `${kind} ${task ?? ''}`))];
  return kinds.map((name) => letters.filter(({ kind, task }) => `${kind} ${task ?? ''}` === name));
}

function batch(
  deps: ApiDeps,
  rows: MatchRows,
  letters: readonly LetterRow[],
  { what, role, call }: { what: 'approve' | 'release'; role: string; call: string },
): Todo {
  const [first] = letters as [LetterRow, ...LetterRow[]];
  const title = deps.letters.title(rows.match.method, first.kind) ?? first.kind;
  return {
    id: `${what}/${first.kind}/${first.task ?? ''}`,
    what,
    role,
    title: what === 'approve' ? `Read and approve: ${title}` : `Read and release: ${title}`,
    because: `${letters.length} ${letters.length === 1 ? 'letter waits' : 'letters wait'}`,
    person: null,
    letters: letters.map(briefly),
    since: earliest(letters),
    settledBy: [`POST /letters/${first.id}/${call}`],
  };
}

function toApprove(deps: ApiDeps, rows: MatchRows, drafts: readonly LetterRow[]): Todo[] {
  const unread = drafts.filter((one) => approverOf(deps, rows, one) !== undefined && one.approved_at === null);
  return grouped(unread).map((letters) =>
    batch(deps, rows, letters, {
      what: 'approve',
      role: approverOf(deps, rows, letters[0] as LetterRow) ?? 'facilitator',
      call: 'approve',
    }),
  );
}

function toRelease(deps: ApiDeps, rows: MatchRows, drafts: readonly LetterRow[]): Todo[] {
  const ready = drafts.filter((one) => approverOf(deps, rows, one) === undefined || one.approved_at !== null);
  return grouped(ready).map((letters) =>
    batch(deps, rows, letters, {
      what: 'release',
      role: releaserOf(deps, rows.match.method, letters[0] as LetterRow),
      call: 'release',
    }),
  );
}

const CARRY: Readonly<Record<string, string>> = { post: 'Print and post', phone: 'Tell on the telephone' };

function toCarry({ people }: MatchRows, letters: readonly LetterRow[]): Todo[] {
  return letters.map((letter) => ({
    id: `carry/${letter.id}`,
    what: 'carry',
    role: 'assistant',
    title: CARRY[letter.channel] ?? 'Carry',
    because: `the letter goes by ${letter.channel}`,
    person: asPerson(people.find(({ id }) => id === letter.person)),
    letters: [briefly(letter)],
    since: earliest([letter]),
    settledBy: [`POST /letters/${letter.id}/handed-over`],
  }));
}
