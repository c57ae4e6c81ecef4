import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { ApplicationFailure } from '@temporalio/common';
import {
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { FAILURES } from '../contracts/failures.ts';
import {
  LATE_WORKFLOW_TYPE,
  lateWorkflowId,
  SEARCH_ATTRIBUTES,
  TASK_QUEUE,
  WORKFLOW_TYPE,
  workflowId,
} from '../contracts/names.ts';
import type { Status } from '../contracts/names.ts';
import type { Refusal } from '../machines/kernel/types.ts';
import { deliverUpdate, moreSignal, standingQuery } from '../workflows/messages.ts';
import type { Delivered, LateInput, MatchInput } from '../workflows/messages.ts';
import { EngineAway } from './engine.ts';
import type { Delivery, Engine, Skipping, Starting } from './engine.ts';
import { probeSkipping } from './time-skipping.ts';

const NOT_FOUND = 5;
const PATIENCE = 5_000;

const methodKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.method, SearchAttributeType.KEYWORD);
const statusKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status, SearchAttributeType.KEYWORD);
const facilitatorKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.facilitator, SearchAttributeType.KEYWORD);

/** The engine on a Temporal server. Asks the server once whether it can skip time. */
export async function makeTemporalEngine(client: Client): Promise<Engine> {
  const whyNoSkipping = await probeSkipping(client);

  const attempt = (deadline: number, send: () => Promise<Delivered>): Promise<Delivery> =>
    client.withDeadline(deadline, () => send()).then(taken, (error: unknown) => outcomeOf(error));

  return {
    whyNoSkipping,

    deliver: (match, event, updateId, deadline) =>
      attempt(deadline, () =>
        client.workflow.getHandle(workflowId(match)).executeUpdate(deliverUpdate, { args: [event], updateId }),
      ),

    async start(starting, event, updateId, deadline) {
      const listed = await hasSearchAttributes(client);
      return attempt(deadline, () =>
        client.workflow.executeUpdateWithStart(deliverUpdate, {
          args: [event],
          updateId,
          startWorkflowOperation: startOperation(starting, listed),
        }),
      );
    },

    handOver: (match, ahead) =>
      reach(client, async () => {
        await client.workflow.signalWithStart(LATE_WORKFLOW_TYPE, {
          workflowId: lateWorkflowId(match),
          taskQueue: TASK_QUEUE,
          args: [{ match, ahead } satisfies LateInput],
          signal: moreSignal,
        });
      }),

    skip: (match, id, milliseconds) => reach(client, () => skip(client, match, id, milliseconds)),

    skipping: (match) =>
      reach(client, () => describeSkipping(client, match)).catch((error: unknown) => {
        // A closed run is kept for some days only.
        if (error instanceof WorkflowNotFoundError) return { now: undefined, busy: false, ended: true };
        throw error;
      }),

    async readiness() {
      const server = await client.connection.workflowService.getSystemInfo({}).then(
        () => true,
        () => false,
      );
      return { server, searchAttributes: server && (await hasSearchAttributes(client)) };
    },
  };
}

const taken = ({ seq, recorded }: Delivered): Delivery => ({ kind: 'taken', seq, recorded });

/** Whether the server knows our search attributes; a start that names an unknown one would fail (temporal.md 0). */
export async function hasSearchAttributes({ connection, options: { namespace } }: Client): Promise<boolean> {
  const known = await connection.operatorService.listSearchAttributes({ namespace }).catch(() => undefined);
  return Object.values(SEARCH_ATTRIBUTES).every((name) => name in (known?.customAttributes ?? {}));
}

/** How the workflow of a match is started, by the API and by `restore` alike. */
export function startOptions(starting: Starting, { status, listed }: { status: Status; listed: boolean }) {
  const { match, method, summary, facilitator } = starting;
  const attributes = new TypedSearchAttributes([
    { key: methodKey, value: method },
    { key: statusKey, value: status },
    ...(facilitator === undefined ? [] : [{ key: facilitatorKey, value: facilitator }]),
  ]);
  return {
    workflowId: workflowId(match),
    taskQueue: TASK_QUEUE,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowTaskTimeout: '3s',
    staticSummary: summary,
    ...(listed ? { typedSearchAttributes: attributes } : {}),
  } as const;
}

function startOperation(starting: Starting, listed: boolean) {
  const { match, method, version } = starting;
  const input: MatchInput = { match, method, version };
  return new WithStartWorkflowOperation(WORKFLOW_TYPE, {
    ...startOptions(starting, { status: 'draft', listed }),
    args: [input],
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
  });
}

/** A call that is asked again by the caller when the server is away. */
async function reach<T>(client: Client, call: () => Promise<T>): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + PATIENCE, call);
  } catch (error) {
    if (isGrpcServiceError(error) || isGrpcServiceError((error as Error).cause))
      throw new EngineAway('the workflow server does not answer', { cause: error });
    throw error;
  }
}

async function skip(client: Client, match: string, id: string, milliseconds: number): Promise<void> {
  const duration = {
    seconds: Math.floor(milliseconds / 1000) as never,
    nanos: Math.round(milliseconds % 1000) * 1_000_000,
  };
  await client.connection.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId: workflowId(match) },
    workflowExecutionOptions: {
      timeSkippingConfig: { enabled: true, maxSessionSkipCount: 1000, fastForwardConfig: { id, duration } },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
}

async function describeSkipping(client: Client, match: string): Promise<Skipping> {
  const handle = client.workflow.getHandle(workflowId(match));
  const { raw, status } = await handle.describe();
  const at = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  const now = at ? Number(at.seconds ?? 0) * 1000 + Math.floor((at.nanos ?? 0) / 1e6) : undefined;
  const ended = status.name !== 'RUNNING';
  const works = (raw.pendingActivities ?? []).length > 0 || raw.pendingWorkflowTask != null;
  const next = ended ? undefined : await nextInstant(handle);
  return { now, next, busy: works || (now !== undefined && next !== undefined && next <= now), ended };
}

/** A timer may fire some milliseconds after its instant, and a run that continues as new sets it again: only the match itself knows. */
async function nextInstant(handle: WorkflowHandle): Promise<number | undefined> {
  return (await handle.query(standingQuery)).nextInstant ?? undefined;
}

/** What a failed call means. Whatever is not known to be final may be sent again with the same id. */
export function outcomeOf(error: unknown): Delivery {
  if (error instanceof WorkflowNotFoundError) return { kind: 'gone' };
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { kind: 'unavailable' };
  if (error instanceof WorkflowUpdateFailedError) {
    const cause = error.cause;
    if (cause instanceof ApplicationFailure && cause.type === FAILURES.refused)
      return { kind: 'refused', refusal: cause.details?.[0] as Refusal };
    return { kind: 'unavailable' };
  }
  if (isGrpcServiceError(error)) return { kind: Number(error.code) === NOT_FOUND ? 'gone' : 'unavailable' };
  const cause = (error as { cause?: unknown }).cause;
  if (isGrpcServiceError(cause)) return { kind: Number(cause.code) === NOT_FOUND ? 'gone' : 'unavailable' };
  throw error;
}
