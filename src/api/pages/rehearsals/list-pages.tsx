import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newMatchSchema } from '../../../contracts/api.ts';
import { matchesByName } from '../../../db/rehearsals.ts';
import { methods } from '../../../machines/index.ts';
import { mineOf, seesAll } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { visibleMatch } from '../../commands.ts';
import { nowOf } from '../../deps.ts';
import { ApiProblem, conflict, invalid, issuePaths } from '../../errors.ts';
import { rehearsalLike, rehearsalOf } from '../../rehearsals/new-rehearsal.ts';
import { startMatch } from '../../start-match.ts';
import { typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { dataOf } from '../act/asked.ts';
import type { Asked } from '../act/asked.ts';
import { mistakesIn, statusOf } from '../act/mistakes-of.ts';
import { hiddenAgain, hiddenFields, sentBy } from '../act/press.ts';
import type { Mistake } from '../act/report.tsx';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { instantWords, STATUS_WORDS } from '../words.ts';
import { RehearsalsPage } from './list.tsx';
import type { Beginning, RehearsalsView } from './list.tsx';

/** Where the clock of sample people is. */
const ZONE = 'America/New_York';

const ask = (name: string, label: string, kind: Asked['kind'], more: Partial<Asked> = {}): Asked => ({
  name,
  label,
  kind,
  required: false,
  ...more,
});
/** Names of questions are ids on the page, so each form has its own. */
const who = (form: Beginning): Asked[] => [
  ask(`${form}Facilitator`, 'Who practises as the facilitator', 'text', {
    help: 'Leave both empty to play the facilitator yourself.',
  }),
  ask(`${form}Email`, 'The e-mail address with which this person signs in', 'email', {
    wrong: 'This is not an e-mail address',
  }),
];

interface Trying {
  readonly pressed?: Beginning | undefined;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly mistakes?: readonly Mistake[];
}

/** The rehearsals that the reader takes part in, and the start of new ones: the same command as starting a match by the API. */
export function rehearsalListPages(app: FastifyInstance, deps: Routing): void {
  typed(app).get('/rehearsals', (request, reply) => show(request, reply));

  typed(app).post('/rehearsals', async (request, reply) => {
    const caller = callerOf(request);
    const { fields, key } = sentBy(request);
    const form: Beginning = fields['_do'] === 'like' ? 'like' : 'sample';
    const asked = await questionsOf(request, form);
    const values = dataOf(asked, fields);
    try {
      const input = newMatchSchema.safeParse(await inputOf(request, form, values));
      if (!input.success) throw new ApiProblem(422, { errors: issuePaths(input.error.issues) });
      const { match } = await startMatch(deps, caller, input.data, key);
      return await reply.redirect(`/matches/${match.id}/rehearse`, 303);
    } catch (error) {
      const mistakes = mistakesIn(error, asked, questionOf(form));
      return show(request, reply.code(statusOf(error)), { pressed: form, values, mistakes });
    }
  });

  async function inputOf(request: FastifyRequest, form: Beginning, values: Readonly<Record<string, unknown>>) {
    const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
    const practising = { facilitator: text(`${form}Facilitator`), facilitatorEmail: text(`${form}Email`) };
    if (form === 'sample') return rehearsalOf(deps, { method: text('method') ?? '', timeZone: ZONE, ...practising });
    const id = text('match');
    if (id === undefined) throw invalid('match', 'choose the match that the rehearsal is to be like');
    const rows = await visibleMatch(deps, callerOf(request), id);
    if (rows.match.rehearsal) throw conflict('that is a rehearsal itself');
    return rehearsalLike(deps, rows, practising);
  }

  async function questionsOf(request: FastifyRequest, form: Beginning): Promise<Asked[]> {
    if (form === 'sample') {
      const choices = [...methods.values()].map(({ method, title }) => ({ id: method, label: title }));
      return [ask('method', 'What you would like to practise', 'choice', { required: true, choices }), ...who(form)];
    }
    const real = await matchesByName(deps.db, false, mineOf(callerOf(request)));
    if (real.length === 0) return [];
    const choices = real.map(({ id, title }) => ({ id, label: title }));
    return [ask('match', 'The match', 'choice', { required: true, choices }), ...who(form)];
  }

  async function show(request: FastifyRequest, reply: FastifyReply, trying: Trying = {}) {
    const caller = callerOf(request);
    const rows = await matchesByName(deps.db, true, mineOf(caller));
    const hindrance = hindranceOf(deps, seesAll(caller));
    const hidden = hiddenFields(reply);
    const beginnings: RehearsalsView['beginnings'][number][] = [];
    for (const { deed, ...words } of hindrance === undefined ? WAYS : []) {
      const asked = await questionsOf(request, deed);
      if (asked.length > 0) beginnings.push({ deed, ...words, asked, hidden: hiddenAgain(hidden) });
    }
    const page = (
      <RehearsalsPage
        reader={readerOf(request, deps)}
        items={rows.map((row) => ({
          id: row.id,
          title: row.title,
          method: methods.get(row.method)?.title ?? row.method,
          status: STATUS_WORDS[row.status as keyof typeof STATUS_WORDS],
          now: instantWords(new Date(nowOf(row, deps.clock())).toISOString(), row.time_zone),
        }))}
        beginnings={beginnings}
        hindrance={hindrance}
        pressed={trying.pressed}
        values={trying.values ?? {}}
        mistakes={trying.mistakes ?? []}
      />
    );
    return sendPage(reply, toHtml(page));
  }
}

const WAYS = [
  {
    deed: 'sample',
    title: 'Begin one with sample people',
    text: 'It begins today, with as many weeks before the match as that way of learning wants.',
    button: 'Begin with sample people',
  },
  {
    deed: 'like',
    title: 'Begin one like a match of yours',
    text: 'It takes over the length of the match and how many people there are with which roles. Names, addresses and answers are not taken over.',
    button: 'Begin one like it',
  },
] as const;

function hindranceOf({ engine }: Pick<Routing, 'engine'>, mayStart: boolean): string | undefined {
  if (!mayStart) return 'A program manager begins a rehearsal, and can name you as the facilitator who practises.';
  return engine.whyNoSkipping === undefined
    ? undefined
    : `None can be begun here at the moment: ${engine.whyNoSkipping}.`;
}

/** A rehearsal's only person that is asked for is who practises. */
const questionOf =
  (form: Beginning) =>
  (path: string): string =>
    path.endsWith('email') ? `${form}Email` : path.endsWith('name') ? `${form}Facilitator` : path;
