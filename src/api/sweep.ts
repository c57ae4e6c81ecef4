import { updateIdOf } from './commands.ts';
import type { Deliver } from './delivery.ts';
import type { ApiDeps } from './deps.ts';
import { sendStart } from './start-match.ts';

/** A match whose workflow has not answered for so long is started again (design.md 6). */
const PATIENCE = 10_000;

/** Starts what stayed `starting`; the same first event under the same id, so that twice is once. */
export async function sweepStarting(deps: ApiDeps & { deliver: Deliver }): Promise<number> {
  const stuck = await deps.queries.starting(new Date(deps.clock() - PATIENCE));
  let started = 0;
  for (const rows of stuck) {
    const command = (await deps.commands.startOf(rows.match.id)) ?? { account: 'sweep', key: rows.match.id };
    const delivery = await sendStart(deps, rows, updateIdOf(command));
    if (delivery.kind === 'taken') started += 1;
    else deps.log.warn({ match: rows.match.id, outcome: delivery.kind }, 'a match could not be started yet');
  }
  return started;
}
