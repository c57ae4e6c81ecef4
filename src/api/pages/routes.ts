import type { FastifyInstance } from 'fastify';
import { requireSession, useSession } from '../auth.ts';
import { toProblem } from '../errors.ts';
import type { Routing } from '../routes/common.ts';
import { accountPages } from './account/account-pages.tsx';
import { accountsPages } from './account/accounts-pages.tsx';
import { formPages } from './act/form-pages.tsx';
import { keptOf } from './act/kept-words.tsx';
import { letterListPages } from './act/letter-list-pages.tsx';
import { letterPages } from './act/letter-pages.tsx';
import { newMatchPages } from './act/new-match-pages.tsx';
import { peopleImportPages } from './act/people-import-pages.tsx';
import { inWords, protectPresses } from './act/press.ts';
import { reportPages } from './act/report-pages.tsx';
import { taskPages } from './act/task-pages.tsx';
import { afterPages } from './closing/after-pages.tsx';
import { commitmentPages } from './closing/commitment-pages.tsx';
import { honorariaPages } from './closing/honoraria-pages.tsx';
import { summaryPages } from './closing/summary-pages.tsx';
import { datePages } from './dates/date-pages.tsx';
import { filePages } from './files/file-pages.tsx';
import { serveAssets } from './assets.ts';
import { toHtml } from './layout.tsx';
import { livePages } from './live-pages.ts';
import { linkPages } from './links/link-pages.tsx';
import { matchPages } from './match-pages.tsx';
import { matchSubPages } from './match/sub-pages.tsx';
import { mailPages } from './mail-pages.tsx';
import { myTasksPages } from './my-tasks-pages.tsx';
import { readerOf, sendPage } from './page.ts';
import { personPages } from './people/person-pages.tsx';
import { paperPages } from './paper-pages.ts';
import { portfolioPages } from './portfolio/portfolio-pages.tsx';
import { comingPages } from './coming-letters/coming-pages.tsx';
import { forecastPages } from './forecast/forecast-pages.tsx';
import { reportsPages } from './reports/reports-pages.tsx';
import { rehearsalListPages } from './rehearsals/list-pages.tsx';
import { rehearsePages } from './rehearsals/rehearse-pages.tsx';
import { NotSignedInPage, ProblemPage } from './sign-in.tsx';
import { signInPages } from './sign-in-pages.tsx';

const TOO_OFTEN = 'This was tried too often from where you are. Please wait a quarter of an hour.';

/** The pages: server-rendered, complete without script. */
export async function pageRoutes(app: FastifyInstance, deps: Routing): Promise<void> {
  useSession(app, deps);
  requireSession(app);
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true };
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(inWords(error), request);
    const title = problem.status === 404 ? 'Not found' : problem.status >= 500 ? 'Not now' : 'That does not work';
    const text = problem.saying.because ?? problem.saying.detail ?? 'Please try again in a moment.';
    const reader = readerOf(request, deps);
    const kept = keptOf(request.body);
    if (problem.status === 401) return sendPage(reply.code(401), toHtml(NotSignedInPage({ reader, kept })));
    const saying = { title, text: problem.status === 429 ? TOO_OFTEN : sentence(text) };
    const match = problem.status === 404 ? undefined : (request.params as { id?: string }).id;
    const back = request.url.startsWith('/matches/') ? match : undefined;
    return sendPage(reply.code(problem.status), toHtml(ProblemPage({ reader, ...saying, kept, back })));
  });

  await serveAssets(app);
  await protectPresses(app, deps.publicUrl.startsWith('https:'));
  signInPages(app, deps);
  accountPages(app, deps);
  accountsPages(app, deps);
  newMatchPages(app, deps);
  portfolioPages(app, deps);
  comingPages(app, deps);
  forecastPages(app, deps);
  reportsPages(app, deps);
  matchPages(app, deps);
  matchSubPages(app, deps);
  livePages(app, deps);
  peopleImportPages(app, deps);
  personPages(app, deps);
  taskPages(app, deps);
  formPages(app, deps);
  reportPages(app, deps);
  datePages(app, deps);
  summaryPages(app, deps);
  honorariaPages(app, deps);
  commitmentPages(app, deps);
  afterPages(app, deps);
  await app.register((files) => filePages(files, deps));
  myTasksPages(app, deps);
  letterListPages(app, deps);
  letterPages(app, deps);
  paperPages(app, deps);
  mailPages(app, deps);
  rehearsalListPages(app, deps);
  rehearsePages(app, deps);
  await app.register((participants, _options, done) => {
    linkPages(participants, deps);
    done();
  });
}

/** For addresses that nothing answers to. */
export const notFoundPage = ({ programName }: { programName: string }): string =>
  toHtml(ProblemPage({ reader: { program: programName }, title: 'Not found', text: 'There is no such page.' }));

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
