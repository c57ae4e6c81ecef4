import { isGrpcServiceError } from '@temporalio/client';
import type { Client } from '@temporalio/client';

const NOT_FOUND = 5;

/**
 * Asks once whether this server can skip time, with a workflow that does not exist: a server that can does not find it, one that
 * cannot says why (temporal.md 0).
 * @returns the reason why not, in words for people; undefined when it can
 */
export async function probeSkipping(client: Client): Promise<string | undefined> {
  try {
    await client.connection.workflowService.updateWorkflowExecutionOptions({
      namespace: client.options.namespace,
      workflowExecution: { workflowId: 'peermatch-probe-of-time-skipping' },
      workflowExecutionOptions: { timeSkippingConfig: { enabled: true } },
      updateMask: { paths: ['time_skipping_config'] },
    });
    return undefined;
  } catch (error) {
    if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return undefined;
    return 'the workflow server here cannot skip time, which a rehearsal needs (it has to be 1.32 or later, with time skipping switched on)';
  }
}
