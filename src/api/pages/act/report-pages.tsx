import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Match } from '../../../contracts/api.ts';
import { eventSchemas } from '../../../contracts/events/index.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { entryOf } from '../../check-event.ts';
import { reportEvent, visibleMatch } from '../../commands.ts';
import { ApiProblem } from '../../errors.ts';
import { chartOfMatch, toMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { namesOf, readerOf, sendPage } from '../page.ts';
import { partNames } from '../part-words.ts';
import { answersOf, askedFor } from './asked.ts';
import type { Asked } from './asked.ts';
import { addressOf, backTo, cameFrom, PLACES } from './address.ts';
import type { About, Place } from './address.ts';
import { happenedNow } from './happened.ts';
import { look } from './look.ts';
import type { Looked } from './look.ts';
import { CARRY, keptOf } from './kept-words.tsx';
import type { Kept } from './kept-words.tsx';
import { mistakesIn, statusOf } from './mistakes-of.ts';
import { hiddenFields, sentBy } from './press.ts';
import { landing } from './undo.ts';
import { inPlainWords, isRefused, refusedView } from './refused.ts';
import type { Refused } from './refused.ts';
import { ReportIndexPage } from './report-index.tsx';
import { ReportPage } from './report.tsx';
import type { Mistake } from './report.tsx';

const params = idParams.extend({ type: z.string().max(100) });
const about = z.object({
  task: z.string().max(100).optional(),
  part: z.string().max(200).optional(),
  from: z.enum(PLACES).optional(),
});

interface Shown extends About {
  readonly id: string;
  readonly type: string;
  readonly from?: Place | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  /** What would follow, when it was looked at. */
  readonly seen?: Looked | undefined;
  readonly changedSince?: boolean;
  readonly refused?: Refused | undefined;
  /** What was typed elsewhere and is asked for by no box of this page. */
  readonly kept?: readonly Kept[];
  /** The key of a press that is sent again; left out: a new one. */
  readonly key?: string;
}
type Refusing = Shown & { readonly key: string };

/** What an event carries besides texts. */
const factsOf = ({ match }: MatchRows, type: string): string[] =>
  Object.keys(eventSchemas(match.method)[type]?.facts.shape ?? {});

/** What a form brought that no box of the page asks for. */
const elsewhere = (asked: readonly Asked[], fields: Shown['values']): Kept[] =>
  keptOf(Object.fromEntries(Object.entries(fields).filter(([name]) => !asked.some((one) => one.name === name))));

const NO_ANSWER: Mistake = {
  name: undefined,
  text: 'The match did not answer in time. What you typed is still here: press once more in a moment, it counts once.',
};

/** Its page shows what follows before it is reported. */
const isWeighty = (rows: MatchRows, type: string): boolean => entryOf(chartOfMatch(rows), type).weighty === true;

/** Reporting what happened, from a page: the same command as by the API. */
export function reportPages(app: FastifyInstance, deps: Routing): void {
  const path = '/matches/:id/report/:type';

  typed(app).get('/matches/:id/report', { schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, request.params.id);
    const match = toMatch(rows, rolesIn(caller, rows.people), deps);
    const { happened } = deps.words(match.method);
    const groups = happenedNow(match, chartOfMatch(rows), happened, deps.questions);
    return sendPage(reply, toHtml(<ReportIndexPage reader={readerOf(request, deps)} match={match} groups={groups} />));
  });

  typed(app).get(path, { schema: { params, querystring: about } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    return open(request, reply, rows, { ...request.params, ...request.query, values: {}, mistakes: [] });
  });

  typed(app).post(path, { schema: { params, querystring: about } }, async (request, reply) => {
    const caller = callerOf(request);
    const { id, type } = request.params;
    const rows = await visibleMatch(deps, caller, id);
    const { fields, key } = sentBy(request);
    const asked = askedFor(rows.match.method, type, deps.questions);
    const { from, ...of } = request.query;
    const shown = { id, type, ...request.query, values: fields, mistakes: [] };
    if (fields['_do'] === CARRY) return open(request, reply, rows, { ...shown, kept: elsewhere(asked, fields) });
    try {
      const event = { type, ...of, data: answersOf(asked, fields) };
      if (isWeighty(rows, type)) {
        const looks = fields['_do'] === 'look';
        // The same press again does no harm, and is not looked at in the light of its own doing.
        const isAgain = () => (looks ? false : deps.commands.isTaken({ account: caller.account, key }));
        const seen = await look(deps, caller, rows, matchFor(request, rows), event).catch(async (error: unknown) => {
          if (!(await isAgain())) throw error;
        });
        if (looks) return await show(request, reply, rows, { ...shown, seen: seen ?? undefined });
        if (fields['stamp'] !== seen?.stamp && !(await isAgain()))
          return await show(request, reply.code(409), rows, { ...shown, seen: seen ?? undefined, changedSince: true });
      }
      await reportEvent(deps, caller, id, event, key);
      // Who reports that she herself has left does not see the match any more.
      const isGone = isWeighty(rows, type) && rolesIn(caller, await deps.queries.peopleOf([id])).length === 0;
      if (isGone) return await reply.redirect('/', 303);
      const back = backTo(id, { ...of, from });
      const saysSo = from === undefined || from === 'match' || from === 'tasks';
      return await reply.redirect(saysSo ? landing(back, { type, ...of, in: id }) : back, 303);
    } catch (error) {
      return refuse(request, reply, error, { ...shown, key });
    }
  });

  /** The page as it is opened: with a look at what follows where that needs no answer. */
  async function open(request: FastifyRequest, reply: FastifyReply, rows: MatchRows, shown: Shown) {
    const seen = isWeighty(rows, shown.type) ? await lookAtOnce(request, rows, shown) : undefined;
    return show(request, reply, rows, { ...shown, seen });
  }

  /** What was typed stays; what others did meanwhile and what is possible now stands beside it. */
  async function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown, { key, ...shown }: Refusing) {
    const { id, type, task, part, values } = shown;
    const rows = await visibleMatch(deps, callerOf(request), id);
    const match = matchFor(request, rows);
    const asked = askedFor(match.method, type, deps.questions);
    const partName = partNames(match.parts, namesOf(rows), () => undefined);
    const isLate = error instanceof ApiProblem && error.status === 503;
    const mistakes = isLate ? [NO_ANSWER] : mistakesIn(inPlainWords(error, match, part, partName), asked);
    return show(request, reply.code(isLate ? 503 : statusOf(error)), rows, {
      ...shown,
      mistakes,
      kept: elsewhere(asked, values),
      refused: isRefused(error) ? await refusedView(deps, rows, match, { type, task, part }) : undefined,
      // Nobody knows yet whether it was done: the same press again counts once.
      ...(isLate ? { key } : {}),
    });
  }

  const matchFor = (request: FastifyRequest, rows: MatchRows): Match =>
    toMatch(rows, rolesIn(callerOf(request), rows.people), deps);

  /**
   * What follows when nothing is answered yet; undefined when it depends on an answer, or is not possible: why is said when it is
   * pressed. Texts do not count (decision 0037), so that one that must be there is stood in for.
   */
  async function lookAtOnce(request: FastifyRequest, rows: MatchRows, { type, task, part }: Shown) {
    const needed = askedFor(rows.match.method, type, deps.questions).filter(({ required }) => required);
    if (needed.some(({ name }) => factsOf(rows, type).includes(name))) return undefined;
    const data = Object.fromEntries(needed.map(({ name }) => [name, '…']));
    const event = { type, ...(task ? { task } : {}), ...(part ? { part } : {}), data };
    return look(deps, callerOf(request), rows, matchFor(request, rows), event).catch((error: unknown) => {
      if (error instanceof ApiProblem) return undefined;
      throw error;
    });
  }

  async function show(request: FastifyRequest, reply: FastifyReply, rows: MatchRows, shown: Shown) {
    const { type, task, part } = shown;
    const chart = chartOfMatch(rows);
    const match = matchFor(request, rows);
    const partName = partNames(match.parts, namesOf(rows), () => undefined);
    const page = (
      <ReportPage
        reader={readerOf(request, deps)}
        match={match}
        title={entryOf(chart, type).title}
        about={[
          ...(task === undefined ? [] : [chart.tasks[task]?.title ?? task]),
          ...(part === undefined ? [] : [partName(part)]),
        ]}
        action={cameFrom(
          addressOf(match.id, { type, ...(task ? { task } : {}), ...(part ? { part } : {}) }),
          shown.from,
        )}
        back={backTo(match.id, shown)}
        asked={askedFor(match.method, type, deps.questions, rows.people)}
        values={shown.values}
        mistakes={shown.mistakes}
        hidden={hiddenFields(reply, shown.key)}
        refused={shown.refused}
        kept={shown.kept ?? []}
        look={
          isWeighty(rows, type)
            ? {
                seen: shown.seen,
                changedSince: shown.changedSince ?? false,
                depends: factsOf(rows, type).length > 0,
              }
            : undefined
        }
      />
    );
    return sendPage(reply, toHtml(page));
  }
}
