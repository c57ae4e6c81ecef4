import * as wf from '@temporalio/workflow';
import type { JournalLine, MatchActivities, RecordInput, RecordResult } from '../contracts/record.ts';

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

/**
 * Writes journal lines in order, one `record` in flight, which takes everything that waits. A local activity keeps the
 * caller's answer fast; when the database is away, the batch goes to an ordinary activity that retries for ever, callers
 * are answered `recorded: false`, and later batches queue behind it (design.md 5).
 */
export class RecordQueue {
  private waiting: Waiting[] = [];
  private writer: Promise<void> | undefined;
  private behind = false;
  private readonly standing: () => Omit<RecordInput, 'lines'>;
  private readonly written: (result: RecordResult) => void;

  /** @param standing where the match stands after the last line that waits; @param written what a record answered */
  constructor(standing: () => Omit<RecordInput, 'lines'>, written: (result: RecordResult) => void) {
    this.standing = standing;
    this.written = written;
  }

  get idle(): boolean {
    return this.writer === undefined;
  }

  /** Resolves when the line is in the database (true), or is on its way there (false). */
  write(line: JournalLine): Promise<boolean> {
    return new Promise((answer) => {
      this.waiting.push({ line, answer });
      if (this.behind) answer(false);
      this.writer ??= this.run();
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.writeBatch(batch);
    }
    this.writer = undefined;
  }

  private async writeBatch(batch: Waiting[]): Promise<void> {
    const input: RecordInput = { ...this.standing(), lines: batch.map(({ line }) => line) };
    try {
      this.written(await recordNow(input));
      for (const { answer } of batch) answer(true);
    } catch (error) {
      if (wf.isCancellation(error)) throw error;
      this.behind = true;
      for (const { answer } of [...batch, ...this.waiting]) answer(false);
      this.written(await recordLater(input));
      this.behind = false;
    }
  }
}
