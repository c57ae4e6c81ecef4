import { makeId } from '../../../db/secrets.ts';
import type { LinkAnswer } from '../../../machines/kernel/types.ts';
import { TASK } from '../../../links/index.ts';
import { fieldsOf } from '../../../contracts/forms/definition.ts';
import { filledForm, definitionOf } from '../../forms/view.ts';
import { contactIn, factsOf } from '../../links/facts.ts';
import { answersSent } from '../../forms/sent-answers.ts';
import type { Body } from '../../forms/sent-answers.ts';
import type { OpenedLink } from '../../links/open-link.ts';
import type { Routing } from '../../routes/common.ts';
import type { AnswerView } from './answer-page.tsx';
import type { PageFrame } from './layout.tsx';
import type { NotedView } from './noted-page.tsx';

/** What was typed and pressed, when it has to be shown again. */
export interface Tried {
  readonly answer: string;
  readonly body: Body;
  readonly problems: Readonly<Record<string, string>>;
}

export async function frameOf(deps: Routing, opened: OpenedLink): Promise<PageFrame> {
  const book = deps.pageWords(opened.rows.match.method);
  const language = book.languageOf(opened.person?.language ?? 'en');
  const contact = contactIn(opened.rows, opened.link.person);
  return {
    program: deps.programName,
    language,
    shared: book.shared(language),
    facts: await factsOf(deps, opened, language),
    contact: contact && { name: contact.name, telephone: contact.telephone, email: contact.email },
  };
}

const textsOf = ({ pageWords }: Routing, { rows, link }: OpenedLink, { language }: PageFrame) =>
  pageWords(rows.match.method).about(language, link.purpose);

/** The page on which somebody answers. */
export async function answerView(
  deps: Routing,
  opened: OpenedLink,
  action: string,
  more: { readonly notice?: string | undefined; readonly tried?: Tried },
): Promise<AnswerView> {
  const { possible, rows, link, entry } = opened;
  const frame = await frameOf(deps, opened);
  const asked = possible.find(({ form }) => form !== undefined)?.form;
  const { tried } = more;
  return {
    frame,
    texts: textsOf(deps, opened, frame),
    action,
    key: makeId(),
    answers: possible,
    shows: entry.shows === undefined ? undefined : { form: await draftOf(deps, opened, entry.shows) },
    form: asked === undefined ? undefined : await formOf(deps, opened, asked, tried?.body),
    tried: tried && { answer: tried.answer, typed: textsIn(tried.body) },
    problems: tried?.problems ?? {},
    notice: more.notice,
    matchPage: link.purpose === TASK ? `${deps.publicUrl}/matches/${rows.match.id}` : undefined,
  };
}

/** What was typed into the fields of an answer, by name. */
export const textsIn = (body: Body): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      name.startsWith('t.') && typeof value === 'string' ? [[name.slice(2), value.replace(/\r\n/g, '\n').trim()]] : [],
    ),
  );

/** The answers to the form of an answer, as they were typed. */
export const formIn = ({ forms }: Routing, { rows }: OpenedLink, { form }: LinkAnswer, body: Body) =>
  form === undefined ? undefined : answersSent(definitionOf({ forms }, rows, form), body);

async function draftOf({ forms, queries }: Routing, { rows }: OpenedLink, form: string) {
  const values = await queries.formBody(rows.match.id, form);
  if (typeof values !== 'object' || values === null) return undefined;
  return { definition: definitionOf({ forms }, rows, form), values: values as Record<string, unknown> };
}

async function formOf(deps: Routing, { rows, link }: OpenedLink, form: string, body: Body | undefined) {
  const definition = definitionOf(deps, rows, form);
  if (body !== undefined) return { definition, values: answersSent(definition, body) };
  const { values } = await filledForm(deps, rows, form, link.part);
  const known = new Set(fieldsOf(definition).map(({ id }) => id));
  return { definition, values: Object.fromEntries(Object.entries(values).filter(([id]) => known.has(id))) };
}

/** What was noted, or why there is nothing to answer. */
export async function notedView(
  deps: Routing,
  opened: OpenedLink,
  action: string,
  more: { readonly notice?: string | undefined; readonly problems?: Readonly<Record<string, string>> },
): Promise<NotedView> {
  const { current, canUndo, possible, entry, ended, notYet } = opened;
  const frame = await frameOf(deps, opened);
  const texts = textsOf(deps, opened, frame);
  const isOver = possible.length === 0 && !canUndo && !notYet;
  return {
    frame,
    texts,
    action,
    key: makeId(),
    answer: current?.answer.id,
    words: Object.entries(current?.line.texts ?? {}).flatMap(([name, text]) =>
      name !== 'form' && typeof text === 'string' ? [text] : [],
    ),
    canUndo,
    late: entry.late === true && isOver,
    closed: ended ? { texts: frame.shared, id: 'closed' } : { texts, id: notYet ? 'notYet' : 'closed' },
    problems: more.problems ?? {},
    notice: more.notice,
  };
}
