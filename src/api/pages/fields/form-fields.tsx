import { NOT_APPLICABLE } from '../../../contracts/forms/check-fields.ts';
import type { Answers } from '../../../contracts/forms/answers.ts';
import type { FieldDefinition, FormDefinition } from '../../../contracts/forms/definition.ts';
import { nameOf } from '../../forms/sent-answers.ts';
import { Box, idOf } from './box.tsx';
import type { BoxField, FieldWords } from './box.tsx';

/** What the fields of a form need besides the form. */
export interface Filling {
  readonly values: Answers;
  readonly words: FieldWords;
  /** What is wrong, by the path of the field. */
  readonly problems: ReadonlyMap<string, string>;
  /** Where an answer comes from that nobody here has typed, by its path. */
  readonly note?: (path: string) => string | undefined;
}
interface Given {
  readonly filling: Filling;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** A whole form to fill in: its sections and fields in their order. */
export function FormFields({ definition, filling }: { definition: FormDefinition; filling: Filling }) {
  return (
    <>
      {definition.sections.map(({ id, title, help, fields }) => (
        <section key={id} aria-labelledby={`section-${id}`}>
          <h2 id={`section-${id}`}>{title}</h2>
          {help !== undefined && <p>{help}</p>}
          {fields.map((field) => (
            <Field key={field.id} field={field} filling={filling} path={[field.id]} value={filling.values[field.id]} />
          ))}
        </section>
      ))}
    </>
  );
}

function Field({ field, ...given }: Given & { field: FieldDefinition }) {
  const isSeveral = field.repeat || field.fields !== undefined;
  return (
    <>
      {isSeveral ? <Several field={field} {...given} /> : <Leaf field={field} {...given} />}
      {field.mayNotApply && <NotApplicable field={field} filling={given.filling} />}
    </>
  );
}

/** A group, or a list with an empty line at its end. */
function Several({ field, filling, path, value }: Given & { field: FieldDefinition }) {
  const rows = field.repeat ? [...(Array.isArray(value) ? (value as unknown[]) : []), undefined] : [value];
  const error = filling.problems.get(path.join('.'));
  return (
    <fieldset class="usa-fieldset pm-question" id={idOf(nameOf(...path))}>
      <legend class="usa-legend">{field.label}</legend>
      {field.help !== undefined && <p class="usa-hint">{field.help}</p>}
      {error !== undefined && <p class="usa-error-message">{error}</p>}
      {rows.map((row, n) => (
        <>
          {field.repeat && n === rows.length - 1 && n > 0 && <p class="usa-hint">{filling.words.another}</p>}
          <Row
            field={field}
            filling={filling}
            path={field.repeat ? [...path, n] : path}
            value={row}
            label={field.repeat ? `${n + 1}` : undefined}
          />
        </>
      ))}
    </fieldset>
  );
}

function Row({ field, filling, path, value, label }: Given & { field: FieldDefinition; label: string | undefined }) {
  if (field.fields === undefined)
    return <Leaf field={{ ...field, label: label ?? field.label, help: undefined }} {...{ filling, path, value }} />;
  const cells = (typeof value === 'object' && value !== null ? value : {}) as Answers;
  return (
    <div class="pm-row" role="group" aria-label={[field.label, label].filter(Boolean).join(', ')}>
      {field.fields.map((leaf) => (
        <Leaf key={leaf.id} field={leaf} filling={filling} path={[...path, leaf.id]} value={cells[leaf.id]} />
      ))}
    </div>
  );
}

function Leaf({ field, filling, path, value }: Given & { field: BoxField & { readonly required: boolean } }) {
  const at = path.join('.');
  return (
    <Box
      field={field}
      name={nameOf(...path)}
      value={value}
      words={filling.words}
      isOptional={!field.required}
      error={filling.problems.get(at)}
      note={value === undefined ? undefined : filling.note?.(at)}
    />
  );
}

function NotApplicable({ field: { id, label }, filling }: { field: FieldDefinition; filling: Filling }) {
  const { words, values } = filling;
  if (words.notApplicable === undefined) return null;
  const marked = values[NOT_APPLICABLE];
  return (
    <div class="usa-checkbox">
      <input
        class="usa-checkbox__input"
        type="checkbox"
        id={`na-${id}`}
        name={nameOf(NOT_APPLICABLE)}
        value={id}
        checked={Array.isArray(marked) && marked.includes(id)}
      />
      <label class="usa-checkbox__label" for={`na-${id}`}>
        {words.notApplicable}
        <span class="usa-sr-only">{`: ${label}`}</span>
      </label>
    </div>
  );
}
