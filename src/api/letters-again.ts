import type { Apology, SendAgain } from '../contracts/api-letters.ts';
import { ESCALATION } from '../contracts/names.ts';
import type { Role } from '../contracts/names.ts';
import type { LetterRow, MatchRows, PersonRow } from '../db/api-queries.ts';
import { draftAgain } from '../db/letters-again.ts';
import type { AgainDraft } from '../db/letters-again.ts';
import { formatDay, localeFor, sendKey } from '../letters/index.ts';
import type { LetterData } from '../letters/index.ts';
import type { Caller } from './access.ts';
import { commandOf, otherBody } from './commands.ts';
import type { ApiDeps } from './deps.ts';
import { conflict } from './errors.ts';
import { batchOf, doerOf, releasingRole, visibleLetter } from './release-letters.ts';

/** States of letters that have left, or were lost on the way. */
export const LEFT: readonly string[] = ['sent', 'failed', 'unknown'];
/** The kind of an apology, of every method. */
export const APOLOGY = 'x26';

/**
 * The same letter once more, as a new draft with a send key of its own that refers to the old one (requirements.md A2.3): after a
 * correction, to a corrected address, or another way. It is released as any other, also after the end of the match.
 */
export async function sendAgain(
  deps: ApiDeps,
  caller: Caller,
  id: string,
  said: SendAgain,
  key: string,
): Promise<LetterRow> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  const role = releasingRole(deps, caller, rows, letter);
  if (!LEFT.includes(letter.state))
    throw conflict(`the letter is ${letter.state}: only one that has left is sent again`);
  const to = reader(rows, letter);
  const channel = said.channel ?? channelTo(to);
  refuseDeadEnd(to, channel);
  const isOld = letter.bears_date && letter.v !== rows.match.date_version;
  const changed = said.body !== undefined || said.subject !== undefined;
  const draft: AgainDraft = {
    of: letter,
    kind: letter.kind,
    from: letter.from_role,
    channel,
    subject: said.subject ?? letter.subject,
    body: said.body ?? letter.body,
    state: changed || letter.edited ? 'edited' : 'draft',
    v: letter.bears_date ? rows.match.date_version : 0,
    namesOldDate: isOld && said.body === undefined,
    same: true,
  };
  const [again] = await writeOnce(deps, caller, rows, { call: 'resend', letter: id, said }, key, role, [draft]);
  return again as LetterRow;
}

/**
 * Drafts an apology to everybody who got the wrong letter (X26): those that left together, or the named ones. It names the subject
 * of that letter; what is right is said by a person.
 */
export async function draftApology(
  deps: ApiDeps,
  caller: Caller,
  id: string,
  { letters = [], text }: Apology,
  key: string,
): Promise<LetterRow[]> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  const role = releasingRole(deps, caller, rows, letter);
  const found = letters.length > 0 ? await batchOf(deps, letter, letters) : await togetherWith(deps, letter);
  const wrong = found.filter(({ state }) => state === 'sent' || state === 'unknown');
  if (wrong.length === 0)
    throw conflict(`the letter is ${letter.state}: nobody has got it`, {
      allowed: [{ call: `POST /letters/${id}/withdraw` }],
    });
  const drafts = wrong
    .filter(({ person }) => rows.people.some((one) => one.id === person))
    .map((one) => apologyFor(deps, rows, one, text));
  return writeOnce(deps, caller, rows, { call: 'apology', letter: id, letters, text }, key, role, drafts);
}

async function togetherWith(deps: ApiDeps, letter: LetterRow): Promise<LetterRow[]> {
  if (letter.released_seq === null) return [letter];
  const { items } = await deps.queries.letters(letter.match, undefined, 1000, { kind: letter.kind });
  return items.filter((one) => one.released_seq === letter.released_seq && one.task === letter.task);
}

function apologyFor(deps: ApiDeps, rows: MatchRows, wrong: LetterRow, text: string | undefined): AgainDraft {
  const to = reader(rows, wrong);
  const from = holder('facilitator', rows.people);
  const facilitator = from === undefined ? undefined : { ...contactOf(from) };
  const data: LetterData = {
    program: { name: deps.programName },
    match: { title: rows.match.title },
    to: { name: to.name, firstName: to.name.split(' ')[0] ?? to.name },
    from: facilitator ?? { name: deps.programName },
    ...(facilitator === undefined ? {} : { facilitator }),
    about: {
      subject: wrong.subject,
      ...(wrong.sent_at === null
        ? {}
        : {
            on: formatDay(
              deps.dayAt(wrong.sent_at.getTime(), to.zone ?? rows.match.time_zone),
              localeFor(deps.letters.kind(rows.match.method, APOLOGY), to.language),
            ),
          }),
    },
    ...(text === undefined ? {} : { text }),
  };
  const words = deps.letters.render(rows.match.method, APOLOGY, data, to.language);
  if (words === undefined) throw conflict(`this method has no letter ${APOLOGY}`);
  return {
    of: wrong,
    kind: APOLOGY,
    from: 'facilitator',
    channel: channelTo(to),
    ...words,
    state: 'draft',
    v: 0,
    namesOldDate: false,
    same: false,
  };
}

/** Written once for a key: the drafts of the first time are answered again. */
async function writeOnce(
  deps: ApiDeps,
  caller: Caller,
  rows: MatchRows,
  body: unknown,
  key: string,
  role: Role,
  drafts: readonly AgainDraft[],
): Promise<LetterRow[]> {
  const command = commandOf(caller, key, body);
  const by = doerOf(deps, caller, rows, role);
  const made: LetterRow[] = [];
  const claim = await deps.commands.claim(command, rows.match.id, async (tx) => {
    for (const draft of drafts) {
      const { match, task, part, generation, person } = draft.of;
      const parts = { match, kind: draft.kind, subject: part ?? task ?? undefined, generation, person, v: draft.v };
      made.push(await draftAgain(tx, draft, (ask) => sendKey({ ...parts, ask }), by));
    }
  });
  if (claim.kind === 'otherBody') throw otherBody();
  if (claim.kind === 'done') return deps.queries.lettersById(rows.match.id, claim.answer as string[]);
  const ids = made.map(({ id }) => id);
  await deps.commands.finish(command, null, ids);
  return made;
}

function reader({ people }: MatchRows, { person }: LetterRow): PersonRow {
  const to = people.find(({ id }) => id === person);
  if (to === undefined) throw conflict('the person is no longer in the match');
  return to;
}

const channelTo = ({ channel, email }: PersonRow): 'mail' | 'post' | 'phone' =>
  channel === 'mail' && email === null ? 'post' : channel;

/** It would come back again. */
function refuseDeadEnd({ email, bounced_at: bounced }: PersonRow, channel: string): void {
  if (channel !== 'mail') return;
  if (email === null)
    throw conflict('the person has no e-mail address: choose post or phone', { allowed: ['post', 'phone'] });
  if (bounced !== null)
    throw conflict('mail to this address came back: correct the address, or choose post or phone', {
      allowed: ['post', 'phone'],
    });
}

function holder(role: Role, people: readonly PersonRow[]): PersonRow | undefined {
  const next = ESCALATION[role];
  return people.find(({ roles }) => roles.includes(role)) ?? (next === undefined ? undefined : holder(next, people));
}

const contactOf = ({ name, email, telephone }: PersonRow) => ({
  name,
  ...(email === null ? {} : { email }),
  ...(telephone === null ? {} : { telephone }),
});
