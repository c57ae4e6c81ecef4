import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LeadTime } from '../../../contracts/api-dates.ts';
import { newMatchSchema } from '../../../contracts/api.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { methods } from '../../../machines/index.ts';
import { callerOf, requireAnyRole } from '../../auth.ts';
import { visibleMatch } from '../../commands.ts';
import { ApiProblem, issuePaths } from '../../errors.ts';
import { verdictOf } from '../../lead-time.ts';
import { startMatch } from '../../start-match.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { daysBetween, plural } from '../words.ts';
import { dataOf } from './asked.ts';
import type { Asked } from './asked.ts';
import { mistakesIn } from './mistakes-of.ts';
import { NewMatchPage } from './new-match.tsx';
import { hiddenFields, sentBy } from './press.ts';
import type { Mistake } from './report.tsx';

const ZONES = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles'];
const MORE_ZONES = ['America/Anchorage', 'Pacific/Honolulu', 'America/Puerto_Rico'];

const question = (name: string, label: string, kind: Asked['kind'], more: Partial<Asked> = {}): Asked => ({
  name,
  label,
  kind,
  required: false,
  ...more,
});

const NO_ADDRESS = 'Enter an e-mail address, like name@example.org';

const ASKED = [
  {
    title: 'The match',
    questions: [
      question('method', 'Which way of learning from peers', 'choice', {
        required: true,
        choices: [...methods.values()].map(({ method, title }) => ({ id: method, label: title })),
      }),
      question('title', 'What it is about', 'text', {
        required: true,
        help: 'A short title. It stands in every letter.',
      }),
      question('timeZone', 'Where the clocks are', 'choice', {
        required: true,
        choices: [...ZONES, ...MORE_ZONES].map((id) => ({ id, label: id.split('/')[1]?.replace('_', ' ') ?? id })),
      }),
      question('rehearsal', 'Is it only for practice', 'yesNo', {
        help: 'Then nothing is ever sent, and you may turn its clock.',
      }),
    ],
  },
  {
    title: 'Its days',
    questions: [
      question('assignedOn', 'The facilitator starts on', 'day'),
      question('matchStart', 'First day hoped for', 'day'),
      question('matchEnd', 'Last day hoped for', 'day'),
    ],
  },
  {
    title: 'Who runs it',
    questions: [
      question('facilitator', "Facilitator's name", 'text'),
      question('facilitatorEmail', "Facilitator's e-mail address", 'text', { wrong: NO_ADDRESS }),
      question('assistant', "Assistant's name", 'text'),
      question('assistantEmail', "Assistant's e-mail address", 'text', { wrong: NO_ADDRESS }),
    ],
  },
] as const;

const QUESTIONS: readonly Asked[] = ASKED.flatMap(({ questions }) => questions);

const fromQuery = z.object({ from: z.string().max(100).optional() });

/** The match that a new one begins from. */
type Origin = MatchRows['match'];

/** Whoever was there comes along, and is not asked for; a zone of its own stays among the choices. */
function askedFrom(origin: Origin | undefined): readonly { title: string; questions: readonly Asked[] }[] {
  if (origin === undefined) return ASKED;
  const zone = { id: origin.time_zone, label: origin.time_zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '' };
  const withZone = ({ choices = [], ...one }: Asked): Asked => ({
    ...one,
    choices: choices.some(({ id }) => id === zone.id) ? choices : [...choices, zone],
  });
  return ASKED.slice(0, -1).map(({ title, questions }) => ({
    title,
    questions: questions.map((one: Asked) => (one.name === 'timeZone' ? withZone(one) : one)),
  }));
}

type Given = Readonly<Record<string, unknown>>;

