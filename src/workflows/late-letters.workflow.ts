import * as wf from '@temporalio/workflow';
import { deliverLetters } from './hand-over.ts';
import { moreSignal } from './messages.ts';
import type { LateInput } from './messages.ts';

/**
 * Hands over what is released when the match's own workflow has ended: a letter sent again, or an apology (design.md 5). One run a
 * match, so that no letter is in two hands; it ends when none waits any more.
 */
export async function lateLetters({ match, ahead }: LateInput): Promise<void> {
  let asked = true;
  wf.setHandler(moreSignal, () => void (asked = true));
  while (asked) {
    asked = false;
    const { lettersAt } = await deliverLetters({ match, now: Date.now() + ahead });
    if (lettersAt === null) continue;
    await wf.condition(() => asked, Math.max(lettersAt - Date.now() - ahead, 1));
    asked = true;
  }
}
