import * as wf from '@temporalio/workflow';
import { FAILURES } from '../contracts/failures.ts';
import type { JournalLine, MatchView } from '../contracts/record.ts';
import { chartOf } from '../machines/index.ts';
import {
  begin,
  deadlines,
  isRefusal,
  nextDue,
  nextInstant,
  seqOfKey,
  step,
  view,
  withPlans,
} from '../machines/kernel/index.ts';
import type { Chart, Deadline, Effect, MatchEvent, Refusal, Step, Stored } from '../machines/kernel/types.ts';
import { Alarm } from './alarm.ts';
import { HandOver } from './hand-over.ts';
import { deliverSignal, deliverUpdate, standingQuery } from './messages.ts';
import type { Delivered, MatchInput, MatchResult } from './messages.ts';
import { RecordQueue } from './record-queue.ts';
import { Showcase } from './showcase.ts';

/**
 * A worker that has not got a match in its memory replays the history of its run before it goes on: so runs are kept short.
 * Some 260 events are four runs a match, and a tenth of a second (decisions 0015, 0029).
 */
const CONTINUE_AFTER = 250;

/**
 * One match, from its start to months after its end: hosts the chart of any method (design.md 5).
 * Handlers first, then the life of the match: time brings an event, or the end, or a new run.
 */
export async function match(input: MatchInput): Promise<MatchResult> {
  const host = new Host(input);
  wf.setHandler(deliverUpdate, (event) => host.deliver(keyed(event)), {
    validator: (event) => host.validate(keyed(event)),
  });
  wf.setHandler(deliverSignal, (event) => host.take(keyed(event)));
  wf.setHandler(standingQuery, () => host.standing());

  for (;;) {
    await wf.condition(() => host.isDue() || host.isOver() || host.mayContinue());
    if (host.isOver()) return host.result();
    if (host.mayContinue()) await wf.continueAsNew<typeof match>(host.continuation());
    await host.fire();
  }
}

/** An update's id is its idempotency key, unless the event brings one. */
const keyed = (event: MatchEvent): MatchEvent => {
  const key = event?.key ?? wf.currentUpdateInfo()?.id;
  return key === undefined ? event : { ...event, key };
};

class Host {
  private stored: Stored;
  /** The deadlines of `stored`. */
  private due: readonly Deadline[];
  private readonly chart: Chart;
  private readonly queue: RecordQueue;
  private readonly alarm = new Alarm(() => this.look());
  private readonly letters: HandOver;
  private readonly showcase = new Showcase();
  private readonly input: MatchInput;

  constructor(input: MatchInput) {
    this.input = input;
    this.chart = chartOf(input.method, input.version);
    this.stored = input.resume ?? begin(this.chart);
    this.due = deadlines(this.chart, this.stored);
    this.letters = new HandOver(input.match, () => this.look());
    this.queue = new RecordQueue(
      input.match,
      () => ({ stored: this.stored, deadlines: this.due, view: this.view() }),
      ({ planned, lettersAt }) => {
        this.stored = withPlans(this.stored, planned);
        this.letters.wait(lettersAt);
        this.look();
      },
    );
    if (input.resume) {
      this.queue.goOn();
      this.letters.wait(input.lettersAt === undefined ? Date.now() : input.lettersAt);
      this.look();
    }
  }

  /** Synchronous and read-only: a refused event leaves no trace in history. */
  validate(event: MatchEvent): void {
    const wrong = malformed(event);
    if (wrong) throw refusal({ refused: String(event?.type), because: wrong, allowed: [] });
    if (seqOfKey(this.stored, event.key) !== undefined) return;
    const outcome = this.judge(event);
    if (isRefusal(outcome)) throw refusal(outcome);
  }

  async deliver(event: MatchEvent): Promise<Delivered> {
    const known = seqOfKey(this.stored, event.key);
    if (known !== undefined) return { seq: known, recorded: true };
    const outcome = this.judge(event);
    if (isRefusal(outcome)) throw refusal(outcome);
    this.accept(outcome);
    const { seq } = outcome.stored;
    return { seq, recorded: await this.write(event, seq, outcome.effects) };
  }

  /** A signal cannot answer: what is refused is written down with its reason. */
  async take(event: MatchEvent): Promise<void> {
    const wrong = malformed(event);
    if (wrong) return wf.log.warn('a malformed signal was dropped', { because: wrong });
    if (seqOfKey(this.stored, event.key) !== undefined) return;
    const outcome = this.judge(event);
    if (!isRefusal(outcome)) this.accept(outcome);
    const effects = isRefusal(outcome) ? [] : outcome.effects;
    await this.write(event, this.stored.seq, effects, isRefusal(outcome) ? outcome.because : undefined);
  }

