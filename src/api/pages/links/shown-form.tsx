import type { Answers } from '../../../contracts/forms/answers.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from '../../../contracts/forms/definition.ts';
import type { PageTexts } from '../../../words/index.ts';
import { headingOf, Paragraphs } from './layout.tsx';
import type { PageFrame } from './layout.tsx';

/** A draft to be judged; undefined while nobody has written it down here, because it came with the letter. */
export interface ShownDraft {
  readonly form: { readonly definition: FormDefinition; readonly values: Answers } | undefined;
}

export function Shown({ shows: { form }, frame, texts }: { shows: ShownDraft; frame: PageFrame; texts: PageTexts }) {
  const yesNo = [headingOf(frame.shared, 'yes', frame), headingOf(frame.shared, 'no', frame)] as const;
  return (
    <section aria-labelledby="draft">
      <h2 id="draft">{headingOf(texts, 'shows', frame)}</h2>
      {form === undefined ? (
        <Paragraphs texts={frame.shared} id="noDraft" frame={frame} />
      ) : (
        <ShownForm definition={form.definition} values={form.values} yesNo={yesNo} />
      )}
    </section>
  );
}

/** A form that somebody reads: what was answered, in its order; what was left empty is left out. */
function ShownForm({
  definition,
  values,
  yesNo,
}: {
  definition: FormDefinition;
  values: Answers;
  yesNo: readonly [string, string];
}) {
  const fields = definition.sections.flatMap((section) => section.fields).filter(({ id }) => !isEmpty(values[id]));
  return (
    <dl class="pp-shown">
      {fields.map((field) => (
        <div key={field.id}>
          <dt>{field.label}</dt>
          <dd>{shown(field, values[field.id], yesNo)}</dd>
        </div>
      ))}
    </dl>
  );
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

function shown(field: FieldDefinition, value: unknown, yesNo: readonly [string, string]) {
  const { fields } = field;
  if (!Array.isArray(value)) return fields === undefined ? wordsOf(field, value, yesNo) : rowOf(fields, value, yesNo);
  return (
    <ol>
      {(value as readonly unknown[]).map((one, n) => (
        <li key={n}>{fields === undefined ? wordsOf(field, one, yesNo) : rowOf(fields, one, yesNo)}</li>
      ))}
    </ol>
  );
}

/** The cells of a row, one after the other. */
function rowOf(fields: readonly LeafDefinition[], row: unknown, yesNo: readonly [string, string]): string {
  const cells = (typeof row === 'object' && row !== null ? row : {}) as Answers;
  return fields
    .filter(({ id }) => !isEmpty(cells[id]))
    .map((field) => wordsOf(field, cells[field.id], yesNo))
    .join(', ');
}

function wordsOf(
  { choices, unit }: LeafDefinition | FieldDefinition,
  value: unknown,
  [yes, no]: readonly [string, string],
): string {
  if (typeof value === 'boolean') return value ? yes : no;
  if (Array.isArray(value)) return value.map((one) => labelOf(choices, one)).join(', ');
  return `${labelOf(choices, value)}${unit === undefined ? '' : ` ${unit}`}`;
}

const labelOf = (choices: FieldDefinition['choices'], value: unknown): string =>
  choices?.find(({ id }) => id === value)?.label ?? (typeof value === 'object' ? '' : String(value));
