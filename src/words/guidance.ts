import { idField, markedFiles, refuseOtherFields, textField } from './content-files.ts';
import type { MarkedFile } from './content-files.ts';
import { noneOf } from './problems.ts';
import type { WordsProblem } from './problems.ts';

/** When a text is worth reading: while a task is open, a step under way, a match in a status. */
export interface Moment {
  readonly kind: 'task' | 'step' | 'status';
  readonly id: string;
}
export interface Guidance {
  readonly id: string;
  readonly title: string;
  readonly moments: readonly Moment[];
  readonly roles: readonly string[];
  /** The circumstance in which alone it is shown. */
  readonly when?: string;
  /** Markdown. */
  readonly text: string;
}
export interface KnownMoments {
  readonly task: readonly string[];
  readonly step: readonly string[];
  readonly status: readonly string[];
  readonly roles: readonly string[];
  readonly conditions: readonly string[];
}

const FIELDS = ['id', 'title', 'moment', 'roles', 'when'];

/** The guidance texts of a method: `<method>/guidance/<id>.md`. */
export function loadGuidance(dir: string, method: string, known: KnownMoments, problems: WordsProblem[]): Guidance[] {
  return markedFiles(dir, `${method}/guidance`, problems).map((file) => readText(file, known));
}

function readText(file: MarkedFile, known: KnownMoments): Guidance {
  const { data, lineOf, report, body, offset } = file;
  refuseOtherFields(file, FIELDS);
  const text = body.trim();
  if (text === '') report(offset, 'text', 'is missing');
  if (text.includes('{{')) report(offset, '{{', 'is not known here: a guidance text has no placeholders');
  const roles = listOf(data['roles']);
  for (const role of roles)
    if (!known.roles.includes(role)) report(lineOf('roles'), 'roles', noneOf(role, known.roles));
  if (roles.length === 0) report(lineOf('roles'), 'roles', 'is missing');
  const when = data['when'];
  if (when !== undefined && !known.conditions.includes(String(when)))
    report(lineOf('when'), 'when', noneOf(when, known.conditions));
  return {
    id: idField(file),
    title: textField(file, 'title'),
    moments: momentsOf(file, known),
    roles,
    ...(when === undefined ? {} : { when: String(when) }),
    text,
  };
}

/** `task/T10`, `step/conducting`, `status/underway`: one, or a list of them. */
function momentsOf({ data, lineOf, report }: MarkedFile, known: KnownMoments): Moment[] {
  const said = listOf(data['moment']);
  if (said.length === 0) report(lineOf('moment'), 'moment', 'is missing: task/…, step/… or status/…');
  return said.flatMap((one) => {
    const [kind = '', id = ''] = one.split('/');
    if (kind !== 'task' && kind !== 'step' && kind !== 'status') {
      report(lineOf('moment'), 'moment', `${JSON.stringify(one)} must be task/…, step/… or status/…`);
      return [];
    }
    if (!known[kind].includes(id)) report(lineOf('moment'), 'moment', `${kind} ${noneOf(id, known[kind])}`);
    return [{ kind, id }];
  });
}

const listOf = (value: unknown): string[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
