import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newMatchSchema } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { methods } from '../../../machines/index.ts';
import { callerOf, requireAnyRole } from '../../auth.ts';
import { visibleMatch } from '../../commands.ts';
import { ApiProblem, issuePaths } from '../../errors.ts';
import { startMatch } from '../../start-match.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { dataOf } from './asked.ts';
import { leadWords } from './lead-words.ts';
import { askedFrom, FIRST_ZONE, QUESTIONS } from './new-match-questions.ts';
import { notTwice, readTeam, TEAMS, withLead } from './new-match-teams.ts';
import type { PastedTeam, Team } from './new-match-teams.ts';
import { mistakesIn } from './mistakes-of.ts';
import { NewMatchPage } from './new-match.tsx';
import { hiddenFields, sentBy } from './press.ts';
import type { Mistake } from './report.tsx';

const fromQuery = z.object({ from: z.string().max(100).optional() });

type Given = Readonly<Record<string, unknown>>;
interface Shown {
  readonly values: Given;
  readonly pasted?: readonly PastedTeam[];
  readonly mistakes?: readonly Mistake[];
  /** The match that it begins from. */
  readonly origin: MatchRows['match'] | undefined;
}

/** Starting a match from a page; the same as by the API. */
export function newMatchPages(app: FastifyInstance, deps: Routing): void {
  const show = (request: FastifyRequest, reply: FastifyReply, { values, pasted, mistakes = [], origin }: Shown) => {
    const teams = pasted ?? TEAMS.map((team) => readTeam(team, values[team]));
    const page = (
      <NewMatchPage
        reader={readerOf(request, deps)}
        asked={askedFrom(origin)}
        values={values}
        mistakes={mistakes}
        hidden={{ ...hiddenFields(reply), ...(origin === undefined ? {} : { origin: origin.id }) }}
        origin={origin?.title}
        lead={leadWords(values)}
        teams={origin === undefined ? teams.map((one) => ({ ...one, words: teamWords(values, one.team) })) : []}
      />
    );
    return sendPage(reply, toHtml(page));
  };
  const onlyManagers = (request: FastifyRequest) =>
    requireAnyRole(callerOf(request), ['programManager', 'administrator'], 'a match is started by a program manager');

  const originIn = async (request: FastifyRequest, id: unknown): Promise<MatchRows['match'] | undefined> =>
    typeof id === 'string' ? (await visibleMatch(deps, callerOf(request), id)).match : undefined;

  typed(app).get('/matches/new', { schema: { querystring: fromQuery } }, async (request, reply) => {
    onlyManagers(request);
    const origin = await originIn(request, request.query.from);
    const values = { timeZone: origin?.time_zone ?? FIRST_ZONE, method: origin?.method };
    return show(request, reply, { values, origin });
  });

  typed(app).post('/matches/new', async (request, reply) => {
    onlyManagers(request);
    const { fields, key } = sentBy(request);
    const origin = await originIn(request, fields['origin']);
    const data = dataOf(
      askedFrom(origin).flatMap(({ questions }) => questions),
      fields,
    );
    const values = { ...data, ...Object.fromEntries(TEAMS.map((team) => [team, fields[team]])) };
    const staff = staffOf(data);
    const pasted = notTwice(
      TEAMS.map((team) => readTeam(team, origin === undefined ? fields[team] : '')),
      staff,
    ).map(withLead);
    if (fields['_do'] === 'look') return show(request, reply, { values, pasted, origin });
    const wrong = (mistakes: readonly Mistake[]) =>
      show(request, reply.code(422), { values, pasted, mistakes, origin });
    const people = [...staff, ...pasted.flatMap((one) => one.people)];
    const begun = origin === undefined ? { people } : { origin: { match: origin.id } };
    const { facilitator: _, facilitatorEmail: _f, assistant: _a, assistantEmail: _e, ...match } = data;
    const unread = pasted.flatMap(({ team, wrong: lines }) =>
      lines.length === 0 ? [] : [{ name: team, text: `People of the ${teamWords(data, team)}: ${lines.join('; ')}` }],
    );
    try {
      const read = newMatchSchema.safeParse({ ...match, ...begun });
      if (!read.success) throw new ApiProblem(422, { errors: issuePaths(read.error.issues) });
      if (unread.length > 0) return await wrong(unread);
      const { match: started } = await startMatch(deps, callerOf(request), read.data, key);
      return await reply.redirect(`/matches/${started.id}`, 303);
    } catch (error) {
      return wrong([...mistakesIn(error, QUESTIONS, questionOf(staff)), ...unread]);
    }
  });
}

/** What the teams are called until a method is chosen. */
const UNDECIDED: Readonly<Record<Team, string>> = { seeker: 'team that wants to learn', helper: 'team that helps' };
const teamWords = ({ method }: Given, team: Team): string => (methods.get(String(method))?.words ?? UNDECIDED)[team];

const STAFF = ['facilitator', 'assistant'] as const;

/** Those who run it, as far as they are named, to be checked with the match. */
const staffOf = (given: Given) =>
  STAFF.flatMap((role) => {
    const [name, email] = [given[role], given[`${role}Email`]];
    if (name === undefined && email === undefined) return [];
    return { name: name ?? email, ...(email === undefined ? {} : { email }), roles: [role] };
  });

/** `people.0.email` is the address of the first of those who run it; what was pasted has been checked by itself. */
const questionOf =
  (staff: ReturnType<typeof staffOf>) =>
  (path: string): string | undefined => {
    const [field, at, what] = path.split('.');
    const role = field === 'people' ? staff[Number(at)]?.roles[0] : undefined;
    return role === undefined ? field : what === 'email' ? `${role}Email` : role;
  };
