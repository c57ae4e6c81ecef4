import { fieldsOf } from '../../contracts/forms/definition.ts';
import type { FieldDefinition } from '../../contracts/forms/definition.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import type { ApiDeps } from '../deps.ts';
import { chartOfMatch } from '../match-view.ts';
import { textIn } from './parts.ts';

const ANSWERED = 'CHECK_IN_ANSWERED';

/** A wish in the check-in: what was asked, whether they want it, and what they wrote. */
export interface Wish {
  readonly question: string;
  readonly wanted: boolean;
  readonly text: string | null;
}
export interface CheckIn {
  /** What it said of each commitment, by the commitment's words. */
  readonly progress: ReadonlyMap<string, string>;
  readonly wishes: readonly Wish[];
}

/** What the check-in said, read by what the fields of its form mean (requirements.md F11). */
export async function checkInOf(deps: ApiDeps, rows: MatchRows): Promise<CheckIn> {
  const form = chartOfMatch(rows).catalogue[ANSWERED]?.form;
  const definition = form === undefined ? undefined : deps.forms.get(rows.match.method)?.get(form);
  if (form === undefined || definition === undefined) return { progress: new Map(), wishes: [] };
  const answers = ((await deps.queries.formBody(rows.match.id, form)) ?? {}) as Answers;
  const fields = fieldsOf(definition);
  return { progress: progressIn(fields, answers), wishes: fields.flatMap((field) => wishIn(field, answers)) };
}
type Answers = Readonly<Record<string, unknown>>;

function progressIn(fields: readonly FieldDefinition[], answers: Answers): ReadonlyMap<string, string> {
  const list = fields.find(({ means }) => means === 'commitments');
  const named = (means: string) => list?.fields?.find((field) => field.means === means)?.id ?? '';
  const lines = (answers[list?.id ?? ''] ?? []) as readonly Answers[];
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [what, state] = [textIn(line[named('commitment.what')]), textIn(line[named('commitment.state')])];
      return what === null || state === null ? [] : [[what, state]];
    }),
  );
}

/** A question whose yes is told to the match, with the words that came with it. */
function wishIn({ id, label, fields = [] }: FieldDefinition, answers: Answers): Wish[] {
  const asked = fields.find(({ tells, kind }) => tells !== undefined && kind === 'yesNo');
  const said = (answers[id] ?? {}) as Answers;
  const wanted = asked === undefined ? undefined : said[asked.id];
  if (typeof wanted !== 'boolean') return [];
  const words = fields.find(({ kind }) => kind === 'prose' || kind === 'text');
  return [{ question: label, wanted, text: words === undefined ? null : textIn(said[words.id]) }];
}
