import type { FastifyInstance } from 'fastify';
import { toParts } from '../../letters/index.ts';
import { mineOf } from '../access.ts';
import { notFound } from '../errors.ts';
import { iso } from '../match-view.ts';
import { visibleLetter } from '../release-letters.ts';
import { idParams, pageQuery, typed } from '../routes/common.ts';
import type { Routing } from '../routes/common.ts';
import { toHtml } from './layout.tsx';
import { MailListPage, MailPage } from './mail.tsx';
import { namesOf, readerOf, sendPage } from './page.ts';
import { readMail } from './read-mail.ts';
import { NotSignedInPage } from './sign-in.tsx';
import { instantWords } from './words.ts';

const PAGE = 50;

/** Captured mail: rendered and kept, never sent. */
export function mailPages(app: FastifyInstance, deps: Routing): void {
  const { queries } = deps;

  typed(app).get('/mail', { schema: { querystring: pageQuery } }, async (request, reply) => {
    const { caller } = request;
    const reader = readerOf(request, deps);
    if (caller === null) return sendPage(reply.code(401), toHtml(<NotSignedInPage reader={reader} />));
    const { items, next } = await queries.capturedMail(request.query.after, PAGE, mineOf(caller));
    const zones = await zonesOf(deps, [...new Set(items.map(({ match }) => match))]);
    const mails = items.map(({ id, match, subject, name, title, sent_at, mime }) => ({
      id,
      subject: (mime && readMail(mime).subject) ?? subject,
      name,
      title,
      sentAt: sent_at === null ? null : instantWords(iso(sent_at), zones.get(match) ?? 'UTC'),
    }));
    return sendPage(reply, toHtml(<MailListPage reader={reader} items={mails} next={next} />));
  });

  typed(app).get('/mail/:id', { schema: { params: idParams } }, async (request, reply) => {
    const { caller } = request;
    const reader = readerOf(request, deps);
    if (caller === null) return sendPage(reply.code(401), toHtml(<NotSignedInPage reader={reader} />));
    const { letter, rows } = await visibleLetter(deps, caller, request.params.id);
    const mime = await queries.mimeOf(letter.id, mineOf(caller));
    if (mime === null) throw notFound('this letter was not kept as a mail');
    const mail = readMail(mime);
    const page = (
      <MailPage
        reader={reader}
        subject={mail.subject ?? letter.subject}
        to={namesOf(rows)(letter.person) ?? 'somebody who has left'}
        match={{ id: rows.match.id, title: rows.match.title }}
        sentAt={letter.sent_at === null ? null : instantWords(iso(letter.sent_at), rows.match.time_zone)}
        text={mail.text ?? toParts(letter.body).text}
        source={mime.toString('utf8')}
      />
    );
    return sendPage(reply, toHtml(page));
  });
}

/** The time zones of these matches. */
async function zonesOf({ db }: Pick<Routing, 'db'>, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('matches')
    .select(['id', 'time_zone'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, time_zone: zone }) => [id, zone]));
}
