import { OwnRevisions } from '../../forms/own-revisions.ts';
import type { Body } from '../../forms/sent-answers.ts';
import { definitionOf, filledForm } from '../../forms/view.ts';
import { giveAnswer, leaveComment, undoAnswer } from '../../links/act.ts';
import type { Acted } from '../../links/act.ts';
import { hidesOthers, saveHalf } from '../../links/half-save.ts';
import type { HalfSaved } from '../../links/half-save.ts';
import type { OpenedLink } from '../../links/open-link.ts';
import type { Routing } from '../../routes/common.ts';
import { typedOf } from '../act/form-answers.ts';
import { SEEN } from '../fields/autosave.tsx';
import { textsIn } from './sent-texts.ts';
import { formIn } from './views.ts';

export type Pressing = ReturnType<typeof makePressing>;

/** What the buttons of a page do. It remembers what each page has saved itself. */
export function makePressing() {
  const own = new OwnRevisions();

  /** What somebody has typed into the page's form, kept for when she goes on. */
  async function keep(deps: Routing, opened: OpenedLink, body: Body): Promise<HalfSaved> {
    const answer = opened.possible.find((one) => one.form !== undefined);
    const sent = answer && formIn(deps, opened, answer, body);
    const form = answer?.form;
    if (sent === undefined || form === undefined || opened.current !== undefined) return { kind: 'refused' };
    const page = pageOf(opened, body);
    const before = await filledForm(deps, opened.rows, form, opened.link.part);
    const definition = definitionOf(deps, opened.rows, form);
    const values = typedOf(definition, sent, before);
    const saved = await saveHalf(deps, opened, { form, values, seen: own.seen(page, body[SEEN]) });
    if (saved.kind === 'kept') own.note(page, saved.revision);
    return saved;
  }

  async function perform(deps: Routing, opened: OpenedLink, act: string, body: Body): Promise<Acted | HalfSaved> {
    const key = String(body['key'] ?? '');
    const texts = textsIn(body);
    if (act === 'keep') return keep(deps, opened, body);
    if (act === 'undo') return undoAnswer(deps, opened, key);
    if (act === 'late') return leaveComment(deps, opened, texts['late'] ?? '', key);
    const answer = opened.entry.answers.find(({ id }) => id === act);
    if (answer === undefined) return { kind: 'refused' };
    const form = formIn(deps, opened, answer, body);
    if (form === undefined) return giveAnswer(deps, opened, answer, { key, texts });
    const newer = await othersWords(deps, opened, answer.form ?? '', form, own.seen(pageOf(opened, body), body[SEEN]));
    return newer ?? giveAnswer(deps, opened, answer, { key, texts, form });
  }

  return { perform, saveHalf: keep };
}

const pageOf = ({ link }: OpenedLink, body: Body): string => `${link.id} ${String(body['key'] ?? '')}`;

/** Sending would go over what somebody else has written into the same form since: two leads share one. */
async function othersWords(
  deps: Routing,
  { rows, link, current }: OpenedLink,
  form: string,
  values: Readonly<Record<string, unknown>>,
  seen: number,
): Promise<HalfSaved | undefined> {
  if (current !== undefined) return undefined;
  const { draft } = await filledForm(deps, rows, form, link.part);
  if (draft === null || !hidesOthers(values, seen, draft)) return undefined;
  return { kind: 'newer', version: draft };
}
