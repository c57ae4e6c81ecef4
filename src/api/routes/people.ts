import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listOf } from '../../contracts/api.ts';
import { erasedSchema, lines, newPersonSchema, personChangeSchema, personSchema } from '../../contracts/people.ts';
import { callerOf } from '../auth.ts';
import { keyOf, visibleMatch } from '../commands.ts';
import { changePerson } from '../change-person.ts';
import { peopleTable, sendCsv, toCsv } from '../csv.ts';
import { erasePerson } from '../erase-person.ts';
import { conflict } from '../errors.ts';
import { participantsOf, seesAddresses, toPerson } from '../people-view.ts';
import { writeDownPerson } from '../write-down-person.ts';
import { commandProblems, idParams, keyHeader, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const personParams = idParams.extend({ person: z.string().max(100) });
const listQuery = z.object({
  view: z.enum(['all', 'list']).default('all').meta({ description: '`list`: what goes to all participants' }),
  format: z.enum(['json', 'csv']).default('json'),
});

/** Who takes part; addresses for facilitator and assistant only (design.md 8). */
export function peopleRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['people'];
  const named = { tags, security };

  typed(app).get(
    '/matches/:id/people',
    {
      schema: {
        ...named,
        summary: 'The people of a match; as a list for all participants with `view=list`, also as CSV',
        params: idParams,
        querystring: listQuery,
        produces: ['application/json', 'text/csv'],
        response: { 200: listOf(personSchema), ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { people } = await visibleMatch(deps, caller, request.params.id);
      const onBehalf = await deps.queries.onBehalf(request.params.id);
      const isList = request.query.view === 'list';
      const isWhole = isList ? () => false : seesAddresses(caller, people);
      const shown = isList ? participantsOf(people) : people;
      const items = shown.map((row) => toPerson(row, isWhole(row), onBehalf.has(row.id)));
      if (request.query.format === 'json') return { items, next: null };
      return sendCsv(reply, 'people.csv', toCsv(peopleTable(items, request.query.view)));
    },
  );

  typed(app).post(
    '/matches/:id/people',
    {
      schema: {
        ...named,
        summary: 'Write down a person, so that events can name them',
        params: idParams,
        headers: keyHeader,
        body: newPersonSchema,
        response: { 201: personSchema, ...commandProblems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id } = request.params;
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const { person, replayed } = await writeDownPerson(deps, caller, id, request.body, key);
      if (replayed) void reply.header('idempotency-replayed', 'true');
      return reply.code(201).send(person);
    },
  );

  typed(app).patch(
    '/matches/:id/people/:person',
    {
      schema: {
        ...named,
        summary: 'Correct what is known of a person; the match is told by PERSON_CHANGED',
        params: personParams,
        headers: keyHeader,
        body: personChangeSchema,
        response: {
          200: personSchema,
          202: z.strictObject({ id: z.string(), recorded: z.literal(false) }),
          ...commandProblems,
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const { id, person } = request.params;
      const recorded = await changePerson(deps, caller, id, person, request.body, key);
      if (!recorded) return reply.code(202).send({ id: person, recorded: false });
      const { people } = await visibleMatch(deps, caller, id);
      const row = people.find((one) => one.id === person);
      if (row === undefined) throw conflict('the person is not in this match any more');
      const onBehalf = await deps.queries.onBehalf(id);
      return toPerson(row, seesAddresses(caller, people)(row), onBehalf.has(person));
    },
  );

  typed(app).post(
    '/matches/:id/people/:person/erase',
    {
      schema: {
        ...named,
        summary: 'Erase a person who asked for it: for ever, also after the match has ended',
        params: personParams,
        headers: keyHeader,
        body: z.strictObject({ reason: lines(2000) }),
        response: { 200: erasedSchema, 202: erasedSchema, ...commandProblems },
      },
    },
    async (request, reply) => {
      const key = keyOf(request.headers['idempotency-key']);
      void reply.header('idempotency-key', key);
      const { id: match, person } = request.params;
      const erased = await erasePerson(deps, callerOf(request), { match, person, ...request.body }, key);
      return reply.code(erased.recorded ? 200 : 202).send(erased);
    },
  );
}
