import { parse } from 'yaml';
import { z } from 'zod';
import { textOf } from './content-files.ts';
import { WordsError } from './problems.ts';

const FILE = 'shared/questions.yaml';
const label = z.string().trim().min(1);
const questionSchema = z.strictObject({
  label,
  help: label.optional(),
  choices: z.record(z.string(), label).optional(),
  /** Pages ask for it before they note what happened, though it may be left empty. */
  asked: z.boolean().optional(),
  /** It is typed as people write money; the event has hundredths. */
  money: z.boolean().optional(),
  /** What is said of an answer that does not do. */
  wrong: label.optional(),
  /** Pages do not take it without an answer, though the event may come without. */
  needed: z.boolean().optional(),
});

/** How people are asked for one thing that an event carries. */
export type Question = z.infer<typeof questionSchema>;
/** The question for a field of an event; undefined when people are not asked for it. */
export type Questions = (event: string, field: string) => Question | undefined;

/** Loads the questions of all events: one for a single event goes before the one for the field. Throws a `WordsError`. */
export function loadQuestions(contentDir: string): Questions {
  const read = z.record(z.string(), questionSchema).safeParse(parse(textOf(contentDir, FILE)));
  if (!read.success)
    throw new WordsError(
      read.error.issues.map(({ path, message }) => ({ file: FILE, line: 1, name: path.join('.'), problem: message })),
    );
  const all = new Map(Object.entries(read.data));
  return (event, field) => all.get(`${event}.${field}`) ?? all.get(field);
}
