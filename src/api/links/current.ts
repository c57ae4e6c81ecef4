import type { AnswerLine } from '../../db/answer-lines.ts';
import type { LinkSubject } from '../../links/index.ts';
import type { LinkAnswer, LinkEntry } from '../../machines/kernel/types.ts';

/** What somebody has answered, and when. */
export interface Answered {
  readonly answer: LinkAnswer;
  readonly line: AnswerLine;
}

/** The answer that counts now: the last one that was neither taken back nor overtaken by what happened since. */
export function currentAnswer(
  entry: LinkEntry,
  subject: LinkSubject,
  lines: readonly AnswerLine[],
): Answered | undefined {
  let current: Answered | undefined;
  for (const line of lines.filter((one) => isAbout(subject, one))) {
    if (entry.voidedBy?.includes(line.type)) current = undefined;
    else if (isOf(entry, subject, line)) {
      const answer = answerOf(entry, line);
      current = answer === undefined ? undefined : { answer, line };
    }
  }
  return current;
}

/** Which of the answers an event is; none, when it takes one back. */
export const answerOf = ({ answers }: LinkEntry, { type, facts }: AnswerLine): LinkAnswer | undefined =>
  answers.find(
    ({ event, facts: own = {} }) =>
      event === type && Object.entries(own).every(([name, value]) => facts?.[name] === value),
  );

/** Whose answer an event is: the part's person, else whoever it was entered for, else whoever reported it. */
export const answererOf = ({ ofPerson }: Pick<LinkEntry, 'ofPerson'>, line: AnswerLine): string =>
  ofPerson && line.part !== null ? line.part.slice(line.part.indexOf('/') + 1) : (line.onBehalfOf ?? line.by);

/** What is about a part, or the whole match, stays so when it was reported from the page of a task. */
const isAbout = ({ part, task }: LinkSubject, line: AnswerLine): boolean =>
  (line.part === null || line.part === part) && isOfTask(task, line);
export const isOfTask = (task: string | null, line: Pick<AnswerLine, 'task'>): boolean =>
  task === null || line.task === null || line.task === task;

const isOf = (entry: LinkEntry, { person }: LinkSubject, line: AnswerLine): boolean =>
  answererOf(entry, line) === person;