/** Starting a match from a page; the same as by the API. */
export function newMatchPages(app: FastifyInstance, deps: Routing): void {
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    values: Given,
    mistakes: readonly Mistake[] = [],
    origin?: Origin,
  ) =>
    sendPage(
      reply,
      toHtml(
        <NewMatchPage
          reader={readerOf(request, deps)}
          asked={askedFrom(origin)}
          values={values}
          mistakes={mistakes}
          hidden={{ ...hiddenFields(reply), ...(origin === undefined ? {} : { origin: origin.id }) }}
          origin={origin?.title}
          lead={leadWords(values)}
        />,
      ),
    );
  const onlyManagers = (request: FastifyRequest) =>
    requireAnyRole(callerOf(request), ['programManager', 'administrator'], 'a match is started by a program manager');

  const originIn = async (request: FastifyRequest, id: unknown): Promise<Origin | undefined> =>
    typeof id === 'string' ? (await visibleMatch(deps, callerOf(request), id)).match : undefined;

  typed(app).get('/matches/new', { schema: { querystring: fromQuery } }, async (request, reply) => {
    onlyManagers(request);
    const origin = await originIn(request, request.query.from);
    return show(request, reply, { timeZone: origin?.time_zone ?? ZONES[0], method: origin?.method }, [], origin);
  });

  typed(app).post('/matches/new', async (request, reply) => {
    onlyManagers(request);
    const { fields, key } = sentBy(request);
    const origin = await originIn(request, fields['origin']);
    const data = dataOf(
      askedFrom(origin).flatMap(({ questions }) => questions),
      fields,
    );
    if (fields['_do'] === 'look') return show(request, reply, data, [], origin);
    const begun = origin === undefined ? {} : { origin: { match: origin.id } };
    try {
      const read = newMatchSchema.safeParse({ ...toNewMatch(data), ...begun });
      if (!read.success) throw new ApiProblem(422, { errors: issuePaths(read.error.issues) });
      const { match } = await startMatch(deps, callerOf(request), read.data, key);
      return await reply.redirect(`/matches/${match.id}`, 303);
    } catch (error) {
      return show(request, reply.code(422), data, mistakesIn(error, QUESTIONS, questionOf(toNewMatch(data))), origin);
    }
  });
}

const STAFF = ['facilitator', 'assistant'] as const;

function toNewMatch({ facilitator, facilitatorEmail, assistant, assistantEmail, ...match }: Given) {
  const said = { facilitator, assistant };
  const addresses = { facilitator: facilitatorEmail, assistant: assistantEmail };
  const people = STAFF.filter((role) => said[role] !== undefined || addresses[role] !== undefined).map((role) => ({
    name: said[role] ?? addresses[role],
    ...(addresses[role] === undefined ? {} : { email: addresses[role] }),
    roles: [role],
  }));
  return { ...match, people };
}

/** `people.0.email` is the address of the first of those who run it. */
const questionOf =
  ({ people }: ReturnType<typeof toNewMatch>) =>
  (path: string): string | undefined => {
    const [field, at, what] = path.split('.');
    const role = field === 'people' ? people[Number(at)]?.roles[0] : undefined;
    return role === undefined ? field : what === 'email' ? `${role}Email` : role;
  };

const WEEK = 7;
const VERDICTS: Readonly<Record<LeadTime['verdict'], string>> = {
  unknown: '',
  past: 'The match would begin before the facilitator does.',
  broken: 'It is short: the usual order of things breaks, and a shorter plan is needed.',
  overlapping: 'It can be done, and things will overlap.',
  ideal: 'That is ideal.',
  idle: 'That leaves an idle stretch: plan a word in between, so that nobody forgets.',
};

/** What the days mean, by what the method wants (requirements.md R4). */
export function leadWords({ method, assignedOn, matchStart }: Given): string | undefined {
  const wanted = methods.get(String(method))?.leadTime;
  if (wanted === undefined || typeof assignedOn !== 'string' || typeof matchStart !== 'string') return undefined;
  const days = daysBetween(assignedOn, matchStart);
  const verdict = verdictOf(wanted, days);
  if (verdict === 'unknown' || verdict === 'past') return VERDICTS[verdict];
  const rest = days % WEEK === 0 ? '' : ` and ${plural(days % WEEK, 'day')}`;
  const time = `${plural(Math.floor(days / WEEK), 'week')}${rest}`;
  const ideal = `${wanted.least / WEEK} to ${wanted.most / WEEK} weeks are ideal`;
  return `There are ${time} from the start to the match; ${ideal}. ${VERDICTS[verdict]}`;
}
