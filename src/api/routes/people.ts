import type { FastifyInstance } from 'fastify';
import { listOf, newPersonSchema, personSchema } from '../../contracts/api.ts';
import type { z } from 'zod';
import type { PersonRow } from '../../db/api-queries.ts';
import { rolesIn } from '../access.ts';
import { callerOf } from '../auth.ts';
import { commandOf, keyOf, otherBody, visibleMatch } from '../commands.ts';
import { conflict } from '../errors.ts';
import { writePerson } from '../start-match.ts';
import { commandProblems, idParams, keyHeader, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

type Person = z.infer<typeof personSchema>;
const toPerson = ({
  match: _match,
  zone: _zone,
  channel: _channel,
  bounced_at: _bounced,
  roles,
  ...person
}: PersonRow): Person => ({
  ...person,
  roles: [...roles],
});

/** Who takes part. Everybody who may see the match by token is staff, so addresses are shown (design.md 8). */
export function peopleRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['people'];

  typed(app).get(
    '/matches/:id/people',
    {
      schema: {
        tags,
        security,
        summary: 'The people of a match',
        params: idParams,
        response: { 200: listOf(personSchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return { items: rows.people.map(toPerson), next: null };
    },
  );

  typed(app).post(
    '/matches/:id/people',
    {
      schema: {
        tags,
        security,
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
      const rows = await visibleMatch(deps, caller, id);
      const { ref } = request.body;
      const command = commandOf(caller, key, { call: 'people', match: id, ...request.body });
      let made = '';
      const claim = await deps.commands.claim(command, id, async (tx) => {
        if (ref !== undefined && rows.people.some((person) => person.ref === ref))
          throw conflict(`the ref ${ref} is used for another person of this match`);
        made = await writePerson(tx, id, request.body);
      });
      if (claim.kind === 'otherBody') throw otherBody();
      if (claim.kind === 'done')
        return reply
          .code(201)
          .header('idempotency-replayed', 'true')
          .send(claim.answer as Person);
      const people = await deps.queries.peopleOf([id]);
      const found = people.find((person) => (made === '' ? person.ref === ref : person.id === made));
      if (found === undefined || rolesIn(caller, people).length === 0)
        throw conflict('the person is not in this match');
      const person = toPerson(found);
      await deps.commands.finish(command, null, person);
      return reply.code(201).send(person);
    },
  );
}
