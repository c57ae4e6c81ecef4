import type { PersonRow } from '../../../db/api-queries.ts';
import type { Asked } from './asked.ts';

export interface QuestionProps {
  readonly asked: Asked;
  /** What was typed before, by field. */
  readonly value: unknown;
  readonly error: string | undefined;
  readonly people: readonly PersonRow[];
}

/** One question with its label, its help and what is wrong with the answer, all tied together for whoever listens to the page. */
export function Question(props: QuestionProps) {
  const { asked, error } = props;
  return isGroup(asked) ? (
    <fieldset
      class={`usa-fieldset pm-question ${error ? 'pm-wrong' : ''}`}
      aria-describedby={describedBy(asked, error)}
    >
      <legend class="usa-legend">
        {asked.label}
        <Optional asked={asked} />
      </legend>
      <Under {...props} />
      <Options {...props} />
    </fieldset>
  ) : (
    <div class={`usa-form-group pm-question ${error ? 'pm-wrong' : ''}`}>
      <label class="usa-label" for={idOf(asked)}>
        {asked.label}
        <Optional asked={asked} />
      </label>
      <Under {...props} />
      <Box {...props} />
    </div>
  );
}

export const idOf = ({ name }: Pick<Asked, 'name'>): string => `q-${name}`;
const isGroup = ({ kind }: Asked): boolean => kind === 'yesNo' || kind === 'choices' || kind === 'persons';
const describedBy = ({ name, help }: Asked, error: string | undefined): string | undefined =>
  [help && `help-${name}`, error && `error-${name}`].filter(Boolean).join(' ') || undefined;

const Optional = ({ asked }: { asked: Asked }) => (asked.required ? null : <span class="pm-quiet"> (optional)</span>);

function Under({ asked, error }: QuestionProps) {
  return (
    <>
      {asked.help && (
        <p class="usa-hint" id={`help-${asked.name}`}>
          {asked.help}
        </p>
      )}
      {error && (
        <p class="usa-error-message" id={`error-${asked.name}`}>
          {error}
        </p>
      )}
    </>
  );
}

function Box({ asked, value, error, people }: QuestionProps) {
  const common = {
    id: idOf(asked),
    name: asked.name,
    'aria-describedby': describedBy(asked, error),
    'aria-invalid': error ? true : undefined,
  };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  switch (asked.kind) {
    case 'prose':
      return (
        <textarea class="usa-textarea" rows={4} {...common}>
          {text}
        </textarea>
      );
    case 'choice':
      return <Select common={common} chosen={text} options={asked.choices} />;
    case 'person':
      return <Select common={common} chosen={text} options={people.map(({ id, name }) => ({ id, label: name }))} />;
    case 'day':
      return <input class="usa-input" type="date" value={text} {...common} />;
    case 'time':
      return <input class="usa-input" type="time" value={text} {...common} />;
    case 'number':
      return <input class="usa-input" type="number" value={text} {...common} />;
    default:
      return <input class="usa-input" type="text" value={text} {...common} />;
  }
}

interface SelectProps {
  readonly common: Readonly<Record<string, unknown>>;
  readonly chosen: string;
  readonly options: Asked['choices'];
}
function Select({ common, chosen, options }: SelectProps) {
  return (
    <select class="usa-select" {...common}>
      <option value="">Choose</option>
      {options.map(({ id, label }) => (
        <option value={id} selected={id === chosen}>
          {label}
        </option>
      ))}
    </select>
  );
}

function Options({ asked, value, people }: QuestionProps) {
  if (asked.kind === 'yesNo') {
    const chosen = value === true || value === 'yes' ? 'yes' : value === false || value === 'no' ? 'no' : undefined;
    return (
      <>
        {(['yes', 'no'] as const).map((answer) => (
          <Choice
            type="radio"
            name={asked.name}
            value={answer}
            label={answer === 'yes' ? 'Yes' : 'No'}
            checked={chosen === answer}
          />
        ))}
      </>
    );
  }
  const chosen = (Array.isArray(value) ? value : [value]).map(String);
  const options = asked.kind === 'persons' ? people.map(({ id, name }) => ({ id, label: name })) : asked.choices;
  return (
    <>
      {options.map(({ id, label }) => (
        <Choice type="checkbox" name={asked.name} value={id} label={label} checked={chosen.includes(id)} />
      ))}
    </>
  );
}

interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
}
function Choice({ type, name, value, label, checked }: ChoiceProps) {
  const id = `q-${name}-${value}`;
  return (
    <div class={`usa-${type}`}>
      <input class={`usa-${type}__input`} type={type} id={id} name={name} value={value} checked={checked} />
      <label class={`usa-${type}__label`} for={id}>
        {label}
      </label>
    </div>
  );
}
