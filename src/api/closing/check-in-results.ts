import { fieldsOf } from '../../contracts/forms/definition.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import type { ApiDeps } from '../deps.ts';
import { chartOfMatch } from '../match-view.ts';
import { textIn } from './parts.ts';

const ANSWERED = 'CHECK_IN_ANSWERED';

/** What the check-in said of each commitment, by its words (requirements.md F11). */
export async function checkInResults(deps: ApiDeps, rows: MatchRows): Promise<ReadonlyMap<string, string>> {
  const form = chartOfMatch(rows).catalogue[ANSWERED]?.form;
  const definition = form === undefined ? undefined : deps.forms.get(rows.match.method)?.get(form);
  if (form === undefined || definition === undefined) return new Map();
  const list = fieldsOf(definition).find(({ means }) => means === 'commitments');
  const named = (means: string) => list?.fields?.find((field) => field.means === means)?.id ?? '';
  const answers = (await deps.queries.formBody(rows.match.id, form)) as Record<string, unknown> | undefined;
  const lines = (answers?.[list?.id ?? ''] ?? []) as readonly Record<string, unknown>[];
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [what, state] = [textIn(line[named('commitment.what')]), textIn(line[named('commitment.state')])];
      return what === null || state === null ? [] : [[what, state]];
    }),
  );
}
