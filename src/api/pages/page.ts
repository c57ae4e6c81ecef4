import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListedRows } from '../../db/listed-rows.ts';
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
  ({ people }: Pick<ListedRows, 'people'>) =>
  (person: string | null): string | undefined =>
    people.find(({ id }) => id === person)?.name;
