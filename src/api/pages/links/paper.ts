import { nowOf } from '../../deps.ts';
import { blankForm } from '../../forms/blank.ts';
import { definitionOf } from '../../forms/view.ts';
import type { Routing } from '../../routes/common.ts';
import { headingOf } from './layout.tsx';
import { frameOf } from './views.ts';
import type { Visit } from './views.ts';

/** The form behind a link, to be filled in by hand; undefined where there is none to fill in now. */
export async function blankPaper(deps: Routing, visit: Visit): Promise<Buffer | undefined> {
  const { opened } = visit;
  const form = opened.shut === undefined ? opened.possible.find((one) => one.form !== undefined)?.form : undefined;
  if (form === undefined) return undefined;
  const frame = await frameOf(deps, visit);
  const told = deps.pageWords(opened.rows.match.method).form(frame.language, definitionOf(deps, opened.rows, form));
  const { contact, shared } = frame;
  const { match } = opened.rows;
  return blankForm({
    ...told,
    yesNo: [headingOf(shared, 'yes', frame), headingOf(shared, 'no', frame)],
    about: [match.title, opened.person?.name ?? ''],
    end:
      contact === undefined
        ? []
        : [
            headingOf(shared, 'call', frame),
            [contact.name, contact.telephone, contact.email].filter((one) => one !== null).join(', '),
          ],
    at: nowOf(match, deps.clock()),
  });
}
