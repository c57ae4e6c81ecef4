import { ApplicationFailure } from '@temporalio/common';
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { makeDelivery } from '../../src/api/delivery.ts';
import type { Delivery, Engine } from '../../src/api/engine.ts';
import { outcomeOf } from '../../src/api/temporal-engine.ts';
import { FAILURES } from '../../src/contracts/failures.ts';

/** Eight at most are in flight for one match, in their order; what has no answer is sent again under the same id. */
const event = { type: 'HELD', by: { person: 'p', role: 'facilitator' } } as const;
const taken: Delivery = { kind: 'taken', seq: 1, recorded: true };

function engineOf(deliver: Engine['deliver']): Engine {
  return { deliver } as Engine;
}

describe('delivery', () => {
  it('keeps at most eight in flight for one match, and does not hold up another', async () => {
    let inFlight = 0;
    let most = 0;
    const order: string[] = [];
    const waiting: (() => void)[] = [];
    const engine = engineOf(async (match, _event, id) => {
      if (match === 'other') return taken;
      most = Math.max(most, (inFlight += 1));
      order.push(id);
      await new Promise<void>((resolve) => waiting.push(resolve));
      inFlight -= 1;
      return taken;
    });
    const deliver = makeDelivery(engine);
    const all = Array.from({ length: 30 }, (_, n) => deliver.event('one', event, String(n)));
    expect(await deliver.event('other', event, 'x')).toEqual(taken);
    for (let done = 0; done < 30;) {
      const next = waiting.shift();
      if (next) {
        next();
        done += 1;
      }
      await Promise.resolve();
    }
    await Promise.all(all);
    expect(most).toBe(8);
    expect(order).toEqual(Array.from({ length: 30 }, (_, n) => String(n)));
  });

  it('sends again under the same id until the deadline', async () => {
    let now = 0;
    const ids: string[] = [];
    const engine = engineOf(async (_match, _event, id) => {
      ids.push(id);
      now += 2_000;
      return { kind: 'unavailable' };
    });
    expect(await makeDelivery(engine, () => now).event('one', event, 'same')).toEqual({ kind: 'unavailable' });
    expect(ids).toEqual(['same', 'same', 'same']);
  });
});

describe('what a failed call means', () => {
  const failed = (cause: Error) => new WorkflowUpdateFailedError('Workflow Update failed', cause);

  it('is the refusal when the chart refused', () => {
    const refusal = { refused: 'HELD', because: 'the match is on hold', allowed: [] };
    const failure = ApplicationFailure.nonRetryable(refusal.because, FAILURES.refused, refusal);
    expect(outcomeOf(failed(failure))).toEqual({ kind: 'refused', refusal });
  });

  it('is unknown when the worker did not process it', () => {
    const failure = ApplicationFailure.retryable("Update was rejected because it wasn't processed by worker");
    expect(outcomeOf(failed(failure))).toEqual({ kind: 'unavailable' });
  });

  it('is gone when there is no such workflow', () => {
    expect(outcomeOf(new WorkflowNotFoundError('not found', 'match-x', undefined))).toEqual({ kind: 'gone' });
  });

  it('is our own mistake otherwise', () => {
    expect(() => outcomeOf(new TypeError('oops'))).toThrow('oops');
  });
});
