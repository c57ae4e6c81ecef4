import { renderToString } from 'preact-render-to-string';
import { localeOf } from '../../../letters/index.ts';
import type { HalfSaved } from '../../links/half-save.ts';
import type { Routing } from '../../routes/common.ts';
import { AutosaveAnswer } from '../fields/autosave.tsx';
import { headingOf, Paragraphs } from './layout.tsx';
import { frameOf } from './views.ts';
import type { Visit } from './views.ts';

/** What the page says when it has saved by itself, or why it could not. */
export async function autosaved(deps: Routing, visit: Visit, saved: HalfSaved): Promise<string> {
  const frame = await frameOf(deps, visit);
  const at = new Intl.DateTimeFormat(localeOf(frame.language), {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: visit.opened.person?.zone ?? visit.opened.rows.match.time_zone,
  });
  const facts = { ...frame.facts, time: at.format(deps.clock()) };
  const id = SAYS[saved.kind];
  return renderToString(
    <AutosaveAnswer revision={saved.kind === 'kept' ? saved.revision : undefined}>
      <p>{headingOf(frame.shared, id, { facts })}</p>
      {id === 'newer' && <Paragraphs texts={frame.shared} id={id} frame={frame} />}
    </AutosaveAnswer>,
  );
}

const SAYS = { kept: 'autosaved', newer: 'newer', refused: 'refused', incomplete: 'notSaved' } as const;
