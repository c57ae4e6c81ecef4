import * as wf from '@temporalio/workflow';
import type { JournalLine, MatchActivities, RecordChanges, RecordInput, RecordResult } from '../contracts/record.ts';
import { changesSince, isQuiet } from './changes.ts';
import type { Standing } from './changes.ts';

/** Three tries within about two seconds; the database's statements give up after half a second (recipes.md). */
const { record: recordNow } = wf.proxyLocalActivities<MatchActivities>({
  startToCloseTimeout: '900ms',
  retry: { maximumAttempts: 3, initialInterval: '100ms' },
});
const { record: recordLater } = wf.proxyActivities<MatchActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

interface Waiting {
  readonly line: JournalLine;
  readonly answer: (recorded: boolean) => void;
}

/** One record: the lines in it, where the match stands after them, and the argument that tells all. */
interface Sending {
  readonly batch: readonly Waiting[];
  readonly after: Standing;
  readonly whole: RecordInput;
}

/**
 * Writes journal lines in order, one `record` in flight, which takes everything that waits. A local activity keeps the
 * caller's answer fast; when the database is away, the batch goes to an ordinary activity that retries for ever, callers
 * are answered `recorded: false`, and later batches queue behind it (design.md 5).
 */
export class RecordQueue {
  private waiting: Waiting[] = [];
  private running = false;
  private behind = false;
  /** Where the match stood at the last record that was written. */
  private recorded: Standing | undefined;
  private readonly match: string;
  private readonly standing: () => Standing;
  private readonly written: (result: RecordResult) => void;

  /** @param standing where the match stands after the last line that waits; @param written what a record answered */
  constructor(match: string, standing: () => Standing, written: (result: RecordResult) => void) {
    this.match = match;
    this.standing = standing;
    this.written = written;
  }

  /** A run that goes on from another begins where the last record of that one ended: nothing continues with a record open. */
  goOn(): void {
    this.recorded = this.standing();
  }

  get idle(): boolean {
    return !this.running;
  }

  /** Resolves when the line is in the database (true), or is on its way there (false). */
  write(line: JournalLine): Promise<boolean> {
    return new Promise((answer) => {
      this.waiting.push({ line, answer });
      if (this.behind) answer(false);
      if (!this.running) this.writeWaiting();
    });
  }

  private writeWaiting(): void {
    const batch = this.waiting;
    this.waiting = [];
    this.running = batch.length > 0;
    if (!this.running) return;
    const lines = batch.map(({ line }) => line);
    const after = this.standing();
    const whole: RecordInput = { ...this.head(lines), ...after, stored: withoutKeys(after.stored) };
    this.send(this.changes(lines, after) ?? whole, { batch, after, whole });
  }

  private send(input: RecordInput | RecordChanges, sending: Sending): void {
    recordNow(input).then(
      (result) => (result.again ? this.send(sending.whole, sending) : this.settle(sending, result)),
      (error: unknown) => this.handOver(sending, error),
    );
  }

  /** Only what changed, when that can be written by itself. */
  private changes(lines: readonly JournalLine[], after: Standing): RecordChanges | undefined {
    const before = this.recorded;
    if (before === undefined || !isQuiet(lines, before.stored, after.stored)) return undefined;
    return { ...this.head(lines), since: before.stored.seq, changes: changesSince(before, after) };
  }

  private settle({ batch, after }: Sending, result: RecordResult): void {
    this.recorded = after;
    this.written(result);
    for (const { answer } of batch) answer(true);
    this.writeWaiting();
  }

  private async handOver(sending: Sending, error: unknown): Promise<void> {
    if (wf.isCancellation(error)) throw error;
    this.behind = true;
    for (const { answer } of [...sending.batch, ...this.waiting]) answer(false);
    const result = await recordLater(sending.whole);
    this.behind = false;
    this.settle(sending, result);
  }

  private head(lines: readonly JournalLine[]) {
    return { match: this.match, lines, now: Date.now() };
  }
}

const withoutKeys = ({ keys: _, ...stored }: Standing['stored']): RecordInput['stored'] => stored;
