import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { instant } from '../../../contracts/api.ts';
import { keptMailOf } from '../../../db/rehearsals.ts';
import { toParts } from '../../../letters/index.ts';
import { mineOf, rolesIn } from '../../access.ts';
import type { Caller } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { visibleMatch } from '../../commands.ts';
import { ApiProblem, invalid, notFound } from '../../errors.ts';
import { fastForward } from '../../fast-forward.ts';
import { isDraft } from '../../letter-fitness.ts';
import { chartOfMatch, iso, toMatch } from '../../match-view.ts';
import { stopsOf } from '../../rehearsals/stops.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { hiddenAgain, hiddenFields, sentBy } from '../act/press.ts';
import { toHtml } from '../layout.tsx';
import { namesOf, readerOf, sendPage } from '../page.ts';
import { partNames } from '../part-words.ts';
import { readMail } from '../read-mail.ts';
import { todosOf } from '../todo.ts';
import { instantWords } from '../words.ts';
import { RehearsePage } from './rehearse.tsx';
import type { KeptMail } from './rehearse.tsx';

const NOTICES: Readonly<Record<string, string>> = {
  behind: 'The clock was past that time already, so it was not turned.',
  underway: 'The clock is still on its way there. Press the same button again in a moment.',
};
const query = z.object({ since: instant.optional().catch(undefined), said: z.string().max(20).optional() });
const turn = z.object({ until: instant, from: instant.optional().catch(undefined) });

/** As many as one reads in one go. */
const MAILS = 30;
const MOST_LETTERS = 1000;

/** Practising on one rehearsal: the same command as `fast-forward` of the API. */
export function rehearsePages(app: FastifyInstance, deps: Routing): void {
  const path = '/matches/:id/rehearse';

  typed(app).get(path, { schema: { params: idParams, querystring: query } }, async (request, reply) => {
    const caller = callerOf(request);
    const rows = await rehearsalFor(deps, caller, request.params.id);
    const roles = rolesIn(caller, rows.people);
    const match = toMatch(rows, roles, deps);
    const nameOf = namesOf(rows);
    const dayOf = () => undefined;
    const { since, said } = request.query;
    const hidden = hiddenFields(reply);
    const [mail, letters] = await Promise.all([
      mailOf(deps, caller, match, since),
      deps.queries.letters(match.id, undefined, MOST_LETTERS),
    ]);
    const page = (
      <RehearsePage
        reader={readerOf(request, deps)}
        match={match}
        todos={todosOf({ rows, match, nameOf, partName: partNames(match.parts, nameOf, dayOf), dayOf, carried: [] })}
        drafts={letters.items.filter(isDraft).length}
        stops={stopsOf(match, chartOfMatch(rows)).map((stop) => ({ ...stop, hidden: hiddenAgain(hidden) }))}
        mail={mail.slice(0, MAILS)}
        mailGoesOn={mail.length > MAILS}
        since={since}
        mayTurn={roles.some((role) => role !== 'assistant')}
        notice={said === undefined ? undefined : NOTICES[said]}
      />
    );
    return sendPage(reply, toHtml(page));
  });

  typed(app).post(path, { schema: { params: idParams } }, async (request, reply) => {
    const { id } = request.params;
    const caller = callerOf(request);
    await rehearsalFor(deps, caller, id);
    const { fields, key } = sentBy(request);
    const wish = turn.safeParse(fields);
    if (!wish.success) throw invalid('until', 'must be an instant');
    const { until, from } = wish.data;
    const said = await turned(deps, caller, { id, until, key });
    const query = new URLSearchParams({
      ...(from === undefined ? {} : { since: from }),
      ...(said === undefined ? {} : { said }),
    });
    return reply.redirect(`/matches/${id}/rehearse?${query.toString()}`, 303);
  });
}

/** A real match has no clock to turn, so there is no such page of it. */
async function rehearsalFor(deps: Routing, caller: Caller, id: string) {
  const rows = await visibleMatch(deps, caller, id);
  if (!rows.match.rehearsal) throw notFound('this is a real match: its clock cannot be turned');
  return rows;
}

/** What is said about the press; undefined when it did what it should. */
async function turned(
  deps: Routing,
  caller: Caller,
  { id, until, key }: { id: string; until: string; key: string },
): Promise<keyof typeof NOTICES | undefined> {
  try {
    await fastForward(deps, caller, id, { until }, key);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    // The page was older than the clock; or the way is longer than anybody waits for.
    if (error.saying.errors?.some(({ path }) => path === 'until')) return 'behind';
    if (error.status === 503) return 'underway';
    throw error;
  }
}

async function mailOf(
  deps: Routing,
  caller: Caller,
  { id, timeZone }: { id: string; timeZone: string },
  since: string | undefined,
): Promise<KeptMail[]> {
  const limit = MAILS + 1;
  const kept = await keptMailOf(deps.db, id, { limit, ...(since === undefined ? {} : { since: new Date(since) }) });
  return Promise.all(
    kept.map(async ({ id: letter, subject, body, sent_at: sentAt, name }) => {
      const mime = await deps.queries.mimeOf(letter, mineOf(caller));
      const mail = mime === null ? undefined : readMail(mime);
      return {
        id: letter,
        subject: mail?.subject ?? subject,
        to: name,
        at: sentAt === null ? '' : instantWords(iso(sentAt), timeZone),
        text: linked(mail?.text ?? toParts(body).text, deps.publicUrl),
      };
    }),
  );
}

/** Whoever practises presses the links of all the sample people: those to pages of ours are links here too. */
function linked(text: string, publicUrl: string): KeptMail['text'] {
  const own = new RegExp(`(${publicUrl.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}/[\\w/-]+)`);
  return text
    .split(own)
    .map((words) => (words.startsWith(`${publicUrl}/`) ? { words, href: words.slice(publicUrl.length) } : { words }));
}
