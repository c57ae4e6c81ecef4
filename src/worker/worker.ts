import { NativeConnection, Runtime, Worker, makeTelemetryFilterString } from '@temporalio/worker';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { ActivityPorts } from '../activities/ports.ts';
import { TASK_QUEUE } from '../contracts/names.ts';
import { checkChart } from '../machines/kernel/check-chart.ts';
import { methods } from '../machines/index.ts';
import { BUNDLE } from './bundle.ts';

export interface WorkerOptions {
  readonly connection: NativeConnectionOptions;
  readonly namespace: string;
  readonly ports: ActivityPorts;
  /** Matches kept in memory between their events; the others are replayed when they wake. */
  readonly cached?: number;
  readonly identity?: string;
}

/**
 * A worker for all matches. Refuses to start with a chart that breaks the rules (design.md 4.8).
 * A short sticky timeout brings a match back within two seconds after a worker died (temporal.md 0).
 */
export async function makeWorker(options: WorkerOptions): Promise<{ run(): Promise<void> }> {
  const wrong = [...methods.values()].flatMap(checkChart);
  if (wrong.length > 0) throw new Error(`charts are not sound:\n${wrong.join('\n')}`);
  const connection = await NativeConnection.connect(options.connection);
  const worker = await Worker.create({
    connection,
    namespace: options.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { codePath: BUNDLE },
    activities: createActivities(options.ports),
    stickyQueueScheduleToStartTimeout: '1s',
    maxCachedWorkflows: options.cached ?? 1000,
    ...(options.identity ? { identity: options.identity } : {}),
  });
  return {
    run: async () => {
      await worker.run();
      await connection.close();
    },
  };
}

/** Sends the SDK's own log lines to ours. Call it once, before anything else of the SDK. */
export function logInto(log: {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}): void {
  const write = (level: string, message: string, fields: object = {}): void => {
    if (level === 'WARN') log.warn(fields, message);
    if (level === 'ERROR') log.error(fields, message);
  };
  Runtime.install({
    logger: {
      log: (level, message, fields) => write(level, message, fields),
      trace: () => {},
      debug: () => {},
      info: () => {},
      warn: (message, fields) => write('WARN', message, fields),
      error: (message, fields) => write('ERROR', message, fields),
    },
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) } },
  });
}
