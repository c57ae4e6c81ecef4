import { inLanguage, renderLetter, sendKey } from '../letters/index.ts';
import type { JournalLine } from '../contracts/record.ts';
import type { LetterKind } from '../letters/index.ts';
import { REMINDER } from './digest.ts';
import { letterData, listedAsk } from './letter-data.ts';
import type { Desk } from './desk.ts';
import type { LetterSource, NewLetter } from './letter-ports.ts';
import type { MatchPerson } from './record-ports.ts';
import { isQuiet } from './quiet-hours.ts';
import type { Effect, PartId, TaskId } from '../machines/kernel/types.ts';

/** What a letter is, before it is known to whom it goes. */
export interface Order {
  readonly kind: LetterKind;
  readonly task: TaskId | null;
  readonly part: PartId | null;
  readonly generation: number;
  readonly ask: number;
  readonly source: LetterSource;
  readonly at: number;
  readonly seq: number;
}

type About = Pick<Extract<Effect, { type: 'draftLetter' }>, 'task' | 'part' | 'generation' | 'ask'>;

export function toOrder(kind: LetterKind, line: JournalLine, about: About, source: LetterSource): Order {
  return {
    kind,
    task: about.task ?? null,
    part: about.part ?? null,
    generation: about.generation,
    ask: about.ask,
    source,
    at: line.at,
    seq: line.seq,
  };
}

/**
 * One letter to one person. It waits as a draft unless its kind is automatic: then it leaves by itself, or, where a person must
 * carry it, stands at once on the list for the post or the telephone (X14). A text that cannot be rendered must not hold up the record: the draft says why it is empty.
 */
export function writeLetter(desk: Desk, order: Order, to: MatchPerson): NewLetter {
  const { kind, task, part, generation, ask, source } = order;
  const bearsDate = kind.bears === 'date';
  const v = bearsDate ? desk.input.stored.dateVersion : 0;
  const automatic = kind.release === 'automatic';
  const channel = channelTo(to);
  const { subject, body, reason } = rendered(desk, order, to);
  return {
    sendKey: sendKey({
      match: desk.match.id,
      kind: kind.kind,
      subject: part ?? task ?? undefined,
      generation,
      ask,
      person: to.id,
      v,
    }),
    kind: kind.kind,
    task,
    part,
    generation,
    ask,
    person: to.id,
    v,
    state: automatic && reason === null ? (channel === 'mail' ? 'queued' : 'released') : 'draft',
    channel,
    automatic,
    essential: kind.essential,
    from: kind.from,
    bearsDate,
    namesOldDate: false,
    subject,
    body,
    dueAt: new Date(leavesAt(desk, order, to)),
    source:
      kind.kind === REMINDER
        ? { ...source, ask: listedAsk(desk, { kind: inLanguage(kind, to.language), task, part, to, source }) }
        : source,
    reason,
    seq: order.seq,
  };
}

/** As the person wishes; by post when she wishes mail and has no address for it. */
const channelTo = ({ channel, email }: MatchPerson): NewLetter['channel'] =>
  channel === 'mail' && email === null ? 'post' : channel;

/**
 * When a letter may leave. What Peermatch writes by itself keeps quiet hours and, unless it is essential, waits for the
 * recipient's working morning, where it joins the reminders of the day (requirements.md B2.5, B3).
 */
function leavesAt({ ports, match }: Desk, { kind, source, at }: Order, to: MatchPerson): number {
  // Who has just asked for a link waits for it.
  if (kind.release !== 'automatic' || source.window !== undefined || source.link !== undefined) return at;
  const zone = to.zone ?? match.timeZone;
  return kind.essential && !isQuiet(at, zone) ? at : ports.morning(at, zone);
}

/** The letter in the words of its reader; one that is written in English only, for staff, in English. */
export function rendered(
  desk: Desk,
  { kind: wanted, task, part, source }: Pick<Order, 'kind' | 'task' | 'part' | 'source'>,
  to: MatchPerson,
): { subject: string; body: string; reason: string | null } {
  const kind = inLanguage(wanted, to.language);
  try {
    const { subject, body, missing } = renderLetter(kind, letterData(desk, { kind, task, part, to, source }));
    return { subject, body, reason: missing.length === 0 ? null : `not known yet: ${missing.join(', ')}` };
  } catch (error) {
    return {
      subject: kind.title,
      body: '',
      reason: `could not be rendered: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
