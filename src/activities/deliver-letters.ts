import { CancelledFailure } from '@temporalio/activity';
import { inLanguage, languageOf, letterInvitation, toParts, withFilesNote } from '../letters/index.ts';
import type { LetterKind } from '../letters/index.ts';
import type { DeliverLettersInput, DeliverLettersResult } from '../contracts/record.ts';
import { envelopeOf, isForDigest } from './digest.ts';
import { lettersDeferred } from './failures.ts';
import { takeDigest } from './take-digest.ts';
import type { ActivityPorts } from './ports.ts';
import type { Attempt, LetterFiles, OutgoingMail, TakenLetter } from './hand-over-ports.ts';

/** How a long hand-over shows that it lives, and learns that it should stop. */
export interface Pulse {
  beat(done: number): void;
  stopped(): boolean;
}

/** While others of the same minute are still being written down, a digest waits for them. */
const A_MOMENT = 60_000;

/**
 * Hands over what is queued or released and unsent, mail by mail: its letters are taken under their rows' locks, looked at again,
 * handed over, and noted. Reminders that wait for one person are one mail, whatever match they are of (`take-digest.ts`). A letter that an earlier run left half-way is `unknown` and never sent again by itself (design.md 7). Letters that the
 * server wants later make the activity fail at its end, so that Temporal tries again.
 */
export function makeDeliverLetters(
  ports: ActivityPorts,
  pulse: Pulse,
): (input: DeliverLettersInput) => Promise<DeliverLettersResult> {
  return async ({ match, now }) => {
    await ports.outbox.settleInterrupted(match, new Date(now));
    const count = { sent: 0, deferred: 0, gathering: false };
    const tried = new Set<string>();
    for (const waiting of await ports.outbox.waiting(match, new Date(now))) {
      if (tried.has(waiting.id)) continue;
      if (pulse.stopped()) throw new CancelledFailure('the hand-over was told to stop');
      const taken = isForDigest(waiting)
        ? await takeDigest(ports, { letter: waiting.id, match, now })
        : await ports.outbox.take(waiting.id);
      if (taken === 'gather') count.gathering = true;
      if (taken === 'gather' || taken.length === 0) continue;
      for (const { id } of taken) tried.add(id);
      const attempt = await handOver(ports, taken);
      await ports.outbox.settleTogether(
        taken.map(({ id }) => id),
        attempt,
      );
      if (attempt.outcome === 'sent' || attempt.outcome === 'captured') count.sent += taken.length;
      if (attempt.outcome === 'deferred') count.deferred += taken.length;
      pulse.beat(count.sent);
    }
    if (count.deferred > 0) throw lettersDeferred(count.deferred);
    const next = (await ports.outbox.next(match))?.getTime() ?? null;
    const lettersAt = count.gathering ? Math.max(next ?? 0, now + A_MOMENT) : next;
    return { sent: count.sent, lettersAt };
  };
}

async function handOver(ports: ActivityPorts, letters: readonly TakenLetter[]): Promise<Attempt> {
  const { mail, clock } = ports;
  const [first] = letters;
  if (first === undefined) throw new Error('no letter to hand over');
  const at = (): Date => new Date(clock() + first.clockOffset);
  const linked = await withLinks(ports, letters);
  if (typeof linked === 'string') return { at: at(), outcome: 'deferred', response: linked };
  const [alone = first, ...others] = linked;
  const files = others.length === 0 ? await filesOf(ports, alone) : undefined;
  if (typeof files === 'string') return { at: at(), outcome: 'deferred', response: files };
  const bytes = await composed(mail, () =>
    others.length === 0 ? whole(ports, alone, files) : toMail(ports, envelopeOf(ports, linked)),
  );
  if (typeof bytes === 'string') return { at: at(), outcome: 'failed', response: bytes };
  if (first.captured || !mail.canSend) return { at: at(), outcome: 'captured', response: 'captured', mime: bytes };
  const outcome = await mail.handOver({ to: first.to.email, bytes });
  return { at: at(), ...outcome };
}

/** Without its link a letter would ask for what cannot be done: it waits until there is one. */
async function withLinks(ports: ActivityPorts, letters: readonly TakenLetter[]): Promise<TakenLetter[] | string> {
  try {
    return await Promise.all(letters.map((letter) => ports.linked(letter)));
  } catch (error) {
    return `its link could not be made: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A letter that should bring files waits until they can be read. */
async function filesOf(ports: ActivityPorts, letter: TakenLetter): Promise<LetterFiles | string | undefined> {
  try {
    return await ports.filesFor(letter);
  } catch {
    // What the database says may hold a file's name.
    return 'its files could not be read';
  }
}

/** Composing is pure: what it cannot do once it can never do, so its mistake is the letter's outcome. */
async function composed(mail: ActivityPorts['mail'], message: () => OutgoingMail): Promise<Uint8Array | string> {
  try {
    return await mail.compose(message());
  } catch (error) {
    return `could not be composed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A letter that leaves in a mail of its own, with its calendar entry and its files. */
function whole(ports: ActivityPorts, letter: TakenLetter, files: LetterFiles | undefined): OutgoingMail {
  const { program } = ports;
  const kind = kindFor(ports, letter);
  const invitation = letterInvitation(letter, kind);
  const { body, to, match } = letter;
  const words = { body, from: letter.from?.name ?? program, to: to.name, title: match.title };
  const noted = files === undefined ? letter : { ...letter, body: withFilesNote(words, kind, files) };
  return {
    ...toMail(ports, noted),
    ...(invitation === undefined ? {} : { invitation }),
    ...(files === undefined || files.attached.length === 0 ? {} : { files: files.attached }),
  };
}

/** The letter's kind in the language of its reader. */
function kindFor({ letters }: ActivityPorts, { kind, match, to }: TakenLetter): LetterKind | undefined {
  const known = letters(match.method).get(kind);
  return known && inLanguage(known, to.language);
}

function toMail(ports: ActivityPorts, letter: TakenLetter): OutgoingMail {
  return {
    sendKey: letter.sendKey,
    kind: letter.kind,
    automatic: letter.automatic,
    date: letter.date,
    to: { name: letter.to.name, email: letter.to.email },
    from: letter.from ?? { name: ports.program },
    replyTo: letter.replyTo,
    subject: letter.subject,
    ...toParts(letter.body, { lang: languageOf(kindFor(ports, letter)), title: letter.subject }),
  };
}
