import type { Answer } from '../../contracts/api-links.ts';
import { answerLines } from '../../db/answer-lines.ts';
import type { AnswerLine } from '../../db/answer-lines.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { TASK } from '../../links/index.ts';
import type { LinkSubject } from '../../links/index.ts';
import { STAFF } from '../../contracts/names.ts';
import type { LinkEntry } from '../../machines/kernel/types.ts';
import type { ApiDeps } from '../deps.ts';
import { chartOfMatch, iso } from '../match-view.ts';
import { answererOf, answerOf, currentAnswer, isOfTask } from './current.ts';
import { entryOfLink, eventsOfLink } from './entry.ts';

const COMMENT = 'COMMENT_MADE';

/** Everything that participants answered in a match, the oldest first, whether by link or entered for them; comments that came late too. */
export async function answersOf(deps: ApiDeps, rows: MatchRows): Promise<Answer[]> {
  const entries = entriesOf(rows);
  const types = [...new Set([...entries.flatMap(({ entry }) => eventsOfLink(entry)), COMMENT])];
  const lines = await answerLines(deps.db, rows.match.id, types);
  const found = entries.flatMap(({ purpose, task, entry }) => answersTo({ purpose, task, entry }, lines));
  return [...found, ...lines.filter(({ type }) => type === COMMENT).map(toComment)].sort(
    (one, other) => one.seq - other.seq,
  );
}

interface Named {
  readonly purpose: string;
  readonly task: string | null;
  readonly entry: LinkEntry;
}

/** What the method's links are for, and every task: somebody may have said that she is not the right person. */
function entriesOf(rows: MatchRows): Named[] {
  const chart = chartOfMatch(rows);
  const own = Object.entries(chart.links ?? {}).map(([purpose, entry]) => ({
    purpose,
    task: entry.task ?? null,
    entry,
  }));
  const answers = entryOfLink(chart, { match: '', person: '', purpose: TASK, part: null, task: '' })?.answers ?? [];
  const tasks = Object.keys(chart.tasks).map((task) => ({
    purpose: TASK,
    task,
    entry: { task, answers, undo: 'TASK_KEPT', days: 0 },
  }));
  return [...own, ...tasks];
}

function answersTo({ purpose, task, entry }: Named, lines: readonly AnswerLine[]): Answer[] {
  return lines.flatMap((line) => {
    const answer = answerOf(entry, line);
    if (answer === undefined || !isOfTask(task, line)) return [];
    const person = answererOf(entry, line);
    const subject: LinkSubject = { match: '', person, purpose, part: line.part, task };
    const counts = currentAnswer(entry, subject, lines)?.line.seq === line.seq;
    return [{ ...toAnswer(line, person), purpose, task, answer: answer.id, counts }];
  });
}

const toComment = (line: AnswerLine): Answer => ({
  ...toAnswer(line, line.onBehalfOf ?? line.by),
  purpose: typeof line.facts?.['about'] === 'string' ? line.facts['about'] : 'comment',
  task: null,
  answer: 'late',
  counts: true,
});

const toAnswer = (line: AnswerLine, person: string): Omit<Answer, 'purpose' | 'task' | 'answer' | 'counts'> => ({
  seq: line.seq,
  person,
  part: line.part,
  at: iso(line.at),
  onBehalf: line.onBehalfOf !== null || (line.by !== person && (STAFF as readonly string[]).includes(line.byRole)),
  texts: Object.fromEntries(Object.entries(line.texts).filter(([, text]) => typeof text === 'string')) as Record<
    string,
    string
  >,
});
