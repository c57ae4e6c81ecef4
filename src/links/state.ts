import type { LinkRow } from './ports.ts';

/** Why a link does not open, or that it does. */
export type LinkState = 'live' | 'expired' | 'replaced' | 'revoked' | 'left' | 'erased' | 'handedOver';

/**
 * How things stand with a link, looked up whenever it is opened: nothing has to be written when somebody leaves, is erased or hands a
 * role over, and nothing has to be undone when that is taken back (requirements.md X4, X7, X28).
 */
export function stateOf(link: LinkRow, now: Date): LinkState {
  if (link.erased) return 'erased';
  if (!link.isIn) return 'left';
  if (link.task !== null && link.handedOver) return 'handedOver';
  if (link.revoked !== null) return link.revoked;
  return link.expiresAt <= now ? 'expired' : 'live';
}
