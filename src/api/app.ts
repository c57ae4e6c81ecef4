import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { requireToken } from './auth.ts';
import { useCompression } from './compression.ts';
import { makeDelivery } from './delivery.ts';
import type { ApiDeps } from './deps.ts';
import { useErrors } from './errors.ts';
import { useMetrics } from './metrics.ts';
import { takeOnlyText } from './only-text.ts';
import { notFoundPage, pageRoutes } from './pages/routes.ts';
import { useReference } from './reference.ts';
import { bounceRoutes } from './routes/bounces.ts';
import { calendarRoutes } from './routes/calendars.ts';
import { chartRoutes } from './routes/charts.ts';
import { checkRoutes } from './routes/checks.ts';
import { versionRoutes } from './routes/versions.ts';
import { closingRoutes } from './routes/closing.ts';
import type { Routing } from './routes/common.ts';
import { dateRoutes } from './routes/dates.ts';
import { eventRoutes } from './routes/events.ts';
import { guidanceRoutes } from './routes/guidance.ts';
import { fileRoutes } from './routes/files.ts';
import { formRoutes } from './routes/forms.ts';
import { honorariaRoutes } from './routes/honoraria.ts';
import { healthRoutes } from './routes/health.ts';
import { letterLifeRoutes } from './routes/letter-life.ts';
import { letterRoutes } from './routes/letters.ts';
import { matchRoutes } from './routes/matches.ts';
import { linkRoutes } from './routes/links.ts';
import { methodRoutes } from './routes/methods.ts';
import { peopleImportRoutes } from './routes/people-import.ts';
import { paperLetterRoutes } from './routes/paper-letters.ts';
import { paperRoutes } from './routes/paper.ts';
import { peopleRoutes } from './routes/people.ts';
import { recordRoutes } from './routes/record.ts';
import { rehearsalRoutes } from './routes/rehearsals.ts';
import { todoRoutes } from './routes/todo.ts';
import { tokenRoutes } from './routes/tokens.ts';

const MEGABYTE = 1024 * 1024;
/** Longer than any id or token; what is longer still is no address of ours. */
const LONGEST_PARAM = 500;

/** The HTTP application: API, its reference, pages. Never listens; `main.ts` and the tests decide what becomes of it. */
export async function buildApp(deps: ApiDeps): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MEGABYTE,
    requestTimeout: 180_000,
    trustProxy: deps.trustProxy ?? 'loopback',
    routerOptions: { maxParamLength: LONGEST_PARAM },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  acceptEmptyJson(app);
  takeOnlyText(app);
  app.decorateRequest('caller', null);
  if (deps.onRoute !== undefined) app.addHook('onRoute', deps.onRoute);
  const metrics = useMetrics(app);
  useErrors(app, () => notFoundPage(deps));
  await useProtection(app, deps);
  await useCompression(app);
  await useReference(app, deps);

  const routing: Routing = { ...deps, deliver: makeDelivery(deps.engine) };
  healthRoutes(app, routing, metrics);
  await app.register(
    (api, _options, done) => {
      requireToken(api, deps);
      api.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
      useErrors(api);
      methodRoutes(api, routing);
      matchRoutes(api, routing);
      eventRoutes(api, routing);
      dateRoutes(api, routing);
      formRoutes(api, routing);
      recordRoutes(api, routing);
      letterRoutes(api, routing);
      letterLifeRoutes(api, routing);
      todoRoutes(api, routing);
      paperLetterRoutes(api, routing);
      paperRoutes(api, routing);
      peopleRoutes(api, routing);
      peopleImportRoutes(api, routing);
      rehearsalRoutes(api, routing);
      chartRoutes(api, routing);
      checkRoutes(api, routing);
      versionRoutes(api, routing);
      guidanceRoutes(api, routing);
      closingRoutes(api, routing);
      honorariaRoutes(api, routing);
      calendarRoutes(api, routing);
      tokenRoutes(api, routing);
      linkRoutes(api, routing);
      void api.register((mail) => bounceRoutes(mail, routing));
      void api.register((files) => fileRoutes(files, routing));
      done();
    },
    { prefix: '/api/v1' },
  );
  await app.register((pages) => pageRoutes(pages, routing));
  return app;
}

/** A client that says JSON and sends nothing means nothing; everything else is parsed as usual, without prototypes. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body as string, done);
  });
}

async function useProtection(app: FastifyInstance, { requestsPerMinute, publicUrl }: ApiDeps): Promise<void> {
  await app.register(rateLimit, { max: requestsPerMinute ?? 30_000, timeWindow: '1 minute' });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Browsers would remember this for localhost, where there is no certificate.
    strictTransportSecurity: publicUrl.startsWith('https:'),
  });
  await app.register(cookie);
  await app.register(formbody);
}
