import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  anonymiseSchema,
  askedFormSchema,
  filledFormSchema,
  formEntrySchema,
  formRevisionSchema,
  saveFormSchema,
  sourceSchema,
} from '../../contracts/api-forms.ts';
import { listOf } from '../../contracts/api.ts';
import { answersJsonSchema } from '../../contracts/forms/answers.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import { methods } from '../../machines/index.ts';
import { callerOf } from '../auth.ts';
import { partOf } from '../check-event.ts';
import { visibleMatch } from '../commands.ts';
import { ApiProblem, invalid } from '../errors.ts';
import { anonymise } from '../forms/anonymise.ts';
import { formsOf, useOf } from '../forms/form-library.ts';
import { writePeopleOfForm } from '../forms/people-of-form.ts';
import { saveForm } from '../forms/save.ts';
import { sourcesOf } from '../forms/sources.ts';
import { definitionOf, filledForm, formList, toRevision } from '../forms/view.ts';
import { chartOfMatch } from '../match-view.ts';
import { commandProblems, idParams, pageQuery, problems, security, typed } from './common.ts';
import type { Routing } from './common.ts';

const PAGE = 50;
const params = idParams.extend({ form: z.string().max(20) });
const partQuery = z.object({
  part: z.string().max(200).optional().meta({ description: 'Which call, invitation ... a form of a part is about' }),
});
const etag = (revision: number): string => `"${revision}"`;
const seenHeader = z.object({
  'if-match': z
    .string()
    .optional()
    .meta({ description: 'The revision that you read, from ETag: "3"; "0" when nobody has begun' }),
});

/** Forms of a match. Everybody who may see the match by token is staff: facilitator, assistant, program manager, administrator. */
export function formRoutes(app: FastifyInstance, deps: Routing): void {
  const tags = ['forms'];

  typed(app).get(
    '/methods/:method/forms',
    {
      schema: {
        tags,
        security,
        summary: 'The forms of a method: sections, fields, choices, and the JSON Schema of the answers',
        params: z.object({ method: z.string().max(100) }),
        response: { 200: listOf(askedFormSchema), 401: problems[401], 404: problems[404] },
      },
    },
    ({ params: { method } }) => {
      if (!methods.has(method))
        throw new ApiProblem(404, { because: `there is no method ${method}`, allowed: [...methods.keys()] });
      const definitions = formsOf(deps.forms, method);
      return {
        items: definitions.map((definition) => ({ definition, schema: answersJsonSchema(definition) })),
        next: null,
      };
    },
  );

  typed(app).get(
    '/matches/:id/forms',
    {
      schema: {
        tags,
        security,
        summary: 'The forms of a match, and how far each is',
        params: idParams,
        response: { 200: listOf(formEntrySchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return { items: await formList(deps, rows), next: null };
    },
  );

  typed(app).get(
    '/matches/:id/forms/:form',
    {
      schema: {
        tags,
        security,
        summary: 'One form: what was typed, what is known, what is missing, what does not fit, what was remarked',
        params,
        querystring: partQuery,
        response: { 200: filledFormSchema, ...problems },
      },
    },
    async (request, reply) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      const { form } = request.params;
      const filled = await filledForm(deps, rows, form, partNamed(deps, rows, form, request.query.part));
      void reply.header('etag', etag(filled.revision));
      return filled;
    },
  );

  typed(app).put(
    '/matches/:id/forms/:form',
    {
      schema: {
        tags,
        security,
        summary: 'Save a form half-done',
        description: 'Nothing is required yet, but what is there must be of its kind. An event sends the form.',
        params,
        querystring: partQuery,
        headers: seenHeader,
        body: saveFormSchema,
        response: {
          200: filledFormSchema,
          ...commandProblems,
          412: commandProblems[409].meta({ description: 'Somebody saved it since: `versions` holds both' }),
          428: commandProblems[409].meta({ description: 'If-Match is missing' }),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const rows = await visibleMatch(deps, caller, request.params.id);
      const { form } = request.params;
      const part = partNamed(deps, rows, form, request.query.part);
      const seen = seenRevision(request.headers['if-match']);
      const definition = definitionOf(deps, rows, form);
      const filled = await saveForm(deps, caller, rows, { form, part, seen, input: request.body }, () =>
        writePeopleOfForm(deps, caller, rows, definition, request.body.values, ['values']),
      );
      void reply.header('etag', etag(filled.revision));
      return filled;
    },
  );

  typed(app).get(
    '/matches/:id/forms/:form/sources',
    {
      schema: {
        tags,
        security,
        summary: 'What each field can be written from: notes, takeaways, evaluations in counts',
        params,
        response: { 200: listOf(sourceSchema), ...problems },
      },
    },
    async (request) => {
      const rows = await visibleMatch(deps, callerOf(request), request.params.id);
      return { items: await sourcesOf(deps, rows, request.params.form), next: null };
    },
  );

  typed(app).post(
    '/matches/:id/forms/:form/anonymise',
    {
      schema: {
        tags,
        security,
        summary: 'Take a person’s name out of a form, as a new revision; an event sends it',
        params,
        body: anonymiseSchema,
        response: { 200: filledFormSchema, ...commandProblems, 412: commandProblems[409] },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const rows = await visibleMatch(deps, caller, request.params.id);
      return anonymise(deps, caller, rows, request.params.form, request.body);
    },
  );

  typed(app).get(
    '/matches/:id/forms/:form/revisions',
    {
      schema: {
        tags,
        security,
        summary: 'Every version of a form, the newest first',
        params,
        querystring: partQuery.extend(pageQuery.shape),
        response: { 200: listOf(formRevisionSchema), ...problems },
      },
    },
    async (request) => {
      const { id, form } = request.params;
      const rows = await visibleMatch(deps, callerOf(request), id);
      const part = partNamed(deps, rows, form, request.query.part);
      const before = Number(request.query.after) || undefined;
      const found = await deps.formStore.revisions({ match: id, form, part }, before, PAGE + 1);
      const items = found.slice(0, PAGE);
      return { items: items.map(toRevision), next: found.length > PAGE ? String(items.at(-1)?.revision) : null };
    },
  );
}

/** The part that a form is about, by its id or by the caller's own name of its person; null for forms of the match. */
function partNamed(deps: Routing, rows: MatchRows, form: string, part: string | undefined): string | null {
  definitionOf(deps, rows, form);
  const [event] = useOf(chartOfMatch(rows), form).events;
  return event === undefined ? null : (partOf(event, rows, { type: event.type, part }) ?? null);
}

function seenRevision(header: string | undefined): number {
  if (header === undefined)
    throw new ApiProblem(428, { because: 'say which revision you read: If-Match: "3", or "0" when nobody has begun' });
  const revision = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (revision === undefined) throw invalid('headers.if-match', 'must be a revision like "3"');
  return Number(revision);
}
