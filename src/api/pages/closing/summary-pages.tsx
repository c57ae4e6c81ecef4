import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MatchRows } from '../../../db/api-queries.ts';
import { taskOfPart } from '../../../machines/kernel/index.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { reviewOf } from '../../closing/review.ts';
import { reportEvent, visibleMatch } from '../../commands.ts';
import { invalid } from '../../errors.ts';
import { chartOfMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { askedFor, dataOf } from '../act/asked.ts';
import type { Asked } from '../act/asked.ts';
import { keptAnswers } from '../act/kept-words.tsx';
import { mistakesIn, statusOf } from '../act/mistakes-of.ts';
import { hiddenFields, sentBy } from '../act/press.ts';
import type { Mistake } from '../act/report.tsx';
import { toHtml } from '../layout.tsx';
import { mustBePlace, subPageBase } from '../match/sub-page.tsx';
import { namesOf, sendPage } from '../page.ts';
import { doablesFrom, matchWithLate } from './reportable.ts';
import { SummaryPage } from './summary.tsx';

const PATH = '/matches/:id/summary';
const SETTLED = 'AMENDMENT_SETTLED';
const PUBLISHED = 'SUMMARY_PUBLISHED';

/** Who is on the page as often as there are comments: each comment has questions of its own. */
const askedOf = (asked: readonly Asked[], comment: string): Asked[] =>
  asked.map((one) => ({ ...one, name: `${one.name}.${comment}` }));

interface Shown {
  readonly values?: Readonly<Record<string, unknown>>;
  readonly mistakes?: readonly Mistake[];
  /** The comment that was to be settled. */
  readonly comment?: string;
}

/** The review of the summary: who answered what, each comment settled by a press, and what comes next (requirements.md T21 to T23, X19, X20). */
export function summaryPages(app: FastifyInstance, deps: Routing): void {
  typed(app).get(PATH, { schema: { params: idParams } }, async (request, reply) =>
    show(request, reply, await visibleMatch(deps, callerOf(request), request.params.id), {}),
  );

  typed(app).post(PATH, { schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const { id } = request.params;
    const rows = await visibleMatch(deps, caller, id);
    const { fields, key } = sentBy(request);
    const { comment } = fields;
    if (typeof comment !== 'string') throw invalid('comment', 'is needed');
    const asked = settleAsked(rows);
    const said = Object.fromEntries(asked.map(({ name }) => [name, fields[`${name}.${comment}`]]));
    try {
      const data = { comment, ...dataOf(asked, said) };
      await reportEvent(deps, caller, id, { type: SETTLED, data }, key);
      return await reply.redirect(`/matches/${id}/summary#comment-${comment}`, 303);
    } catch (error) {
      const mistakes = mistakesIn(error, asked).map(({ name, text }) => ({ name: name && `${name}.${comment}`, text }));
      const now = await visibleMatch(deps, caller, id);
      return show(request, reply.code(statusOf(error)), now, { values: fields, mistakes, comment });
    }
  });

  const settleAsked = ({ match }: MatchRows): Asked[] => askedFor(match.method, SETTLED, deps.questions);

  async function show(request: FastifyRequest, reply: FastifyReply, rows: MatchRows, shown: Shown) {
    const match = matchWithLate(rows, rolesIn(callerOf(request), rows.people), deps);
    const base = subPageBase(deps, request, rows, match);
    mustBePlace(base, 'summary');
    const { catalogue, forms } = chartFacts(rows);
    const tasks = [taskOfPart(catalogue, 'review'), catalogue[SETTLED]?.task, catalogue[PUBLISHED]?.task];
    const all = doablesFrom('summary', rows, match, tasks, deps.questions);
    const own = all.filter(({ address }) => !address.endsWith('/summary'));
    const asked = settleAsked(rows);
    const review = await reviewOf(deps, rows);
    const maySettle = match.allowed.some(({ type }) => type === SETTLED);
    const { values = {}, comment = '' } = shown;
    const hasBox = maySettle && review.comments.some(({ id }) => id === comment);
    const page = (
      <SummaryPage
        {...base}
        review={review}
        form={forms}
        next={own.filter(({ part }) => part === undefined)}
        answersOf={(person) => own.filter(({ part }) => part === `review/${person}`)}
        settle={maySettle ? (comment) => askedOf(asked, comment) : undefined}
        nameOf={(person) => namesOf(rows)(person) ?? 'somebody who has left'}
        values={values}
        kept={hasBox ? [] : keptAnswers(askedOf(asked, comment), values)}
        mistakes={shown.mistakes ?? []}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  }
}

/** The catalogue of the method, and the form in which its summary is written. */
function chartFacts(rows: MatchRows) {
  const { catalogue } = chartOfMatch(rows);
  return { catalogue, forms: catalogue['SUMMARY_CIRCULATED']?.form };
}
