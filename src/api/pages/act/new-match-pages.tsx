import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LeadTime } from '../../../contracts/api-dates.ts';
import { newMatchSchema } from '../../../contracts/api.ts';
import { methods } from '../../../machines/index.ts';
import { callerOf, requireAnyRole } from '../../auth.ts';
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
      question('facilitatorEmail', "Facilitator's e-mail address", 'text'),
      question('assistant', "Assistant's name", 'text'),
      question('assistantEmail', "Assistant's e-mail address", 'text'),
    ],
  },
] as const;

type Given = Readonly<Record<string, unknown>>;

/** Starting a match from a page; the same as by the API. */
export function newMatchPages(app: FastifyInstance, deps: Routing): void {
  const show = (request: FastifyRequest, reply: FastifyReply, values: Given, mistakes: readonly Mistake[] = []) =>
    sendPage(
      reply,
      toHtml(
        <NewMatchPage
          reader={readerOf(request, deps)}
          asked={ASKED}
          values={values}
          mistakes={mistakes}
          hidden={hiddenFields(reply)}
          lead={leadWords(values)}
        />,
      ),
    );
  const onlyManagers = (request: FastifyRequest) =>
    requireAnyRole(callerOf(request), ['programManager', 'administrator'], 'a match is started by a program manager');

  typed(app).get('/matches/new', (request, reply) => {
    onlyManagers(request);
    return show(request, reply, { timeZone: ZONES[0] });
  });

  typed(app).post('/matches/new', async (request, reply) => {
    onlyManagers(request);
    const { fields, key } = sentBy(request);
    const data = dataOf(
      ASKED.flatMap(({ questions }) => questions),
      fields,
    );
    if (fields['_do'] === 'look') return show(request, reply, data);
    const read = newMatchSchema.safeParse(toNewMatch(data));
    if (!read.success) return show(request, reply.code(422), data, toMistakes(issuePaths(read.error.issues)));
    try {
      const { match } = await startMatch(deps, callerOf(request), read.data, key);
      return await reply.redirect(`/matches/${match.id}`, 303);
    } catch (error) {
      if (!(error instanceof ApiProblem) || ![409, 422].includes(error.status)) throw error;
      const { errors = [], because } = error.saying;
      const whole = because === undefined ? [] : [{ name: undefined, text: because }];
      return show(request, reply.code(422), data, [...whole, ...toMistakes(errors)]);
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
const toMistakes = (errors: readonly { path: string; message: string }[]): Mistake[] =>
  errors.map(({ path, message }) => ({
    name: path.startsWith('people.')
      ? path.endsWith('email')
        ? 'facilitatorEmail'
        : 'facilitator'
      : path || undefined,
    text: `${path.startsWith('people.') ? 'Who runs it' : labelOf(path)}: ${message}`,
  }));
const labelOf = (name: string): string =>
  ASKED.flatMap(({ questions }) => questions).find((one) => one.name === name)?.label ?? 'This';

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
