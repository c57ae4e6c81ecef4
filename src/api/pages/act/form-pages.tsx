import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { FilledForm } from '../../../contracts/api-forms.ts';
import type { MatchRows } from '../../../db/api-queries.ts';
import { rolesIn } from '../../access.ts';
import { callerOf } from '../../auth.ts';
import { reportEvent, visibleMatch } from '../../commands.ts';
import { ApiProblem } from '../../errors.ts';
import { saveForm } from '../../forms/save.ts';
import { differing, inWords, newerVersion } from '../../forms/newer-version.ts';
import type { Version } from '../../forms/newer-version.ts';
import { OwnRevisions } from '../../forms/own-revisions.ts';
import { filledForm } from '../../forms/view.ts';
import { chartOfMatch, toMatch } from '../../match-view.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { toHtml } from '../layout.tsx';
import { namesOf, readerOf, sendPage } from '../page.ts';
import { partNames } from '../part-words.ts';
import { SEEN } from '../fields/autosave.tsx';
import { answersTyped } from './form-answers.ts';
import { notSavedByItself, savedByItself } from './form-autosave.tsx';
import { FormPage } from './form.tsx';
import type { FormView } from './form.tsx';
import { sentence } from './mistakes-of.ts';
import { hiddenFields, sentBy } from './press.ts';
import { inPlainWords } from './refused.ts';
import { landing } from './undo.ts';

const params = idParams.extend({ form: z.string().max(20) });
const query = z.object({ part: z.string().max(200).optional(), saved: z.string().max(5).optional() });
type Shown = Partial<Pick<FormView, 'values' | 'notice' | 'mistakes'>> & { readonly seen?: number };

/** Filling in a form of a match. */
export function formPages(app: FastifyInstance, deps: Routing): void {
  const path = '/matches/:id/forms/:form';
  const own = new OwnRevisions();

  typed(app).get(path, { schema: { params, querystring: query } }, async (request, reply) => {
    const { form, id } = request.params;
    const rows = await visibleMatch(deps, callerOf(request), id);
    const filled = await filledForm(deps, rows, form, request.query.part ?? null);
    const notice = request.query.saved === undefined ? undefined : SAVED;
    return show(request, reply, rows, filled, notice === undefined ? {} : { notice });
  });

  typed(app).post(path, { schema: { params, querystring: query } }, async (request, reply) => {
    const caller = callerOf(request);
    const { form, id } = request.params;
    const part = request.query.part ?? null;
    const rows = await visibleMatch(deps, caller, id);
    const before = await filledForm(deps, rows, form, part);
    const { fields, key } = sentBy(request);
    const values = answersTyped(before.definition, fields, before);
    const page = `${id} ${form} ${part ?? ''} ${key}`;
    const seen = own.seen(page, fields[SEEN]);
    try {
      const filled = await saveForm(deps, caller, rows, { form, part, seen, input: { values } });
      own.note(page, filled.revision);
      if (fields['_do'] === 'autosave') return sendPage(reply, savedByItself(filled, deps.clock()));
      const type = sendingEvent(rows, filled, callerOf(request), deps);
      if (fields['_do'] === 'send' && type === undefined)
        return await show(request, reply.code(422), rows, filled, { notice: NOT_SENT });
      if (fields['_do'] !== 'send' || type === undefined)
        return await reply.redirect(`${addressOfForm(id, form, part)}${part === null ? '?' : '&'}saved=yes`, 303);
      try {
        await reportEvent(deps, caller, id, { type, ...(part === null ? {} : { part }), data: {} }, key);
      } catch (error) {
        const match = toMatch(rows, rolesIn(caller, rows.people), deps);
        const partName = partNames(match.parts, namesOf(rows), () => undefined);
        const plain = inPlainWords(error, match, part ?? undefined, partName);
        return show(request, reply.code(422), rows, filled, said(plain, 'It is saved, but not sent yet'));
      }
      return await reply.redirect(landing(`/matches/${id}`, { type, ...(part === null ? {} : { part }) }), 303);
    } catch (error) {
      const theirs = newerVersion(error);
      if (fields['_do'] === 'autosave') return sendPage(reply, notSavedByItself(error, before.definition));
      const shown = theirs === undefined ? said(error, 'This was not saved yet') : bothVersions(values, theirs);
      return show(request, reply.code(422), rows, before, { seen, ...shown, values: { ...before.values, ...values } });
    }
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    rows: MatchRows,
    filled: FilledForm,
    { values = filled.values, notice, mistakes = new Map<string, string>(), seen = filled.revision }: Shown,
  ) {
    const match = toMatch(rows, rolesIn(callerOf(request), rows.people), deps);
    const partName = partNames(match.parts, namesOf(rows), () => undefined);
    const type = sendingEvent(rows, filled, callerOf(request), deps);
    const page = (
      <FormPage
        reader={readerOf(request, deps)}
        match={match}
        filled={filled}
        inSpanish={deps.pageWords(rows.match.method).form('es', filled.definition).language === 'es'}
        values={values}
        about={filled.part === null ? undefined : partName(filled.part)}
        notice={notice}
        mistakes={mistakes}
        sends={type === undefined ? undefined : chartOfMatch(rows).catalogue[type]?.title}
        action={addressOfForm(match.id, filled.form, filled.part)}
        hidden={hiddenFields(reply)}
        seen={seen}
      />
    );
    return sendPage(reply, toHtml(page));
  }
}

const NOT_SENT: FormView['notice'] = {
  tone: 'warning',
  title: 'It is saved, but not sent',
  lines: [
    'As things stand it cannot be sent. Perhaps somebody else has sent it meanwhile: the record of the match says so.',
  ],
};
const SAVED: FormView['notice'] = { tone: 'success', title: 'Saved', lines: [] };

export const addressOfForm = (match: string, form: string, part: string | null | undefined): string =>
  `/matches/${match}/forms/${form}${part ? `?part=${encodeURIComponent(part)}` : ''}`;

/** The event that sends the form, when the reader may report it now. */
function sendingEvent(
  rows: MatchRows,
  { events, part }: FilledForm,
  caller: Parameters<typeof rolesIn>[0],
  deps: Routing,
): string | undefined {
  const { allowed } = toMatch(rows, rolesIn(caller, rows.people), deps);
  return events.find((type) => allowed.some((one) => one.type === type && (part === null || one.part === part)));
}

/** What is said of an answer that was not taken: at the top, and at each box. */
function said(error: unknown, title: string): Shown {
  if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
  const { errors = [], because } = error.saying;
  const at = errors.map(({ path, message }) => [path.replace(/^(values|data\.form)\./, ''), message] as const);
  const lines =
    because === undefined
      ? [`${errors.length} ${errors.length === 1 ? 'answer needs' : 'answers need'} a look.`]
      : [sentence(because)];
  return { notice: { tone: 'error', title, lines }, mistakes: new Map(at) };
}

/** Nobody's text is lost: the boxes hold what was typed here, and under each that differs stands what the other one wrote. */
function bothVersions(yours: Readonly<Record<string, unknown>>, version: Version): Shown {
  return {
    seen: version.revision,
    notice: {
      tone: 'warning',
      title: 'Somebody else saved it meanwhile',
      lines: [
        'The boxes hold what you typed. Where the other version differs, it stands beside yours.',
        'Put the two together and save again.',
      ],
    },
    mistakes: new Map(
      differing(yours, version).map(([name, value]) => [
        name,
        `The other version says: ${inWords(value, ['yes', 'no'])}`,
      ]),
    ),
  };
}
