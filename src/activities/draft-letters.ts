import type { JournalLine } from '../contracts/record.ts';
import type { LetterKind } from '../letters/index.ts';
import { audience } from './audience.ts';
import { draftAsks } from './draft-asks.ts';
import { signer } from './letter-data.ts';
import type { Desk } from './desk.ts';
import { sourceOf } from './link-letters.ts';
import type { MatchPerson } from './record-ports.ts';
import type { NewLetter } from './letter-ports.ts';
import { toOrder, writeLetter } from './write-letter.ts';
import type { Effect } from '../machines/kernel/types.ts';

type Draft = Extract<Effect, { type: 'draftLetter' }>;

/** The letters that a journal line asks for. */
export function draftLetters(desk: Desk, line: JournalLine): NewLetter[] {
  return line.effects.flatMap((effect) => {
    if (effect.type === 'draftLetter') return fromDraft(desk, line, effect);
    if (effect.type === 'notify') return draftAsks(desk, line, effect);
    return [];
  });
}

function fromDraft(desk: Desk, line: JournalLine, effect: Draft): NewLetter[] {
  const kind = desk.ports.letters(desk.match.method).get(effect.kind);
  if (kind === undefined) return [];
  const order = toOrder(kind, line, effect, sourceOf(desk, line));
  const owner = effect.task === undefined ? undefined : desk.info.tasks[effect.task]?.owner;
  const about = {
    part: effect.part,
    persons: effect.persons,
    owner,
    by: line.event.by.person,
    parts: desk.input.view.parts,
    told: desk.told,
  };
  const to = audience(kind.to, about, desk.people);
  const readers = effect.persons === undefined ? withoutSigner(kind, to, desk.people) : to;
  return readers.map((person) => writeLetter(desk, order, person));
}

/** A letter to everyone is not sent to whoever signs it. */
export function withoutSigner(
  kind: LetterKind,
  to: readonly MatchPerson[],
  people: readonly MatchPerson[],
): MatchPerson[] {
  const isToAll = (['everyone', 'everyoneAndStaff', 'told'] as const).some((all) => kind.to.includes(all));
  return to.filter((person) => !isToAll || person !== signer(kind, people));
}
