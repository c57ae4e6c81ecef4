import type { NewEvent } from '../../contracts/api.ts';
import type { LinkRow } from '../../links/index.ts';
import type { Caller } from '../access.ts';
import { reportEvent } from '../commands.ts';
import type { Answer } from '../commands.ts';
import type { Deliver } from '../delivery.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../errors.ts';
import { callerOfLink } from './act.ts';
import type { OpenedLink } from './open-link.ts';

type Deps = ApiDeps & { readonly deliver: Deliver };

/** Where a link that does not open any more can be asked for anew: it was the right person's. */
export const canRenew = ({ shut, ended }: OpenedLink): boolean => !ended && (shut === 'expired' || shut === 'replaced');

/**
 * Somebody asks for a new link in the place of her old one. It goes to the address that we know, once for each old link; what becomes
 * of it is not told, since whoever asks may be anybody (requirements.md B2.8).
 */
export async function askForNewLink(deps: Deps, opened: OpenedLink): Promise<void> {
  if (!canRenew(opened)) return;
  try {
    await reportEvent(deps, callerOfLink(opened), opened.link.match, renewal(opened.link), 'renew');
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
  }
}

/** Staff send somebody a new link. The old one is switched off first: the letter must not carry it. */
export async function renewFor(deps: Deps, caller: Caller, link: LinkRow, key: string): Promise<Answer> {
  const { store } = deps.links;
  if (link.revoked === null) await store.revoke(link.id, 'replaced');
  try {
    return await reportEvent(deps, caller, link.match, renewal(link), key);
  } catch (error) {
    // Nothing is on its way: what opened before opens again.
    if (error instanceof ApiProblem && error.status < 500) await store.revoke(link.id, link.revoked);
    throw error;
  }
}

const renewal = ({ person, purpose, part, task }: LinkRow): NewEvent => ({
  type: 'LINK_RENEWED',
  data: { person, purpose, ...(part === null ? {} : { part }), ...(task === null ? {} : { task }) },
});
