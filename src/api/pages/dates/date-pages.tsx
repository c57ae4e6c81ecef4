import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MATCH_OFF, PLACES } from '../../../contracts/date-events.ts';
import type { NewDates } from '../../../contracts/api-dates.ts';
import type { Match } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { reportEvent, visibleMatch } from '../../commands.ts';
import { lookAtDates } from '../../consequences.ts';
import { invalid } from '../../errors.ts';
import { acceptingRoles, leadTimeOf } from '../../lead-time.ts';
import { chartOfMatch, storedOf, toMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { addressOf } from '../act/address.ts';
import { dataOf } from '../act/asked.ts';
import { keptAnswers } from '../act/kept-words.tsx';
import { mistakesIn, statusOf } from '../act/mistakes-of.ts';
import { leadWords } from '../act/lead-words.ts';
import { hiddenFields, sentBy } from '../act/press.ts';
import type { Mistake } from '../act/report.tsx';
import { CHANGED_SINCE, stampOf } from '../follows/stamp.ts';
import { toHtml } from '../layout.tsx';
import { subPageBase } from '../match/sub-page.tsx';
import { namesOf, sendPage } from '../page.ts';
import { partNames } from '../part-words.ts';
import { DatesPage } from './dates.tsx';
import type { DatesView } from './dates.tsx';
import { allOf, askedDates, datesOfNow, MOVED, standsAlready, wantedDates } from './wanted-dates.ts';

const PATH = '/matches/:id/dates';
const one = z.string().max(100).optional();
const query = z.object({
  matchStart: one,
  matchEnd: one,
  final: one,
  reopen: z.union([z.string().max(100), z.array(z.string().max(100)).max(100)]).optional(),
  done: one,
});

const NOTICES: Readonly<Record<string, DatesView['notice']>> = {
  moved: { tone: 'success', text: 'The dates are moved. Letters about them wait to be released.', letters: true },
  accepted: { tone: 'success', text: 'Your word for the compressed plan is noted.' },
};
const CHANGED: DatesView['notice'] = { tone: 'warning', text: CHANGED_SINCE };
const SAME: DatesView['notice'] = { tone: 'info', text: 'These are the dates already: nothing would change.' };

interface Shown {
  readonly values?: Readonly<Record<string, unknown>>;
  readonly mistakes?: readonly Mistake[];
  readonly notice?: DatesView['notice'];
  readonly wanted?: NewDates;
}

/** Moving the dates of a match: a look at all that follows, then one press that does what was shown (requirements.md X8, X10). */
export function datePages(app: FastifyInstance, deps: Routing): void {
  typed(app).get(PATH, { schema: { params: idParams, querystring: query } }, async (request, reply) => {
    const found = await matchOf(request, request.params.id);
    const { done, ...sent } = request.query;
    if (sent.matchStart === undefined) return show(request, reply, found, { notice: NOTICES[done ?? ''] });
    const asked = askedDates(found.match, deps.questions);
    const values = dataOf(allOf(asked), sent);
    try {
      const wanted = wantedDates(asked, sent);
      if (standsAlready(found.match, wanted)) return await show(request, reply, found, { values, notice: SAME });
      return await show(request, reply, found, { values, wanted });
    } catch (error) {
      return show(request, reply.code(422), found, { values, mistakes: mistakesIn(error, allOf(asked)) });
    }
  });

  typed(app).post(PATH, { schema: { params: idParams } }, async (request, reply) => {
    const found = await matchOf(request, request.params.id);
    const { fields, key } = sentBy(request);
    if (fields['_do'] === 'accept') return accept(request, reply, found, fields, key);
    if (fields['_do'] !== 'move') throw invalid('_do', 'is nothing that is done with dates');
    return move(request, reply, found, fields, key);
  });

  type Found = { readonly rows: MatchRows; readonly match: Match };

  async function matchOf(request: FastifyRequest, id: string): Promise<Found> {
    const rows = await visibleMatch(deps, callerOf(request), id);
    return { rows, match: toMatch(rows, rolesIn(callerOf(request), rows.people), deps) };
  }

  async function move(
    request: FastifyRequest,
    reply: FastifyReply,
    { rows, match }: Found,
    sent: Readonly<Record<string, unknown>>,
    key: string,
  ) {
    const caller = callerOf(request);
    const asked = askedDates(match, deps.questions);
    const words = dataOf(asked.words, sent);
    const values = dataOf(allOf(asked), sent);
    let wanted: NewDates | undefined;
    try {
      wanted = wantedDates(asked, sent);
      // The same press again, or somebody else's: what was asked for stands.
      if (standsAlready(match, wanted)) return await reply.redirect(`/matches/${match.id}/dates?done=moved`, 303);
      const seen = await lookAtDates(deps, caller, rows, wanted);
      if (stampOf(seen, match.timeZone) !== sent['stamp'])
        return await show(request, reply.code(409), { rows, match }, { values, wanted, notice: CHANGED });
      const data = { ...wanted, basis: seen.basis, ...words };
      await reportEvent(deps, caller, match.id, { type: MOVED, data }, key);
      return await reply.redirect(`/matches/${match.id}/dates?done=moved`, 303);
    } catch (error) {
      const mistakes = mistakesIn(error, allOf(asked));
      const now = await matchOf(request, match.id);
      // Looked at again where that is possible: the reason may be that something moved in between.
      const again = { values, mistakes, ...(wanted === undefined ? {} : { wanted }) };
      const status = statusOf(error);
      return show(request, reply.code(status), now, again).catch(() =>
        show(request, reply.code(status), now, { values, mistakes }),
      );
    }
  }

  async function accept(
    request: FastifyRequest,
    reply: FastifyReply,
    { rows, match }: Found,
    sent: Readonly<Record<string, unknown>>,
    key: string,
  ) {
    const share = leadTimeOf(deps, rows).compressed?.share;
    if (share === undefined || String(share) !== sent['share'])
      return show(request, reply.code(409), { rows, match }, { notice: CHANGED });
    const data = { share, as: sent['as'] };
    await reportEvent(deps, callerOf(request), match.id, { type: 'PLAN_COMPRESSED', data }, key);
    return reply.redirect(`/matches/${match.id}/dates?done=accepted`, 303);
  }

  async function show(request: FastifyRequest, reply: FastifyReply, { rows, match }: Found, shown: Shown) {
    const caller = callerOf(request);
    const chart = chartOfMatch(rows);
    const isMoved = MOVED in chart.catalogue;
    const nameOf = namesOf(rows);
    const leadTime = chart.leadTime && storedOf(rows) ? leadTimeOf(deps, rows) : undefined;
    const mayAccept = match.allowed.some(({ type }) => type === 'PLAN_COMPRESSED');
    const mayMove = match.allowed.some(({ type }) => type === MOVED);
    const asked = isMoved ? askedDates(match, deps.questions) : undefined;
    // The words are asked beside the button, which is there when the dates can be moved and were looked at.
    const hasBoxes = mayMove && shown.wanted !== undefined;
    const page = (
      <DatesPage
        {...subPageBase(deps, request, rows, match)}
        asked={asked}
        kept={hasBoxes ? [] : keptAnswers(asked?.words ?? [], shown.values ?? {})}
        links={linksOf(rows, match)}
        values={shown.values ?? datesOfNow(match)}
        mistakes={shown.mistakes ?? []}
        notice={shown.notice ?? (isMoved ? undefined : ELSEWHERE)}
        seen={shown.wanted && (await seenOf(request, { rows, match }, shown.wanted))}
        mayMove={mayMove}
        leadTime={leadTime}
        leadWords={leadWords({ method: match.method, ...match.dates })}
        acceptAs={mayAccept ? acceptingRoles(rolesIn(caller, rows.people), leadTime) : []}
        partName={partNames(match.parts, nameOf, () => undefined)}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  }

  async function seenOf(request: FastifyRequest, { rows, match }: Found, wanted: NewDates): Promise<DatesView['seen']> {
    const preview = await lookAtDates(deps, callerOf(request), rows, wanted);
    const { matchStart } = preview.dates.after;
    return {
      preview,
      nameOf: (person) => namesOf(rows)(person) ?? 'somebody who has left',
      leadTime: leadWords({ method: match.method, assignedOn: match.dates.assignedOn, matchStart }),
      stamp: stampOf(preview, match.timeZone),
    };
  }
}

const ELSEWHERE: DatesView['notice'] = {
  tone: 'info',
  text: 'The dates of this match are those of its meetings: they are moved where a meeting is planned.',
};

/** Where the match takes place, whether it goes on, and for other methods the task that sets its dates. */
function linksOf(rows: MatchRows, match: Match): DatesView['links'] {
  const { catalogue } = chartOfMatch(rows);
  const elsewhere = [...PLACES, ...MATCH_OFF, 'HELD', 'RESUMED'];
  const dated = (type: string) => !(MOVED in catalogue) && catalogue[type]?.anchors?.matchStart !== undefined;
  return match.allowed
    .filter(({ type, part }) => part === undefined && (elsewhere.includes(type) || dated(type)))
    .map(({ type, task }) => ({
      title: catalogue[type]?.title ?? type,
      address: addressOf(match.id, { type, ...(task ? { task } : {}) }),
    }));
}
