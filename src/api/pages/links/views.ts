import { makeId } from '../../../db/secrets.ts';
import type { LinkAnswer } from '../../../machines/kernel/types.ts';
import { TASK } from '../../../links/index.ts';
import { fieldsOf } from '../../../contracts/forms/definition.ts';
import { contactIn, factsOf } from '../../links/facts.ts';
import { filledForm, definitionOf } from '../../forms/view.ts';
import { answersSent } from '../../forms/sent-answers.ts';
import type { Body } from '../../forms/sent-answers.ts';
import type { Version } from '../../forms/newer-version.ts';
import type { OpenedLink } from '../../links/open-link.ts';
import type { Routing } from '../../routes/common.ts';
import type { AnswerView, AskedOnPage } from './answer-view.ts';
import { addressIn, languageFor, otherLanguages } from './language.ts';
import type { Speaking } from './language.ts';
import type { PageFrame } from './layout.tsx';
import type { NotedView } from './noted-page.tsx';
import { textsIn, unsentIn } from './sent-texts.ts';
import { statesFrom, withStates } from './states.ts';

/** What was typed and pressed, when it has to be shown again. */
export interface Tried {
  readonly answer: string;
  readonly body: Body;
  readonly problems: Readonly<Record<string, string>>;
  /** What somebody else wrote meanwhile. */
  readonly newer?: Version;
}
/** A link that somebody opened, and how she wishes to read it. */
export interface Visit {
  readonly opened: OpenedLink;
  readonly speaking: Speaking;
}
interface More {
  readonly notice?: string | undefined;
  readonly tried?: Tried;
}

export async function frameOf(deps: Routing, { opened, speaking }: Visit): Promise<PageFrame> {
  const book = deps.pageWords(opened.rows.match.method);
  const language = languageFor(book, speaking, opened.person?.language ?? 'en');
  const contact = contactIn(opened.rows, opened.link.person);
  return {
    program: deps.programName,
    language,
    languages: otherLanguages(book, language, speaking.here),
    shared: book.shared(language),
    facts: await factsOf(deps, opened, language),
    contact: contact && { name: contact.name, telephone: contact.telephone, email: contact.email },
  };
}

const textsOf = ({ pageWords }: Routing, { rows, link }: OpenedLink, { language }: PageFrame) =>
  pageWords(rows.match.method).about(language, link.purpose);

/** The page on which somebody answers. */
export async function answerView(deps: Routing, visit: Visit, { notice, tried }: More): Promise<AnswerView> {
  const { opened, speaking } = visit;
  const { possible, rows, link, entry } = opened;
  const frame = await frameOf(deps, visit);
  const asked = possible.find(({ form }) => form !== undefined)?.form;
  return {
    frame,
    texts: textsOf(deps, opened, frame),
    action: addressIn(speaking),
    // The page keeps its key while it is shown again, so that it knows what it has saved itself.
    key: typeof tried?.body['key'] === 'string' && tried.newer === undefined ? tried.body['key'] : makeId(),
    answers: possible,
    shows: entry.shows === undefined ? undefined : { form: await draftOf(deps, opened, entry.shows, frame) },
    form: asked === undefined ? undefined : await formOf(deps, opened, { form: asked, frame, tried }),
    unsent: tried === undefined || possible.some(({ id }) => id === tried.answer) ? [] : unsentIn(tried.body),
    tried: tried && { answer: tried.answer, typed: textsIn(tried.body) },
    problems: tried?.problems ?? {},
    notice: tried?.newer === undefined ? notice : 'newer',
    matchPage: link.purpose === TASK ? `${deps.publicUrl}/matches/${rows.match.id}` : undefined,
  };
}

/** The answers to the form of an answer, as they were typed. */
export function formIn(deps: Routing, { rows }: OpenedLink, { form }: LinkAnswer, body: Body) {
  if (form === undefined) return undefined;
  const definition = definitionOf(deps, rows, form);
  return withStates(definition, answersSent(definition, body), statesFrom(deps.pageWords(rows.match.method)));
}

/** A form in the language of the page, when it is told in that. */
const toldIn = (deps: Routing, { rows }: OpenedLink, form: string, { language }: PageFrame) =>
  deps.pageWords(rows.match.method).form(language, definitionOf(deps, rows, form));

async function draftOf(deps: Routing, opened: OpenedLink, form: string, frame: PageFrame) {
  const values = await deps.queries.formBody(opened.rows.match.id, form);
  if (typeof values !== 'object' || values === null) return undefined;
  return { ...toldIn(deps, opened, form, frame), values: values as Record<string, unknown> };
}

async function formOf(
  deps: Routing,
  opened: OpenedLink,
  { form, frame, tried }: { readonly form: string; readonly frame: PageFrame; readonly tried: Tried | undefined },
): Promise<AskedOnPage> {
  const { rows, link } = opened;
  const told = toldIn(deps, opened, form, frame);
  const { states } = deps.pageWords(rows.match.method).names(frame.language);
  const { values, prefilled, revision } = await filledForm(deps, rows, form, link.part);
  const known = new Set(fieldsOf(told.definition).map(({ id }) => id));
  const kept = Object.fromEntries(Object.entries(values).filter(([id]) => known.has(id)));
  const common = { ...told, states, prefilled, theirs: tried?.newer };
  if (tried === undefined) return { ...common, values: kept, seen: revision };
  const seen = tried.newer?.revision ?? (Number(tried.body['_seen']) || 0);
  return { ...common, values: answersSent(told.definition, tried.body), seen };
}

/** What was noted, or why there is nothing to answer. */
export async function notedView(deps: Routing, visit: Visit, { notice, tried }: More): Promise<NotedView> {
  const { opened, speaking } = visit;
  const { current, canUndo, possible, entry, ended, notYet } = opened;
  const frame = await frameOf(deps, visit);
  const texts = textsOf(deps, opened, frame);
  const isOver = possible.length === 0 && !canUndo && !notYet;
  return {
    frame,
    texts,
    action: addressIn(speaking),
    key: makeId(),
    answer: current?.answer.id,
    words: Object.entries(current?.line.texts ?? {}).flatMap(([name, text]) =>
      name !== 'form' && typeof text === 'string' ? [text] : [],
    ),
    canUndo,
    late: entry.late === true && isOver,
    closed: ended ? { texts: frame.shared, id: 'closed' } : { texts, id: notYet ? 'notYet' : 'closed' },
    problems: tried?.problems ?? {},
    notice,
    unsent: tried === undefined ? [] : unsentIn(tried.body),
  };
}
