import type { MatchRows } from '../../db/api-queries.ts';
import { formatDay, localeOf } from '../../letters/index.ts';
import { codePageOf } from '../../links/index.ts';
import type { LinkRow } from '../../links/index.ts';
import { codePdf } from '../../print/index.ts';
import { envelopeOf } from '../addresses.ts';
import { nowOf } from '../deps.ts';
import type { ApiDeps } from '../deps.ts';
import { chartOfMatch } from '../match-view.ts';

/** A slip of paper with the code of a link that opens, in the language of whom it is for. */
export function codeSlip(deps: ApiDeps, rows: MatchRows, link: LinkRow): Promise<Buffer> {
  const { match, people } = rows;
  const book = deps.pageWords(match.method);
  const person = people.find(({ id }) => id === link.person);
  const language = book.languageOf(person?.language ?? '');
  const locale = localeOf(language);
  const task = book.names(language).tasks[link.task ?? ''] ?? chartOfMatch(rows).tasks[link.task ?? '']?.title;
  const page = book.about(language, link.purpose).get('page');
  const say = (id: string, facts = {}): string => book.paper(language).get(id)?.title(facts) ?? '';
  const slip = {
    to: person === undefined ? [] : (envelopeOf(person) ?? [person.name]),
    title: say('slip', { match: match.title }),
    match: match.title,
    purpose: page?.title({ name: person?.name.split(' ')[0], match: match.title, task }) ?? '',
    open: say('open', { address: codePageOf(deps.publicUrl) }),
    type: say('type'),
    code: deps.links.keys.codeOf(link.id),
    until: say('until', { until: formatDay(deps.dayAt(link.expiresAt.getTime(), match.time_zone), locale) }),
  };
  return codePdf(slip, { at: nowOf(match, deps.clock()), lang: locale });
}
