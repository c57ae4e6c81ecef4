import type { Preview } from '../contracts/api-letters.ts';
import type { LetterRow, MatchRows } from '../db/api-queries.ts';
import { makeLetterLife } from '../db/letter-life.ts';
import { lookAt } from '../db/letter-preview.ts';
import { fittingFiles, inLanguage, languageOf, letterInvitation, toParts, withFilesNote } from '../letters/index.ts';
import type { LetterKind } from '../letters/index.ts';
import type { Caller } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { notFound } from './errors.ts';
import { gapsOf, isDraft, obstaclesTo } from './letter-fitness.ts';
import { iso } from './match-view.ts';
import { seesAddresses } from './people-view.ts';
import { releaserOf, visibleLetter } from './release-letters.ts';

/**
 * A letter as its reader would get it now (requirements.md A2.3): words, signer, whom an answer reaches, what is attached; and what
 * keeps it from leaving.
 */
export async function previewOf(deps: ApiDeps, caller: Caller, id: string): Promise<Preview> {
  const { letter, rows } = await visibleLetter(deps, caller, id);
  const taken = await lookAt(deps.db, id);
  if (taken === undefined) throw notFound('there is no such letter');
  const life = makeLetterLife(deps.db);
  const [deeds, attempts] = await Promise.all([life.deedsOf(id), life.attemptsOf(id)]);
  const { method } = rows.match;
  const known = deps.letters.kind(method, letter.kind);
  const kind = known && inLanguage(known, taken.to.language);
  const files = await filesOf(deps, rows, letter);
  const from = taken.from?.name ?? deps.programName;
  const words = { body: letter.body, from, to: taken.to.name, title: rows.match.title };
  return {
    id,
    kind: letter.kind,
    state: letter.state,
    channel: letter.channel,
    to: { person: letter.person, name: taken.to.name, address: addressOf(caller, rows, letter) },
    from: { name: from, address: mailboxOf(deps.mailFrom) },
    replyTo: taken.replyTo && { name: taken.replyTo.name, address: taken.replyTo.email },
    subject: letter.subject,
    ...toParts(withFilesNote(words, kind, files), {
      lang: languageOf(kind),
      title: letter.subject,
    }),
    attachments: [
      ...attachmentsOf(kind, letter, taken),
      ...files.attached.map(({ name, type, bytes }) => ({ filename: name, contentType: type, size: bytes })),
    ],
    missing: gapsOf(letter),
    obstacles: isDraft(letter) ? obstaclesTo(deps, rows, letter) : [],
    releasedBy: releaserOf(deps, method, letter),
    approvedBy: letter.approved_by,
    leavesAt: letter.state === 'released' && letter.channel === 'mail' ? iso(letter.due_at) : null,
    deeds: deeds.map((one) => ({ at: iso(one.at), by: one.by_person, role: one.by_role, deed: one.deed })),
    attempts: attempts.map(({ at, outcome, response }) => ({ at: iso(at), outcome, response })),
    againOf: letter.again_of,
  };
}

/** Files come with mail only: on paper the packet names them. */
async function filesOf(deps: ApiDeps, { match }: MatchRows, { kind, channel }: LetterRow) {
  const brings =
    deps.letters.kind(match.method, kind)?.attach !== undefined && channel !== 'post' && channel !== 'phone';
  return fittingFiles(brings ? await deps.files.sharedIn(match.id) : [], deps.fileLimits.mail);
}

/** A calendar entry comes with mail only: on paper the words say the date. */
function attachmentsOf(
  kind: LetterKind | undefined,
  { channel }: LetterRow,
  taken: Parameters<typeof letterInvitation>[0],
): Preview['attachments'] {
  // Mail came back, and the address was taken out.
  if (channel === 'post' || channel === 'phone' || taken.to.email === '') return [];
  const invitation = letterInvitation(taken, kind);
  if (invitation === undefined) return [];
  const contentType = `text/calendar; method=${invitation.method}`;
  return [{ filename: 'invitation.ics', contentType, size: Buffer.byteLength(invitation.content) }];
}

/** Where it goes, for those who may see addresses (requirements.md A2.6 (8)). */
function addressOf(caller: Caller, { people }: MatchRows, { person, channel }: LetterRow): string | null {
  const to = people.find(({ id }) => id === person);
  if (to === undefined || !seesAddresses(caller, people)(to)) return null;
  if (channel === 'post') return to.address;
  return channel === 'phone' ? to.telephone : to.email;
}

/** The bare address of `Peermatch <peermatch@example.org>`. */
const mailboxOf = (mailFrom: string): string => /<([^<>]+)>$/.exec(mailFrom)?.[1] ?? mailFrom;
