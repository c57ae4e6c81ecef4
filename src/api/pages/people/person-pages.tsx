import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newPersonSchema, personChangeSchema } from '../../../contracts/people.ts';
import type { NewPerson } from '../../../contracts/people.ts';
import type { MatchRows, PersonRow } from '../../../db/api-queries.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { changePerson, mustTake } from '../../change-person.ts';
import { reportEvent, visibleMatch } from '../../commands.ts';
import { ApiProblem, issuePaths, notAllowed, notFound } from '../../errors.ts';
import { chartOfMatch, toMatch } from '../../match-view.ts';
import { seesAddresses } from '../../people-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { writeDownPerson } from '../../write-down-person.ts';
import { dataOf } from '../act/asked.ts';
import type { Asked } from '../act/asked.ts';
import { mistakesIn, statusOf } from '../act/mistakes-of.ts';
import { hiddenFields, sentBy } from '../act/press.ts';
import { ReportPage } from '../act/report.tsx';
import type { Mistake } from '../act/report.tsx';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { NEW_PERSON, PERSON, valuesOf } from './person-fields.ts';

const NEW = '/matches/:id/people/new';
const ONE = '/matches/:id/people/:person';
const params = idParams.extend({ person: z.string().max(100) });
const ADDED = 'PERSON_ADDED';

interface Shown {
  readonly title: string;
  readonly asked: readonly Asked[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes?: readonly Mistake[];
}

/** Somebody more in a match, and what is known of somebody: the same as by the API. */
export function personPages(app: FastifyInstance, deps: Routing): void {
  typed(app).get(NEW, { schema: { params: idParams } }, async (request, reply) => {
    const rows = await visibleMatch(deps, callerOf(request), request.params.id);
    return show(request, reply, rows, { ...adding(rows), values: {} });
  });

  typed(app).post(NEW, { schema: { params: idParams } }, async (request, reply) => {
    const caller = callerOf(request);
    const { id } = request.params;
    const rows = await visibleMatch(deps, caller, id);
    const { fields, key } = sentBy(request);
    const { asked } = adding(rows);
    try {
      const { insteadOf, ...said } = dataOf(asked, fields);
      const wanted = checked(newPersonSchema, { ...said, roles: said['roles'] ?? partOf(said['team']) });
      const tells = chartOfMatch(rows).catalogue[ADDED] !== undefined;
      if (tells) mustTake(rows, caller, ADDED);
      const { person } = await writeDownPerson(deps, caller, id, wanted, key);
      const data = { person: person.id, ...(insteadOf === undefined ? {} : { insteadOf }) };
      if (tells) await reportEvent(deps, caller, id, { type: ADDED, data }, `${key}-told`);
      return await reply.redirect(`/matches/${id}/people`, 303);
    } catch (error) {
      const mistakes = mistakesIn(error, asked);
      return show(request, reply.code(statusOf(error)), rows, { ...adding(rows), values: fields, mistakes });
    }
  });

  typed(app).get(ONE, { schema: { params } }, async (request, reply) => {
    const { rows, row } = await known(request, request.params);
    return show(request, reply, rows, { title: row.name, asked: PERSON, values: valuesOf(row) });
  });

  typed(app).post(ONE, { schema: { params } }, async (request, reply) => {
    const { id, person } = request.params;
    const { rows, row } = await known(request, request.params);
    const { fields, key } = sentBy(request);
    try {
      const said = checked(personChangeSchema, changesIn(row, dataOf(PERSON, fields)));
      if (Object.keys(said).length > 0) await changePerson(deps, callerOf(request), id, person, said, key);
      return await reply.redirect(`/matches/${id}/people`, 303);
    } catch (error) {
      const mistakes = mistakesIn(error, PERSON);
      return show(request, reply.code(statusOf(error)), rows, {
        title: row.name,
        asked: PERSON,
        values: fields,
        mistakes,
      });
    }
  });

  /** A person whose address the reader may see, since the page shows it. */
  async function known(request: FastifyRequest, { id, person }: z.infer<typeof params>) {
    const caller = callerOf(request);
    const rows = await visibleMatch(deps, caller, id);
    const row = rows.people.find((one) => one.id === person);
    if (row === undefined) throw notFound('there is no such person in this match');
    if (!seesAddresses(caller, rows.people)(row))
      throw notAllowed('what is known of people is for the facilitator and the assistant');
    return { rows, row };
  }

  async function show(request: FastifyRequest, reply: FastifyReply, rows: MatchRows, shown: Shown) {
    const match = toMatch(rows, rolesIn(callerOf(request), rows.people), deps);
    const page = (
      <ReportPage
        reader={readerOf(request, deps)}
        match={match}
        title={shown.title}
        about={[]}
        action={request.url}
        back={`/matches/${match.id}/people`}
        asked={shown.asked}
        values={shown.values}
        mistakes={shown.mistakes ?? []}
        hidden={hiddenFields(reply)}
      />
    );
    return sendPage(reply, toHtml(page));
  }
}

const adding = ({ people }: MatchRows) => ({ title: 'Add a person', asked: NEW_PERSON(people) });

/** The part of whoever is in a team and said to be nothing else. */
const partOf = (team: unknown): NewPerson['roles'] =>
  team === 'seeker' ? ['participant'] : team === 'helper' ? ['consultant'] : [];

/** What was typed and is not as it was; what was emptied is null. */
function changesIn(row: PersonRow, typed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const before = valuesOf(row);
  return Object.fromEntries(
    Object.keys(before).flatMap((name) => {
      const now = typed[name] ?? null;
      return now === before[name] ? [] : [[name, now]];
    }),
  );
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (!read.success) throw new ApiProblem(422, { errors: issuePaths(read.error.issues) });
  return read.data;
}
