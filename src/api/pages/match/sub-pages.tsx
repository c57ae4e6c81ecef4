import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { chartSvg } from '../../chart-svg.ts';
import { visibleMatch } from '../../commands.ts';
import { formList } from '../../forms/view.ts';
import { toMatch } from '../../match-view.ts';
import { seesAddresses } from '../../people-view.ts';
import { idParams, pageQuery, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { namesOf, sendPage } from '../page.ts';
import { partNames } from '../part-words.ts';
import { plannedDays } from '../record-words.ts';
import { agendaView } from './agenda-data.ts';
import { AgendaPage } from './agenda-page.tsx';
import { callsView } from './calls-data.ts';
import { CallsPage } from './calls-page.tsx';
import { ChartPage } from './chart-page.tsx';
import { FormsPage } from './forms-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { lookAtPeople } from './people-view.ts';
import { recordLines } from './record-lines.ts';
import { RecordPage } from './record-page.tsx';
import { mustBePlace, subPageBase } from './sub-page.tsx';

const LINES = 50;
/** Where a page of the record goes on: the line after which, and the instant before which files are told. */
const query = pageQuery.extend({ before: z.iso.datetime().optional() });
/** Lines among which the days of calls are looked for, to name them. */
const RECENT = 200;

/** The pages about one side of a match each. */
export function matchSubPages(app: FastifyInstance, deps: Routing): void {
  const { queries } = deps;

  const page = (
    path: string,
    make: (asked: Asked, request: FastifyRequest) => Promise<Parameters<typeof toHtml>[0]>,
  ): void => {
    typed(app).get(
      `/matches/:id/${path}`,
      { schema: { params: idParams, querystring: query } },
      async (request, reply) => {
        const asked = await ask(request, request.params.id);
        mustBePlace(asked.base, path);
        return sendPage(reply, toHtml(await make(asked, request)));
      },
    );
  };
  type Asked = Awaited<ReturnType<typeof ask>>;
  async function ask(request: FastifyRequest, id: string) {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, id);
    const match = toMatch(rows, rolesIn(caller, rows.people), deps);
    return { caller, rows, match, base: subPageBase(deps, request, rows, match) };
  }
  const namesWithDays = async ({ rows, match }: Asked) =>
    partNames(match.parts, namesOf(rows), plannedDays(await queries.lastJournal(match.id, RECENT)));

  page('people', async ({ caller, rows, base }) => {
    const [look, onBehalf] = await Promise.all([lookAtPeople(deps, rows), queries.onBehalf(rows.match.id)]);
    const seesAddress = seesAddresses(caller, rows.people);
    return <PeoplePage {...base} people={rows.people} look={look} seesAddress={seesAddress} onBehalf={onBehalf} />;
  });

  page('forms', async (asked) => {
    const [forms, partName] = await Promise.all([formList(deps, asked.rows), namesWithDays(asked)]);
    return <FormsPage {...asked.base} forms={forms} partName={partName} />;
  });

  page('agenda', async ({ rows, base }) => <AgendaPage {...base} {...await agendaView(deps, rows)} />);

  page('calls', async ({ rows, match, base }) => <CallsPage {...base} {...await callsView(deps, rows, match)} />);

  page('record', async (asked, request) => {
    const { rows, match, base } = asked;
    const { after, before } = request.query as z.infer<typeof query>;
    const [{ items, next }, partName] = await Promise.all([
      queries.journalBefore(match.id, after, LINES),
      namesWithDays(asked),
    ]);
    const from = { after: next ?? '', before: items.at(-1)?.at.toISOString() ?? '' };
    const older = next === null ? null : `/matches/${match.id}/record?${new URLSearchParams(from).toString()}`;
    const told = before === undefined ? undefined : new Date(before);
    const record = await recordLines(
      deps,
      rows,
      { journal: items, toBeginning: next === null, before: told },
      partName,
    );
    return <RecordPage {...base} record={record} older={older} isNewest={after === undefined} />;
  });

  page('chart', async (asked) => {
    const { match, base } = asked;
    const [svg, partName] = await Promise.all([chartSvg(match, `Where ${match.title} stands`), namesWithDays(asked)]);
    return <ChartPage {...base} svg={svg} partName={partName} />;
  });
}
