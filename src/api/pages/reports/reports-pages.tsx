import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { reportPdf } from '../../../print/index.ts';
import { seesAll } from '../../access.ts';
import type { Caller } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { sendCsv, toCsv } from '../../csv.ts';
import { notAllowed } from '../../errors.ts';
import { makeReports } from '../../reports/make-report.ts';
import { plotMarks } from '../../reports/plot-marks.ts';
import { cellWords, REPORT_IDS, reportLines } from '../../reports/report.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { ReportPage } from './report-page.tsx';

/** A page shows the newest matches; the table to save has all of them. */
const SHOWN = 50;
const year = z.coerce.number().int().min(1900).max(2200).optional().catch(undefined);
const querystring = z.object({ year });

/** What all matches together tell; for program managers and administrators. */
export function reportsPages(app: FastifyInstance, deps: Routing): void {
  const reports = makeReports(deps);

  typed(app).get('/reports', (request, reply) => {
    mayRead(callerOf(request));
    return reply.redirect(`/reports/${REPORT_IDS[0]}`, 303);
  });

  for (const id of REPORT_IDS) {
    typed(app).get(`/reports/${id}`, { schema: { querystring } }, async (request, reply) => {
      mayRead(callerOf(request));
      const { year } = request.query;
      const [report, years] = await Promise.all([reports.make(id, year, SHOWN), reports.years()]);
      const reader = readerOf(request, deps);
      return sendPage(reply, toHtml(<ReportPage reader={reader} report={report} years={years} year={year} />));
    });

    typed(app).get(`/reports/${id}.csv`, { schema: { querystring } }, async (request, reply) => {
      mayRead(callerOf(request));
      const report = await reports.make(id, request.query.year);
      return sendCsv(reply, `${fileName(id, request.query.year)}.csv`, toCsv(reportLines(report)));
    });

    typed(app).get(`/reports/${id}.pdf`, { schema: { querystring } }, async (request, reply) => {
      mayRead(callerOf(request));
      const report = await reports.make(id, request.query.year);
      const tables = report.tables.map((table) => ({
        title: table.title,
        help: table.help,
        plot: plotMarks(table),
        columns: table.columns,
        rows: table.rows.map(({ cells }) => cells.map(cellWords)),
      }));
      const which = request.query.year === undefined ? 'All years' : `Matches of the year ${request.query.year}`;
      const pdf = await reportPdf({ title: report.title, lead: `${which}. ${report.lead}`, tables, at: deps.clock() });
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${fileName(id, request.query.year)}.pdf"`)
        .send(pdf);
    });
  }
}

const fileName = (id: string, year: number | undefined): string =>
  `report-${id}${year === undefined ? '' : `-${year}`}`;

function mayRead(caller: Caller): void {
  if (!seesAll(caller)) throw notAllowed('reports are for program managers and administrators');
}
