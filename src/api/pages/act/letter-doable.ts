import { hasEnded } from '../../../contracts/names.ts';
import type { Role } from '../../../contracts/names.ts';
import type { LetterRow, MatchRows } from '../../../db/api-queries.ts';
import { RECALLABLE, WITHDRAWABLE } from '../../../db/letter-life.ts';
import { rolesIn } from '../../access.ts';
import type { Caller } from '../../access.ts';
import type { ApiDeps } from '../../deps.ts';
import { gapsOf, isDraft, obstaclesOf } from '../../letter-fitness.ts';
import { SETTLERS } from '../../letter-deeds.ts';
import { APOLOGY, LEFT } from '../../letters-again.ts';
import { releaserOf } from '../../release-letters.ts';

export const DEEDS = [
  'edit',
  'approve',
  'release',
  'recall',
  'withdraw',
  'resend',
  'apology',
  'arrived',
  'told',
  'carried',
] as const;
/** What a person can do with a letter by a press. */
export type Deed = (typeof DEEDS)[number];

type Deps = Pick<ApiDeps, 'letters'>;

/** What the caller can do with a letter now, as far as a page can tell; the command itself decides (design.md 7). */
export function doableWith(deps: Deps, caller: Caller, rows: MatchRows, letter: LetterRow): ReadonlySet<Deed> {
  const roles = rolesIn(caller, rows.people);
  const acts = (role: Role | undefined): boolean =>
    role !== undefined && (roles.includes(role) || roles.includes('administrator'));
  const mayRelease = acts(releaserOf(deps, rows.match.method, letter));
  const waits = isDraft(letter) && !isOver(rows, letter);
  const { namesOldDate, approver } = obstaclesOf(deps, rows, letter);
  const isWhole = gapsOf(letter).length === 0 && !namesOldDate;
  const can: Readonly<Record<Deed, boolean>> = {
    edit: waits && mayRelease,
    approve: waits && isWhole && acts(approver),
    release: waits && isWhole && approver === undefined && mayRelease,
    recall: RECALLABLE.includes(letter.state) && mayRelease,
    withdraw: WITHDRAWABLE.includes(letter.state) && mayRelease,
    resend: LEFT.includes(letter.state) && mayRelease,
    apology: (letter.state === 'sent' || letter.state === 'unknown') && mayRelease && hasApology(deps, rows),
    arrived: letter.state === 'unknown' && SETTLERS.some((role) => roles.includes(role)),
    told:
      (letter.state === 'failed' || letter.state === 'unknown') &&
      letter.settled_as === null &&
      SETTLERS.some((role) => roles.includes(role)),
    carried: letter.state === 'released' && (letter.channel === 'post' || letter.channel === 'phone'),
  };
  return new Set(DEEDS.filter((deed) => can[deed]));
}

/** After the end only what takes the place of an older letter leaves. */
export const isOver = ({ match }: MatchRows, { again_of: again }: LetterRow): boolean =>
  hasEnded(match.status) && again === null;

const hasApology = ({ letters }: Deps, { match }: MatchRows): boolean =>
  letters.kind(match.method, APOLOGY) !== undefined;
