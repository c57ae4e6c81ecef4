import type { FieldDefinition, LeafDefinition } from '../../../contracts/forms/definition.ts';

/** What an answer is: as forms know it, or an amount of money. */
export type FieldKind = LeafDefinition['kind'] | FieldDefinition['kind'] | 'money';

/** One thing that a page asks: a field of a form, or of an event. */
export type BoxField = Pick<LeafDefinition, 'label'> &
  Partial<Pick<LeafDefinition, 'help' | 'unit' | 'min' | 'max' | 'choices'>> & {
    readonly kind: FieldKind;
  };
/** The few words that belong to no field, in the reader's language. */
export interface FieldWords {
  readonly yes: string;
  readonly no: string;
  /** Said of the empty line at the end of a list. */
  readonly another: string;
  /** Said of what may not apply; without it that cannot be marked. */
  readonly notApplicable?: string;
  /** Said of what need not be answered; without it nothing is. */
  readonly optional?: string;
}
export interface BoxProps {
  readonly field: BoxField;
  readonly name: string;
  readonly value: unknown;
  readonly words: FieldWords;
  readonly isOptional?: boolean;
  readonly error?: string | undefined;
  /** Said under the question: where the answer comes from. */
  readonly note?: string | undefined;
}

export const idOf = (name: string): string => `q-${name}`;
const MOST_RADIOS = 8;

/** A list that folds hides its choices on a phone: only a long one does, and one whose answer must be possible to take back. */
const folds = ({ field: { kind, choices = [] }, isOptional }: BoxProps): boolean =>
  kind === 'choice' && (choices.length > MOST_RADIOS || isOptional === true);

/** One question with its label, its help and what is wrong with the answer, tied together for whoever listens to the page. */
export function Box(props: BoxProps) {
  const { name, error } = props;
  const options = optionsOf(props);
  if (options !== undefined && !folds(props))
    return (
      <fieldset class={shape('usa-fieldset', error)} id={idOf(name)} aria-describedby={`about-${name}`}>
        <legend class="usa-legend">
          <Label {...props} />
        </legend>
        <Under {...props} />
        {options.map(({ id, label }) => (
          <Option {...props} id={id} label={label} />
        ))}
      </fieldset>
    );
  return (
    <div class={shape('usa-form-group', error)}>
      <label class="usa-label" for={idOf(name)}>
        <Label {...props} />
      </label>
      <Under {...props} />
      <Typed {...props} />
    </div>
  );
}

const shape = (kind: string, error: string | undefined): string => `${kind} pm-question ${error ? 'pm-wrong' : ''}`;

function optionsOf({ field: { kind, choices = [] }, words }: BoxProps): BoxField['choices'] {
  if (kind === 'choice' || kind === 'choices') return choices;
  return kind === 'yesNo'
    ? [
        { id: 'yes', label: words.yes },
        { id: 'no', label: words.no },
      ]
    : undefined;
}

function Label({ field: { label, unit }, words, isOptional }: BoxProps) {
  return (
    <>
      {unit ? `${label} (${unit})` : label}
      {isOptional === true && words.optional !== undefined && <span class="pm-quiet"> {words.optional}</span>}
    </>
  );
}

function Under({ field: { help }, name, error, note }: BoxProps) {
  return (
    <div id={`about-${name}`}>
      {help && <p class="usa-hint">{help}</p>}
      {note && <p class="usa-hint pm-known">{note}</p>}
      {error && <p class="usa-error-message">{error}</p>}
    </div>
  );
}

function Option({ field: { kind }, name, value, id, label }: BoxProps & { id: string; label: string }) {
  const type = kind === 'choices' ? 'checkbox' : 'radio';
  const said = value === true ? 'yes' : value === false ? 'no' : value;
  return (
    <div class={`usa-${type}`}>
      <input
        class={`usa-${type}__input`}
        type={type}
        id={`${idOf(name)}-${id}`}
        name={name}
        value={id}
        checked={[said].flat().map(String).includes(id)}
      />
      <label class={`usa-${type}__label`} for={`${idOf(name)}-${id}`}>
        {label}
      </label>
    </div>
  );
}

const TYPES = { day: 'date', time: 'time', email: 'email', telephone: 'tel', number: 'number' } as const;
/** The keyboard that a phone shows. The types of Preact allow one kind of input at a time. */
const typeOf = (kind: string) =>
  ({ type: (TYPES as Readonly<Record<string, string>>)[kind] ?? 'text' }) as { type: 'text' };

function Typed({ field, name, value, error }: BoxProps) {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const common = {
    id: idOf(name),
    name,
    'aria-describedby': `about-${name}`,
    'aria-invalid': error ? true : undefined,
  };
  if (field.kind === 'prose')
    return (
      <textarea class="usa-textarea" rows={4} {...common}>
        {text}
      </textarea>
    );
  if (field.kind === 'choice')
    return (
      <select class="usa-select" {...common}>
        <option value="">…</option>
        {field.choices?.map(({ id, label }) => (
          <option value={id} selected={id === text}>
            {label}
          </option>
        ))}
      </select>
    );
  const { min, max } = field;
  const keys = field.kind === 'money' ? { inputMode: 'decimal' as const } : {};
  return (
    <input
      class="usa-input"
      {...typeOf(field.kind)}
      {...keys}
      min={min}
      max={max}
      step="any"
      value={text}
      {...common}
    />
  );
}
