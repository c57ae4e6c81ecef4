import type { DatePreview } from '../contracts/api-dates.ts';
import type { LetterRow, MatchRows } from '../db/api-queries.ts';
import type { ApiDeps } from './deps.ts';
import type { Outcome } from './take-on-paper.ts';

const GONE: readonly string[] = ['sent', 'sending', 'unknown'];
const MATCH = 'match';

interface LettersMoved extends Pick<DatePreview, 'calendar'> {
  readonly letters: DatePreview['letters'] & { readonly restored: DatePreview['letters']['withdrawn'] };
}

/** What an event does to letters, and to the entries in people's calendars that come with them (design.md 7). */
export async function lettersMoved(
  { queries, letters }: ApiDeps,
  { match }: MatchRows,
  { paper, effects }: Outcome,
): Promise<LettersMoved> {
  const titleOf = (kind: string): string => letters.title(match.method, kind) ?? kind;
  const concerned = [...paper.dated.map(({ id }) => id), ...paper.withdrawn, ...paper.restored];
  const rows = concerned.length === 0 ? [] : await queries.lettersById(match.id, concerned);
  const shown = ({
    id,
    kind,
    person,
    subject,
    channel,
  }: Pick<LetterRow, 'id' | 'kind' | 'person' | 'subject' | 'channel'>) => ({
    id,
    kind,
    title: titleOf(kind),
    to: person,
    subject,
    channel,
  });
  const those = (ids: readonly string[]) => rows.filter(({ id }) => ids.includes(id)).map(shown);
  const rewritten = (marked: boolean): string[] =>
    paper.rewritten.filter(({ namesOldDate }) => namesOldDate === marked).map(({ id }) => id);
  const sent = paper.dated.filter(({ state }) => GONE.includes(state));
  const hasEntry = new Set(
    sent.filter(({ kind }) => letters.calendar(match.method, kind) === MATCH).map(({ person }) => person),
  );
  return {
    letters: {
      alreadyWrong: those(sent.map(({ id }) => id)),
      rewritten: those(rewritten(false)),
      marked: those(rewritten(true)),
      withdrawn: those(paper.withdrawn),
      restored: those(paper.restored),
      drafted: paper.drafted.map(({ kind, person, subject, channel }) => ({
        kind,
        title: titleOf(kind),
        to: person,
        subject,
        channel,
      })),
      opened: effects.flatMap((effect) =>
        effect.type === 'draftLetter' && !paper.drafted.some(({ kind }) => kind === effect.kind)
          ? [{ kind: effect.kind, title: titleOf(effect.kind), task: effect.task ?? null }]
          : [],
      ),
    },
    calendar: paper.drafted
      .filter(({ kind, channel }) => channel === 'mail' && letters.calendar(match.method, kind) === MATCH)
      .map(({ kind, person }) => ({ person, kind, isUpdate: hasEntry.has(person) })),
  };
}
