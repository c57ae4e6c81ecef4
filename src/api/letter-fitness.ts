import type { Role } from '../contracts/names.ts';
import type { Release } from '../contracts/api-letters.ts';
import type { LetterRow, MatchRows } from '../db/api-queries.ts';
import { gapsIn } from '../letters/index.ts';
import type { ApiDeps } from './deps.ts';
import { ApiProblem, conflict } from './errors.ts';

type Deps = Pick<ApiDeps, 'letters'>;

/** How many letters go which way (requirements.md B2.23). */
export type Channels = Readonly<Record<'mail' | 'post' | 'phone', number>>;

export function channelsOf(letters: readonly LetterRow[]): Channels {
  const by = (way: string) => letters.filter(({ channel }) => channel === way).length;
  const [post, phone] = [by('post'), by('phone')];
  return { mail: letters.length - post - phone, post, phone };
}

export const isDraft = ({ state }: LetterRow): boolean => state === 'draft' || state === 'edited';

/** Who must say yes to letters of this kind before they are released; undefined when nobody needs to (requirements.md A2.3). */
export const approverOf = ({ letters }: Deps, { match }: MatchRows, { kind }: LetterRow): Role | undefined =>
  letters.kind(match.method, kind)?.approve;

/** What is still to be filled in. */
export const gapsOf = ({ subject, body }: LetterRow): string[] => gapsIn(subject, body);

/** What keeps a draft from leaving as it is, besides what is missing in it. */
export interface Obstacles {
  /** Somebody edited it before the date was moved. */
  readonly namesOldDate: boolean;
  /** Who must say yes first. */
  readonly approver: Role | undefined;
}

export const obstaclesOf = (deps: Deps, rows: MatchRows, letter: LetterRow): Obstacles => ({
  namesOldDate: letter.names_old_date,
  approver: letter.approved_at === null ? approverOf(deps, rows, letter) : undefined,
});

/** The same for callers of the API, in words. */
export function obstaclesTo(deps: Deps, rows: MatchRows, letter: LetterRow): string[] {
  const { namesOldDate, approver } = obstaclesOf(deps, rows, letter);
  return [
    ...(namesOldDate ? ['it was edited and names the old date: read it again and save it'] : []),
    ...(approver === undefined ? [] : [`the ${approver} must approve it first: POST /letters/${letter.id}/approve`]),
  ];
}

/** 422 with the placeholders that nobody has filled in, so that no letter says "{{ call.on }}" to anybody. */
export function refuseGaps(letters: readonly LetterRow[]): void {
  const errors = letters.flatMap((letter) =>
    gapsOf(letter).map((path) => ({
      path,
      message: `is not known in letter ${letter.id}: fill it in with PATCH /letters/${letter.id}`,
    })),
  );
  if (errors.length > 0)
    throw new ApiProblem(422, { because: 'something in the letters is still to be filled in', errors });
}

/** Refuses drafts that are not fit to leave, before anything is done with any of them. */
export function refuseUnfit(deps: Deps, rows: MatchRows, letters: readonly LetterRow[]): void {
  const drafts = letters.filter(isDraft);
  refuseGaps(drafts);
  for (const letter of drafts) {
    const [obstacle] = obstaclesTo(deps, rows, letter);
    if (obstacle !== undefined) throw conflict(`letter ${letter.id} cannot be released: ${obstacle}`);
  }
}

/** 409 with the real count, when the caller thought of another one. */
export function refuseMiscount(letters: readonly LetterRow[], confirm: Release['confirm']): void {
  if (confirm === undefined) return;
  const channels = channelsOf(letters);
  const said = confirm.channels ?? {};
  const isOther = (Object.keys(said) as (keyof Channels)[]).some((way) => said[way] !== channels[way]);
  if ((confirm.count === undefined || confirm.count === letters.length) && !isOther) return;
  const ways = `${channels.mail} by mail, ${channels.post} by post, ${channels.phone} by telephone`;
  throw conflict(`${letters.length} letters would go (${ways}), which is not what was confirmed`, {
    allowed: [{ count: letters.length, channels }],
  });
}
