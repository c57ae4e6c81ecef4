import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MatchRows } from '../../../db/api-queries.ts';
import type { Imported } from '../../../contracts/people-import.ts';
import { importSchema } from '../../../contracts/people-import.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { visibleMatch } from '../../commands.ts';
import { ApiProblem, issuePaths } from '../../errors.ts';
import { chartOfMatch, toMatch } from '../../match-view.ts';
import { importPeople } from '../../people-import/import-people.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { PeopleImportPage } from './people-import.tsx';
import { hiddenFields, sentBy } from './press.ts';
import type { Mistake } from './report.tsx';

const PATH = '/matches/:id/people/import';
/** A table of 5,000 people, written as a form sends it. */
const LARGEST = 24 * 1024 * 1024;

interface Shown {
  readonly text: string;
  readonly team: string;
  readonly found?: Imported;
  readonly mistakes?: readonly Mistake[];
}

/** Adding people from a pasted list; the same as by the API. */
export function peopleImportPages(app: FastifyInstance, deps: Routing): void {
  typed(app).get(PATH, { schema: { params: idParams } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    return show(request, reply, rows, { text: '', team: 'seeker' });
  });

  typed(app).post(PATH, { bodyLimit: LARGEST, schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const { id } = request.params;
    const rows = await visibleMatch(deps, caller, id);
    const { fields, key } = sentBy(request);
    const text = typeof fields['text'] === 'string' ? fields['text'] : '';
    const team = typeof fields['team'] === 'string' ? fields['team'] : '';
    const takes = fields['_do'] === 'take';
    const read = importSchema.safeParse({ text, defaults: team === '' ? {} : { team }, dryRun: !takes });
    if (!read.success)
      return show(request, reply.code(422), rows, { text, team, mistakes: toMistakes(issuePaths(read.error.issues)) });
    try {
      const { replayed: _, ...found } = await importPeople(deps, caller, id, read.data, key);
      if (takes && found.counts.wrong === 0) return await reply.redirect(`/matches/${id}`, 303);
      return await show(request, reply, rows, { text: takes ? (found.errorsCsv ?? '') : text, team, found });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
      const { errors = [], because } = error.saying;
      const mistakes = because === undefined ? toMistakes(errors) : [{ name: undefined, text: because }];
      return show(request, reply.code(422), rows, { text, team, mistakes });
    }
  });

  function show(request: FastifyRequest, reply: FastifyReply, rows: MatchRows, shown: Shown) {
    const { words } = chartOfMatch(rows);
    const page = (
      <PeopleImportPage
        reader={readerOf(request, deps)}
        match={toMatch(rows, rolesIn(callerOf(request), rows.people), deps)}
        text={shown.text}
        team={shown.team}
        teams={(['seeker', 'helper'] as const).map((id) => ({ id, label: words[id] ?? id }))}
        found={shown.found}
        mistakes={shown.mistakes ?? []}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  }
}

const toMistakes = (errors: readonly { path: string; message: string }[]): Mistake[] =>
  errors.map(({ path, message }) => ({ name: path.split('.')[0], text: `The list ${message}` }));
