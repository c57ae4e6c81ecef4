import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { taskOfPart } from '../../../machines/kernel/index.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { honorariaOf } from '../../closing/honoraria.ts';
import { mayReadYear, yearlyHonoraria, yearlyTable } from '../../closing/yearly-honoraria.ts';
import { visibleMatch } from '../../commands.ts';
import { sendCsv, toCsv } from '../../csv.ts';
import { chartOfMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { hiddenFields } from '../act/press.ts';
import { toHtml } from '../layout.tsx';
import { mustBePlace, subPageBase } from '../match/sub-page.tsx';
import { readerOf, sendPage } from '../page.ts';
import { HonorariaPage } from './honoraria.tsx';
import { doablesFrom, matchWithLate } from './reportable.ts';
import { YearPage } from './year.tsx';

const FUNDS = 'FUNDS_ANSWERED';

/** Honoraria: of a match, one by one with what is missing, and of a year over all matches (requirements.md T18, R9, B2.27). */
export function honorariaPages(app: FastifyInstance, deps: Routing): void {
  typed(app).get('/matches/:id/honoraria', { schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, request.params.id);
    const match = matchWithLate(rows, rolesIn(caller, rows.people), deps);
    const base = subPageBase(deps, request, rows, match);
    mustBePlace(base, 'honoraria');
    const { catalogue } = chartOfMatch(rows);
    const all = doablesFrom(
      'honoraria',
      rows,
      match,
      [taskOfPart(catalogue, 'honorarium'), catalogue[FUNDS]?.task],
      deps.questions,
    );
    const page = (
      <HonorariaPage
        {...base}
        honoraria={await honorariaOf(deps, rows)}
        pressesOf={(part) => all.filter((one) => one.part === part)}
        funds={all.find(({ address }) => address.includes(`/${FUNDS}`))}
        year={mayReadYear(caller) ? yearOf(deps) : undefined}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  });

  const querystring = z.object({ year: z.coerce.number().int().min(2000).max(2099).default(yearOf(deps)) });

  typed(app).get('/honoraria', { schema: { querystring } }, async (request, reply) => {
    const caller = callerOf(request);
    const yearly = await yearlyHonoraria(deps, caller, request.query.year);
    const ofOwn = !caller.roles.includes('programManager');
    return sendPage(reply, toHtml(<YearPage reader={readerOf(request, deps)} yearly={yearly} ofOwn={ofOwn} />));
  });

  typed(app).get('/honoraria.csv', { schema: { querystring } }, async (request, reply) => {
    const yearly = await yearlyHonoraria(deps, callerOf(request), request.query.year);
    return sendCsv(reply, `honoraria-${yearly.year}.csv`, toCsv(yearlyTable(yearly)));
  });
}

const yearOf = ({ clock }: Pick<Routing, 'clock'>): number => new Date(clock()).getUTCFullYear();
