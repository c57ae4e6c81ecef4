import type { Answers } from '../../../contracts/forms/answers.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from '../../../contracts/forms/definition.ts';
import { nameOf, SPARE_ROWS } from '../../links/form-body.ts';
import type { PageTexts } from '../../../words/index.ts';
import { headingOf } from './layout.tsx';
import type { PageFrame } from './layout.tsx';

/** What fields need besides themselves. `problems` are by the path of the field. */
export interface Filling {
  readonly frame: PageFrame;
  readonly shared: PageTexts;
  readonly problems: Readonly<Record<string, string>>;
}
type Path = readonly (string | number)[];
interface Given {
  readonly filling: Filling;
  readonly path: Path;
  readonly value: unknown;
}

/** A whole form to fill in: its sections and fields in their order. */
export function FormFields({
  definition,
  values,
  filling,
}: {
  definition: FormDefinition;
  values: Answers;
  filling: Filling;
}) {
  return (
    <>
      {definition.sections.map(({ id, title, help, fields }) => (
        <section key={id} aria-labelledby={`section-${id}`}>
          <h2 id={`section-${id}`}>{title}</h2>
          {help !== undefined && <p>{help}</p>}
          {fields.map((field) => (
            <Field key={field.id} field={field} filling={filling} path={[field.id]} value={values[field.id]} />
          ))}
        </section>
      ))}
    </>
  );
}

function Field({ field, ...given }: Given & { field: FieldDefinition }) {
  const { fields, repeat } = field;
  if (fields !== undefined && repeat) return <Rows field={field} fields={fields} {...given} />;
  if (fields !== undefined) return <Group field={field} fields={fields} {...given} />;
  if (repeat) return <Repeated field={field} {...given} />;
  return <Leaf field={field} {...given} />;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function Group({
  field,
  fields,
  filling,
  path,
  value,
}: Given & { field: FieldDefinition; fields: readonly LeafDefinition[] }) {
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.help !== undefined && <p class="usa-hint">{field.help}</p>}
      <Problem filling={filling} path={path} />
      {fields.map((leaf) => (
        <Leaf
          key={leaf.id}
          field={leaf}
          filling={filling}
          path={[...path, leaf.id]}
          value={isObject(value) ? value[leaf.id] : undefined}
        />
      ))}
    </fieldset>
  );
}

function Rows({
  field,
  fields,
  filling,
  path,
  value,
}: Given & { field: FieldDefinition; fields: readonly LeafDefinition[] }) {
  const known = listOf(value);
  const rows = [...known, ...Array.from({ length: SPARE_ROWS }, () => undefined)];
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.help !== undefined && <p class="usa-hint">{field.help}</p>}
      <Problem filling={filling} path={path} />
      {rows.map((row, n) => (
        <div class="pp-row" key={n}>
          {n >= known.length && <p class="usa-hint">{headingOf(filling.shared, 'another', filling.frame)}</p>}
          {fields.map((leaf) => (
            <Leaf
              key={leaf.id}
              field={leaf}
              filling={filling}
              path={[...path, n, leaf.id]}
              value={isObject(row) ? row[leaf.id] : undefined}
            />
          ))}
        </div>
      ))}
    </fieldset>
  );
}

function Repeated({ field, filling, path, value }: Given & { field: FieldDefinition }) {
  const known = listOf(value);
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.help !== undefined && <p class="usa-hint">{field.help}</p>}
      {[...known, ...Array.from({ length: SPARE_ROWS }, () => undefined)].map((one, n) => (
        <Leaf
          key={n}
          field={{ ...field, label: `${n + 1}.`, help: undefined }}
          filling={filling}
          path={[...path, n]}
          value={one}
        />
      ))}
    </fieldset>
  );
}

/** One question. Radio buttons for few choices: a list that folds hides them on a phone. */
function Leaf({ field, filling, path, value }: Given & { field: LeafDefinition | FieldDefinition }) {
  const { kind, label, help, choices = [] } = field;
  const name = nameOf(...path);
  if (kind === 'yesNo') {
    const words = (id: 'yes' | 'no') => headingOf(filling.shared, id, filling.frame);
    const offered = [
      { id: 'yes', label: words('yes') },
      { id: 'no', label: words('no') },
    ];
    const chosen = value === true ? ['yes'] : value === false ? ['no'] : [];
    return <Choices {...{ filling, path, label, help, name }} choices={offered} chosen={chosen} type="radio" />;
  }
  if (kind === 'choice' || kind === 'choices') {
    const chosen = [value].flat().map(String);
    const type = kind === 'choice' ? 'radio' : 'checkbox';
    return <Choices {...{ filling, path, label, help, name, choices, chosen, type }} />;
  }
  return (
    <Typed
      {...{ filling, path, label, help, name, kind }}
      value={value === undefined || value === null ? '' : String(value)}
    />
  );
}

interface Asked {
  readonly filling: Filling;
  readonly path: Path;
  readonly label: string;
  readonly help?: string | undefined;
  readonly name: string;
}

type Offered = readonly { readonly id: string; readonly label: string }[];
type Choosing = Asked & { choices: Offered; chosen: readonly string[]; type: 'radio' | 'checkbox' };

function Choices({ filling, path, label, help, name, choices, chosen, type }: Choosing) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {help !== undefined && <p class="usa-hint">{help}</p>}
      <Problem filling={filling} path={path} />
      {choices.map(({ id, label: words }) => (
        <div class={`usa-${type}`} key={id}>
          <input
            class={`usa-${type}__input`}
            type={type}
            id={`${name}-${id}`}
            name={name}
            value={id}
            checked={chosen.includes(id)}
          />
          <label class={`usa-${type}__label`} for={`${name}-${id}`}>
            {words}
          </label>
        </div>
      ))}
    </fieldset>
  );
}

const TYPES = { day: 'date', time: 'time', email: 'email', telephone: 'tel' } as const;
/** The keyboard that a phone shows. The types of Preact allow one kind of input at a time. */
const typeOf = (kind: string) =>
  ({ type: (TYPES as Readonly<Record<string, string>>)[kind] ?? 'text' }) as { type: 'text' };

function Typed({ filling, path, label, help, name, kind, value }: Asked & { kind: string; value: string }) {
  const hint = help === undefined ? undefined : `${name}-hint`;
  return (
    <>
      <label class="usa-label" for={name}>
        {label}
      </label>
      {help !== undefined && (
        <p class="usa-hint" id={hint}>
          {help}
        </p>
      )}
      <Problem filling={filling} path={path} />
      {kind === 'prose' ? (
        <textarea class="usa-textarea" id={name} name={name} aria-describedby={hint}>
          {value}
        </textarea>
      ) : (
        <input
          class="usa-input"
          id={name}
          name={name}
          aria-describedby={hint}
          {...typeOf(kind)}
          inputmode={kind === 'number' ? 'numeric' : undefined}
          value={value}
        />
      )}
    </>
  );
}

/** What is the matter with a field, in words; the id of the words is the problem's. */
export function Problem({ filling, path }: { filling: Filling; path: Path }) {
  const problem = filling.problems[path.join('.')];
  if (problem === undefined) return null;
  return (
    <p class="pp-wrong" role="alert">
      {headingOf(filling.shared, problem, filling.frame)}
    </p>
  );
}
