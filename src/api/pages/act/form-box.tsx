import type { FieldDefinition, LeafDefinition } from '../../../contracts/forms/definition.ts';

interface BoxProps {
  readonly field: FieldDefinition | LeafDefinition;
  readonly name: string;
  readonly label: string;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly note: string | undefined;
}

/** One box of a form, with its label, help, unit, and what is wrong with it. */
export function FormBox(props: BoxProps) {
  const { field, name, label, error } = props;
  const id = `q-${name}`;
  if (field.kind === 'yesNo' || field.kind === 'choices')
    return (
      <fieldset class={`usa-fieldset pm-question ${error ? 'pm-wrong' : ''}`} id={id}>
        <legend class="usa-legend">{label}</legend>
        <Under {...props} />
        <Choices {...props} />
      </fieldset>
    );
  return (
    <div class={`usa-form-group pm-question ${error ? 'pm-wrong' : ''}`}>
      <label class="usa-label" for={id}>
        {field.unit ? `${label} (${field.unit})` : label}
      </label>
      <Under {...props} />
      <Box {...props} />
    </div>
  );
}

function Under({ field, name, error, note }: BoxProps) {
  return (
    <div id={`about-${name}`}>
      {field.help && <p class="usa-hint">{field.help}</p>}
      {note && <p class="usa-hint pm-known">{note}</p>}
      {error && <p class="usa-error-message">{error}</p>}
    </div>
  );
}

function Box({ field, name, value, error }: BoxProps) {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const common = {
    id: `q-${name}`,
    name,
    'aria-describedby': `about-${name}`,
    'aria-invalid': error ? true : undefined,
  };
  switch (field.kind) {
    case 'prose':
      return (
        <textarea class="usa-textarea" rows={3} {...common}>
          {text}
        </textarea>
      );
    case 'choice':
      return (
        <select class="usa-select" {...common}>
          <option value="">Choose</option>
          {field.choices?.map(({ id, label }) => (
            <option value={id} selected={id === text}>
              {label}
            </option>
          ))}
        </select>
      );
    case 'day':
      return <input class="usa-input" type="date" value={text} {...common} />;
    case 'time':
      return <input class="usa-input" type="time" value={text} {...common} />;
    case 'number':
      return <input class="usa-input" type="number" min={field.min} max={field.max} value={text} {...common} />;
    case 'email':
      return <input class="usa-input" type="email" value={text} {...common} />;
    case 'telephone':
      return <input class="usa-input" type="tel" value={text} {...common} />;
    default:
      return <input class="usa-input" type="text" value={text} {...common} />;
  }
}

const YES_NO = [
  { id: 'yes', label: 'Yes' },
  { id: 'no', label: 'No' },
];

function Choices({ field, name, value }: BoxProps) {
  const type = field.kind === 'yesNo' ? 'radio' : 'checkbox';
  const said = value === true ? 'yes' : value === false ? 'no' : value;
  const chosen = [said].flat().map(String);
  return (
    <>
      {(field.kind === 'yesNo' ? YES_NO : (field.choices ?? [])).map(({ id, label }) => (
        <div class={`usa-${type}`}>
          <input
            class={`usa-${type}__input`}
            type={type}
            id={`q-${name}-${id}`}
            name={name}
            value={id}
            checked={chosen.includes(id)}
          />
          <label class={`usa-${type}__label`} for={`q-${name}-${id}`}>
            {label}
          </label>
        </div>
      ))}
    </>
  );
}
