import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { WORKFLOW_TYPE, workflowId } from '../contracts/names.ts';
import type { Status } from '../contracts/names.ts';
import type { MatchRow, MatchRows } from '../db/api-queries.ts';
import { standingQuery } from '../workflows/messages.ts';
import type { Stored } from '../machines/kernel/types.ts';
import type { MatchInput } from '../workflows/messages.ts';
import type { Engine, Starting } from './engine.ts';
import { startOptions } from './temporal-engine.ts';

/** How long a running match has to say where it stands. */
const PATIENCE = 5_000;

/** What became of a match; `behind` needs a person. */
export interface Restored {
  readonly result: 'started' | 'runs' | 'ended' | 'skipped' | 'behind';
  readonly words: string;
}

export interface RestoreDeps {
  readonly client: Client;
  readonly engine: Engine;
  /** Whether the server knows our search attributes. */
  readonly listed: boolean;
}

/**
 * Starts a run that goes on from the database's copy, where the server has none of this match (design.md 5).
 * @param keys the idempotency keys that the match remembers
 */
export async function restoreMatch(deps: RestoreDeps, rows: MatchRows, keys: Stored['keys']): Promise<Restored> {
  const { match } = rows;
  if (match.stored === null)
    return { result: 'skipped', words: 'has not begun; the API starts it by itself within seconds' };
  const run = await runOf(deps.client, match);
  if (run !== undefined) return run;
  if (match.clock === 'virtual' && deps.engine.whyNoSkipping !== undefined)
    return { result: 'skipped', words: `is a rehearsal, and ${deps.engine.whyNoSkipping}` };
  const resume: Stored = { ...match.stored, keys };
  await start(deps, rows, resume);
  if (match.clock === 'virtual') await aheadAgain(deps, match);
  const due = match.next_due === null ? 'nothing planned' : `next ${match.next_due.toISOString()}`;
  return { result: 'started', words: `from seq ${match.seq}, ${due}` };
}

/** The run that the server has of it; undefined when it has none, or one that was broken off by hand. */
async function runOf(client: Client, match: MatchRow): Promise<Restored | undefined> {
  const handle = client.workflow.getHandle(workflowId(match.id));
  const described = await handle.describe().catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  });
  if (described?.status.name === 'COMPLETED') return { result: 'ended', words: 'its run has ended on this server' };
  if (described?.status.name !== 'RUNNING') return undefined;
  const standing = await client
    .withDeadline(Date.now() + PATIENCE, () => handle.query(standingQuery))
    .catch(() => undefined);
  if (standing === undefined) return { result: 'runs', words: 'already; where it stands it did not say' };
  if (standing.seq >= match.seq) return { result: 'runs', words: `already, at seq ${standing.seq}` };
  const words = `its run stands at seq ${standing.seq}, the record at ${match.seq}: this server lost a part of it`;
  return { result: 'behind', words };
}

async function start({ client, listed }: RestoreDeps, { match, people }: MatchRows, resume: Stored): Promise<void> {
  const { id, method, version } = match;
  const status = match.status as Status;
  const facilitator = people.find(({ roles }) => roles.includes('facilitator'))?.id;
  const summary = match.match_start === null ? method : `${method} · ${match.match_start}`;
  const starting: Starting = { match: id, method, version, summary, facilitator };
  const input = { match: id, method, version, resume } satisfies MatchInput;
  await client.workflow.start(WORKFLOW_TYPE, {
    ...startOptions(starting, { status, listed }),
    args: [input],
    // A run that was broken off may be replaced; one that completed is the end of its match.
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
  });
}

/** A new run's clock is the wall's: a rehearsal's goes ahead to where it was, and takes on the way what fell due meanwhile. */
async function aheadAgain({ engine }: RestoreDeps, { id, seq, clock_offset }: MatchRow): Promise<void> {
  const offset = Number(clock_offset);
  if (offset > 0) await engine.skip(id, `restore-${seq}-${offset}`, offset);
}
