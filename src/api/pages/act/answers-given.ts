import type { MatchRows } from '../../../db/api-queries.ts';
import { taskOfPart } from '../../../machines/kernel/index.ts';
import type { Questions } from '../../../words/index.ts';
import type { ApiDeps } from '../../deps.ts';
import { answersOf } from '../../links/answers.ts';
import { chartOfMatch } from '../../match-view.ts';

/** What somebody answered about a task, with the words that came with it. */
export interface AnswerGiven {
  readonly person: string;
  /** What it is, in the words of the record: "Invitation declined". */
  readonly title: string;
  readonly at: string;
  readonly texts: readonly { readonly label: string; readonly text: string }[];
}

/** The answers that count about a task or one of its parts and say something in words, the newest first. */
export async function answersGiven(deps: ApiDeps, rows: MatchRows, task: string): Promise<AnswerGiven[]> {
  const { catalogue, links = {} } = chartOfMatch(rows);
  const taskOf = (purpose: string, own: string | null): string | undefined => {
    const entry = links[purpose];
    const [first] = entry?.answers ?? [];
    const { part = '' } = entry ?? {};
    return own ?? catalogue[first?.event ?? '']?.task ?? taskOfPart(catalogue, part);
  };
  const answers = await answersOf(deps, rows);
  return answers
    .filter((one) => one.counts && taskOf(one.purpose, one.task) === task && Object.keys(one.texts).length > 0)
    .map(({ person, purpose, answer, at, texts }) => {
      const event = links[purpose]?.answers.find(({ id }) => id === answer)?.event ?? '';
      return { person, title: catalogue[event]?.title ?? 'Answer', at, texts: labelled(texts, event, deps.questions) };
    })
    .reverse();
}

const labelled = (texts: Readonly<Record<string, string>>, event: string, questions: Questions) =>
  Object.entries(texts).map(([name, text]) => ({ label: questions(event, name)?.label ?? 'Words', text }));
