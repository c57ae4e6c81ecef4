import { renderLetter, sendKey } from '../letters/index.ts';
import { ESCALATION } from '../contracts/names.ts';
import type { JournalLine } from '../contracts/record.ts';
import type { LetterKind } from '../letters/index.ts';
import { audience, holders } from './audience.ts';
import { dayOf, eventData, letterData } from './letter-data.ts';
import type { Desk } from './letter-data.ts';
import type { LetterSource, MatchPerson, NewLetter } from './ports.ts';
import type { Deadline, Effect, PartId, TaskId } from '../machines/kernel/types.ts';

type Draft = Extract<Effect, { type: 'draftLetter' }>;
type Notify = Extract<Effect, { type: 'notify' }>;

/** Letters of an ask, where the ask is a letter of its own; everything else is the plain reminder `r`. */
const ASK_KINDS: Readonly<Partial<Record<Deadline['policy'], string>>> = { review: 'm22', checkIn: 'm24a' };
/** Escalations are numbered apart from the asks before them: they may reach the same person. */
const ESCALATED = 100;

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

/** The letters that a journal line asks for. */
export function draftLetters(desk: Desk, line: JournalLine): NewLetter[] {
  return line.effects.flatMap((effect) => {
    if (effect.type === 'draftLetter') return fromDraft(desk, line, effect);
    if (effect.type === 'notify') return fromNotify(desk, line, effect);
    return [];
  });
}

function fromDraft(desk: Desk, line: JournalLine, effect: Draft): NewLetter[] {
  const kind = desk.ports.letters(desk.match.method).get(effect.kind);
  if (kind === undefined) return [];
  const order = toOrder(kind, line, effect, { data: eventData(desk, line) });
  const owner = effect.task === undefined ? undefined : desk.info.tasks[effect.task]?.owner;
  const about = { part: effect.part, persons: effect.persons, owner, parts: desk.input.view.parts };
  const to = audience(kind.to, about, desk.people);
  return to.map((person) => writeLetter(desk, order, person));
}

/** An ask, unless what it asks for was settled later in the same record. */
function fromNotify(desk: Desk, line: JournalLine, effect: Notify): NewLetter[] {
  const deadline = desk.input.deadlines.find(({ id }) => id === effect.window);
  if (deadline === undefined || deadline.generation !== effect.generation) return [];
  const book = desk.ports.letters(desk.match.method);
  const special = effect.rung === 'escalate' ? undefined : book.get(ASK_KINDS[deadline.policy] ?? '');
  const kind = special ?? book.get('r');
  if (kind === undefined) return [];
  const owners = audience(
    ['owner'],
    { part: effect.part, persons: personOf(effect), owner: effect.owner },
    desk.people,
  );
  const next = holders(ESCALATION[effect.owner] ?? effect.owner, desk.people);
  const reminder = {
    rung: effect.rung,
    last: effect.last,
    isLate: effect.late,
    ...(next[0] === undefined ? {} : { goesTo: next[0].name }),
    ...nextAsk(desk, effect.window, line.at),
  };
  const asks = { ...effect, ask: effect.rung === 'escalate' ? ESCALATED + effect.ask : effect.ask };
  const ask = toOrder(kind, line, asks, { window: effect.window, data: { reminder } });
  if (effect.rung !== 'escalate') return owners.map((person) => writeLetter(desk, ask, person));

  const askedBefore = owners.map(({ name }) => name).join(', ');
  const handedOn = toOrder(kind, line, asks, {
    window: effect.window,
    data: { reminder: { ...reminder, askedBefore } },
  });
  return [
    ...next.map((person) => writeLetter(desk, handedOn, person)),
    ...owners.filter((person) => !next.includes(person)).map((person) => writeLetter(desk, ask, person)),
  ];
}

/** The day of the ask after this one, for the letter that asks now. */
function nextAsk(desk: Desk, window: string, at: number): { next?: string } {
  const later = desk.planned[window]?.rungs.filter((rung) => !rung.dropped && rung.at > at && rung.rung !== 'expire');
  const next = later?.sort((one, other) => one.at - other.at)[0];
  return next === undefined ? {} : { next: dayOf(next.at, desk.match.timeZone) };
}

const personOf = (effect: Notify): string[] | undefined => (effect.person === undefined ? undefined : [effect.person]);

function toOrder(
  kind: LetterKind,
  line: JournalLine,
  about: Pick<Draft, 'task' | 'part' | 'generation' | 'ask'>,
  source: LetterSource,
): Order {
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
 * One letter to one person. It waits as a draft unless its kind is automatic; for a person without e-mail it stays a draft for
 * the post or the telephone. A text that cannot be rendered must not hold up the record: the draft says why it is empty.
 */
export function writeLetter(desk: Desk, order: Order, to: MatchPerson): NewLetter {
  const { kind, task, part, generation, ask, source } = order;
  const bearsDate = kind.bears === 'date';
  const v = bearsDate ? desk.input.stored.dateVersion : 0;
  const automatic = kind.release === 'automatic';
  const channel = to.email === null ? (to.channel === 'phone' ? 'phone' : 'post') : 'mail';
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
    state: automatic && channel === 'mail' && reason === null ? 'queued' : 'draft',
    channel,
    automatic,
    essential: kind.essential,
    from: kind.from,
    bearsDate,
    namesOldDate: false,
    subject,
    body,
    dueAt: new Date(order.at),
    source,
    reason,
    seq: order.seq,
  };
}

export function rendered(
  desk: Desk,
  { kind, task, part, source }: Pick<Order, 'kind' | 'task' | 'part' | 'source'>,
  to: MatchPerson,
): { subject: string; body: string; reason: string | null } {
  try {
    return { ...renderLetter(kind, letterData(desk, { kind, task, part, to, source })), reason: null };
  } catch (error) {
    return {
      subject: kind.title,
      body: '',
      reason: `could not be rendered: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