  isDue(): boolean {
    const at = this.queue.idle ? this.next() : undefined;
    return at !== undefined && at <= Date.now();
  }

  /** One event that time brings: a moment, an expiry, a reminder. The next one is looked for when this one's plans are known. */
  async fire(): Promise<void> {
    const now = Date.now();
    const event = nextDue(this.chart, this.stored, now);
    if (!event) return;
    const outcome = step(this.chart, this.stored, event, now);
    if (isRefusal(outcome)) throw new Error(`the engine's own event was refused: ${event.type}: ${outcome.because}`);
    this.accept(outcome);
    await this.write(event, outcome.stored.seq, outcome.effects);
  }

  isOver(): boolean {
    return this.view().outcome !== null && this.isQuiet() && this.letters.idle;
  }

  mayContinue(): boolean {
    const { continueAsNewSuggested, historyLength } = wf.workflowInfo();
    const wanted = continueAsNewSuggested || historyLength >= (this.input.continueAfter ?? CONTINUE_AFTER);
    return wanted && !this.isDue() && this.isQuiet() && !this.letters.isRunning;
  }

  /** Timers end with their run. */
  continuation(): MatchInput {
    return { ...this.input, resume: this.stored, lettersAt: this.letters.next ?? null };
  }

  result(): MatchResult {
    this.alarm.cancel();
    return { outcome: this.view().outcome ?? '', seq: this.stored.seq };
  }

  standing(): { seq: number; nextInstant: number | null; view: MatchView } {
    return { seq: this.stored.seq, nextInstant: earliest(this.next(), this.letters.next) ?? null, view: this.view() };
  }

  private judged: { of: Stored; event: string; outcome: Step | Refusal } | undefined;

  /** The validator and the handler ask the same of the same state, one right after the other: the chart answers once. */
  private judge(event: MatchEvent): Step | Refusal {
    const asked = JSON.stringify(event);
    if (this.judged?.of !== this.stored || this.judged.event !== asked) {
      this.judged = { of: this.stored, event: asked, outcome: step(this.chart, this.stored, event, Date.now()) };
    }
    return this.judged.outcome;
  }

  private accept(outcome: Step): void {
    this.judged = undefined;
    this.stored = outcome.stored;
    this.due = outcome.deadlines;
  }

  private isQuiet(): boolean {
    return this.queue.idle && wf.allHandlersFinished();
  }

  private write(event: MatchEvent, seq: number, effects: readonly Effect[], refused?: string): Promise<boolean> {
    const line: JournalLine = {
      seq,
      at: Date.now(),
      key: event.key ?? wf.uuid4(),
      event,
      effects,
      ...(refused === undefined ? {} : { refused }),
    };
    return this.queue.write(line);
  }

  private planned: { of: Stored; at: number | undefined } | undefined;

  /** The earliest instant that is planned; looked up once for each state, because every activation asks. */
  private next(): number | undefined {
    if (this.planned?.of !== this.stored) this.planned = { of: this.stored, at: nextInstant(this.stored) };
    return this.planned.at;
  }

  private viewed: { of: Stored; view: MatchView } | undefined;

  private view(): MatchView {
    if (this.viewed?.of.seq !== this.stored.seq) this.viewed = { of: this.stored, view: view(this.chart, this.stored) };
    return this.viewed.view;
  }

  /** What is due already is taken by the life of the match, one after the other; only then letters leave and the alarm is armed. */
  private look(): void {
    const at = this.next();
    if (at !== undefined && at <= Date.now()) return;
    this.letters.start();
    this.alarm.arm(earliest(at, this.letters.next));
    this.showcase.show(this.view(), at);
  }
}

const earliest = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);

const refusal = (refused: Refusal): wf.ApplicationFailure =>
  wf.ApplicationFailure.nonRetryable(refused.because, FAILURES.refused, refused);

/** Senders by hand make mistakes; each is named. The engine's own events never come from outside. */
function malformed(event: MatchEvent | undefined): string | undefined {
  if (typeof event !== 'object' || event === null)
    return 'the argument must be one event: { "type": ..., "by": { "person": ..., "role": ... } }';
  if (typeof event.type !== 'string') return 'type must be the name of an event';
  if (typeof event.by?.person !== 'string' || typeof event.by.role !== 'string')
    return 'by must say { "person": ..., "role": ... }';
  if (event.by.role === 'engine') return 'the role engine is not for senders';
  return undefined;
}
