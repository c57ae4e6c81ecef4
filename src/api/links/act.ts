import type { NewEvent } from '../../contracts/api.ts';
import { sha256 } from '../../db/secrets.ts';
import type { LinkAnswer } from '../../machines/kernel/types.ts';
import type { Caller } from '../access.ts';
import { canonical } from '../canonical.ts';
import { reportEvent } from '../commands.ts';
import type { Deliver } from '../delivery.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../errors.ts';
import { chartOfMatch } from '../match-view.ts';
import type { OpenedLink } from './open-link.ts';
import { keepLateComment } from './late-comment.ts';

type Deps = ApiDeps & { readonly deliver: Deliver };

export type Acted =
  /** `later`: it counts, and its page will show it in a moment. */
  | { readonly kind: 'noted' | 'later' }
  | { readonly kind: 'refused' }
  /** What was filled in does not do: by the name of the field. */
  | { readonly kind: 'incomplete'; readonly problems: Readonly<Record<string, string>> };

export interface Pressed {
  /** Made anew with every page, so that pressing twice counts once. */
  readonly key: string;
  readonly texts?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, unknown>>;
}

/** An answer, by the person whose link it is, in the way that every event goes (design.md 5). */
export async function giveAnswer(deps: Deps, opened: OpenedLink, answer: LinkAnswer, pressed: Pressed): Promise<Acted> {
  const { texts = {}, form } = pressed;
  const given = Object.fromEntries(
    Object.keys(answer.texts ?? {}).flatMap((name) => (texts[name] ? [[name, texts[name]]] : [])),
  );
  const missing = Object.entries(answer.texts ?? {}).filter(([name, how]) => how === 'needed' && !(name in given));
  if (missing.length > 0)
    return { kind: 'incomplete', problems: Object.fromEntries(missing.map(([name]) => [name, 'missing'])) };
  const data = {
    ...answer.facts,
    ...given,
    ...(answer.form === undefined || form === undefined ? {} : { form }),
  };
  const acted = await report(deps, opened, answer.event, data, pressed.key);
  // Pressed twice on two pages: the second finds it noted already.
  const isNoted = acted.kind === 'refused' && opened.current?.answer.id === answer.id;
  return isNoted ? { kind: 'noted' } : acted;
}

/** Takes the answer back that counts now; what is not answered is taken back already. */
export async function undoAnswer(deps: Deps, opened: OpenedLink, key: string): Promise<Acted> {
  const { current, entry } = opened;
  if (current === undefined) return { kind: 'noted' };
  return report(deps, opened, current.answer.undo ?? entry.undo, {}, key);
}

/** Words that come when nothing can be answered any more are kept and shown, not lost. */
export async function leaveComment(deps: Deps, opened: OpenedLink, text: string, key: string): Promise<Acted> {
  if (text === '') return { kind: 'incomplete', problems: { late: 'missing' } };
  const data = { about: opened.link.purpose, text };
  if (!opened.ended) return report(deps, opened, 'COMMENT_MADE', data, key);
  await keepLateComment(deps, opened, data, keyOf(opened, key, data));
  return { kind: 'noted' };
}

/** Who acts: the link's own person, in the roles that she has in the match. */
export const callerOfLink = ({ link, person }: OpenedLink): Caller => ({
  account: `link:${link.id}`,
  name: person?.name ?? '',
  email: null,
  roles: [],
  by: 'link',
  person: link.person,
});

async function report(
  deps: Deps,
  opened: OpenedLink,
  type: string,
  data: Readonly<Record<string, unknown>>,
  key: string,
): Promise<Acted> {
  const { link, rows } = opened;
  const entry = chartOfMatch(rows).catalogue[type];
  const event: NewEvent = {
    type,
    data,
    ...(entry?.part === undefined || link.part === null ? {} : { part: link.part }),
    ...(entry?.needsTask && link.task !== null ? { task: link.task } : {}),
  };
  try {
    const { status } = await reportEvent(deps, callerOfLink(opened), link.match, event, keyOf(opened, key, event));
    return { kind: status === 200 ? 'noted' : 'later' };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.status === 409 || error.status === 403) return { kind: 'refused' };
    if (error.status !== 422) throw error;
    return { kind: 'incomplete', problems: problemsOf(error) };
  }
}

/** A page whose button was pressed, changed and pressed again says two things. */
const keyOf = ({ link }: OpenedLink, key: string, said: unknown): string =>
  sha256(`${link.id}\n${key}\n${canonical(said)}`);

/** By field: what is missing, and what is of the wrong kind. */
const problemsOf = ({ saying }: ApiProblem): Record<string, string> =>
  Object.fromEntries(
    (saying.errors ?? []).map(({ path, message }) => [
      path.replace(/^data\.(form\.)?/, ''),
      message === 'is needed' ? 'missing' : 'wrong',
    ]),
  );
