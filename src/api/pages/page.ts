import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MatchRows } from '../../db/api-queries.ts';
import type { Routing } from '../routes/common.ts';
import type { Reader } from './layout.tsx';

export const readerOf = (request: FastifyRequest, { programName }: Pick<Routing, 'programName'>): Reader => ({
  program: programName,
  name: request.caller?.name,
  roles: request.caller?.roles ?? [],
});

export const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);

/** Names of the people of a match, for its pages. */
export const namesOf =
  ({ people }: MatchRows) =>
  (person: string | null): string | undefined =>
    people.find(({ id }) => id === person)?.name;
