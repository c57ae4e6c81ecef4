import { recordLate } from '../../db/after-the-end.ts';
import { writePending } from '../../db/api-commands.ts';
import { updateIdOf } from '../commands.ts';
import type { ApiDeps } from '../deps.ts';
import type { OpenedLink } from './open-link.ts';
import { sha256 } from '../../db/secrets.ts';
import { canonical } from '../canonical.ts';

const TYPE = 'COMMENT_MADE';

/**
 * A comment after the match has ended: its workflow is gone, so its line is written here, the same as the record would. Sent twice with
 * the same key it is kept once.
 */
export async function keepLateComment(
  deps: ApiDeps,
  opened: OpenedLink,
  { about, text }: { readonly about: string; readonly text: string },
  key: string,
): Promise<void> {
  const { link, person, now } = opened;
  const command = { account: `link:${link.id}`, key, bodySha256: sha256(canonical({ about, text })) };
  const by = { person: link.person, role: person?.roles[0] ?? 'participant' } as const;
  const author = { person: link.person, onBehalfOf: null, at: new Date(now) };
  const texts = [{ name: 'text', form: 'text', part: link.part, body: text }];
  const claim = await deps.commands.claim(command, link.match, (tx) =>
    writePending(tx, command, link.match, author, texts),
  );
  if (claim.kind !== 'fresh') return;
  const line = { at: now, key: updateIdOf(command), event: { type: TYPE, facts: { about }, by } };
  const late = { match: link.match, command, texts, line, recordedAt: new Date(deps.clock()) };
  const seq = await recordLate(deps.db, { ...late, isDone: () => Promise.resolve(false) }, () => Promise.resolve());
  await deps.commands.finish(command, seq ?? null, {});
}
