import type { Answers } from '../../../contracts/forms/answers.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from '../../../contracts/forms/definition.ts';
import { formatClock, formatDay, isDay, localeOf } from '../../../letters/index.ts';
import type { PageTexts } from '../../../words/index.ts';
import { headingOf, Paragraphs } from './layout.tsx';
import type { PageFrame } from './layout.tsx';

/** How values that are no text are said. */
interface Saying {
  readonly yesNo: readonly [string, string];
  readonly locale: string;
}

/** A draft to be judged; undefined while nobody has written it down here, because it came with the letter. */
export interface ShownDraft {
  readonly form:
    { readonly definition: FormDefinition; readonly values: Answers; readonly language: string } | undefined;
}

export function Shown({ shows: { form }, frame, texts }: { shows: ShownDraft; frame: PageFrame; texts: PageTexts }) {
  const yesNo = [headingOf(frame.shared, 'yes', frame), headingOf(frame.shared, 'no', frame)] as const;
  const saying = { yesNo, locale: localeOf(frame.language) };
  return (
    <section aria-labelledby="draft">
      <h2 id="draft">{headingOf(texts, 'shows', frame)}</h2>
      {form === undefined ? (
        <Paragraphs texts={frame.shared} id="noDraft" frame={frame} />
      ) : (
        <ShownForm {...form} saying={saying} />
      )}
    </section>
  );
}

/** A form that somebody reads: what was answered, in its order; what was left empty is left out. */
function ShownForm({
  definition,
  values,
  language,
  saying,
}: {
  definition: FormDefinition;
  values: Answers;
  language: string;
  saying: Saying;
}) {
  const fields = definition.sections.flatMap((section) => section.fields).filter(({ id }) => !isEmpty(values[id]));
  return (
    <dl class="pp-shown" lang={language}>
      {fields.map((field) => (
        <div key={field.id}>
          <dt>{field.label}</dt>
          <dd>{shown(field, values[field.id], saying)}</dd>
        </div>
      ))}
    </dl>
  );
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

function shown(field: FieldDefinition, value: unknown, saying: Saying) {
  const { fields } = field;
  if (!Array.isArray(value)) return fields === undefined ? wordsOf(field, value, saying) : rowOf(fields, value, saying);
  return (
    <ol>
      {(value as readonly unknown[]).map((one, n) => (
        <li key={n}>{fields === undefined ? wordsOf(field, one, saying) : rowOf(fields, one, saying)}</li>
      ))}
    </ol>
  );
}

/** The cells of a row, one after the other. */
function rowOf(fields: readonly LeafDefinition[], row: unknown, saying: Saying): string {
  const cells = (typeof row === 'object' && row !== null ? row : {}) as Answers;
  return fields
    .filter(({ id }) => !isEmpty(cells[id]))
    .map((field) => wordsOf(field, cells[field.id], saying))
    .join(', ');
}

function wordsOf(
  { choices, unit, kind }: LeafDefinition | FieldDefinition,
  value: unknown,
  { yesNo: [yes, no], locale }: Saying,
): string {
  if (typeof value === 'boolean') return value ? yes : no;
  if (kind === 'day' && isDay(value)) return formatDay(value, locale);
  if (kind === 'time' && typeof value === 'string') return formatClock(value, locale);
  if (typeof value === 'number') return [value.toLocaleString(locale), unit].filter(Boolean).join(' ');
  if (Array.isArray(value)) return value.map((one) => labelOf(choices, one)).join(', ');
  return `${labelOf(choices, value)}${unit === undefined ? '' : ` ${unit}`}`;
}

const labelOf = (choices: FieldDefinition['choices'], value: unknown): string =>
  choices?.find(({ id }) => id === value)?.label ?? (typeof value === 'object' ? '' : String(value));
