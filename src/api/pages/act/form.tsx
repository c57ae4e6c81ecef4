import { NOT_APPLICABLE } from '../../../contracts/forms/check-fields.ts';
import type { FilledForm } from '../../../contracts/api-forms.ts';
import type { Match } from '../../../contracts/api.ts';
import type { FieldDefinition, LeafDefinition } from '../../../contracts/forms/definition.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { boxName } from './form-answers.ts';
import { FormBox } from './form-box.tsx';
import { Hidden } from './report.tsx';

export interface FormView {
  readonly reader: Reader;
  readonly match: Match;
  readonly filled: FilledForm;
  /** What the boxes hold: what was saved, or what was just typed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whose form it is, when there are several. */
  readonly about: string | undefined;
  /** What is said at the top. */
  readonly notice:
    | { readonly tone: 'success' | 'error' | 'warning'; readonly title: string; readonly lines: readonly string[] }
    | undefined;
  /** By path in the values. */
  readonly mistakes: ReadonlyMap<string, string>;
  /** What sending it reports; undefined when it cannot be sent now. */
  readonly sends: string | undefined;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

/** A form of a match: saved as often as one likes, and sent when it is whole. */
export function FormPage(view: FormView) {
  const { reader, match, filled, about, notice, action, hidden, sends } = view;
  const { definition } = filled;
  return (
    <Page reader={reader} title={definition.title} here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>{definition.title}</h1>
      {about !== undefined && <p class="pm-lead">{about}</p>}
      <p class="pm-lead">
        Save it as often as you like; nothing needs to be complete before you send it.
        {filled.prefilled.length > 0 && ' What we know already is filled in and marked.'}
      </p>
      {notice !== undefined && <Notice {...notice} />}
      <Remarks filled={filled} />
      <form method="post" action={action} class="pm-form pm-form-wide" novalidate>
        <Hidden values={hidden} />
        {definition.sections.map(({ title, fields }) => (
          <section>
            {title !== undefined && <h2>{title}</h2>}
            {fields.map((field) => (
              <Field field={field} view={view} />
            ))}
          </section>
        ))}
        <p class="pm-press">
          <button class="usa-button usa-button--outline" type="submit" name="_do" value="save">
            Save
          </button>
          {sends !== undefined && (
            <button class="usa-button" type="submit" name="_do" value="send">
              {`Save and report: ${sends}`}
            </button>
          )}
        </p>
      </form>
      <Doubts filled={filled} />
    </Page>
  );
}

function Notice({ tone, title, lines }: NonNullable<FormView['notice']>) {
  return (
    <div class={`usa-alert usa-alert--${tone}`} role={tone === 'success' ? 'status' : 'alert'}>
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">{title}</h2>
        <ul>
          {lines.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Remarks({ filled }: { filled: FilledForm }) {
  const open = filled.remarks.filter((remark) => remark.open);
  if (open.length === 0) return null;
  return <Notice tone="warning" title="It was sent back with remarks" lines={open.map(({ text }) => text)} />;
}

/** What does not fit together: worth a look, and no obstacle. */
function Doubts({ filled }: { filled: FilledForm }) {
  const checks = filled.checks.filter(({ holds }) => holds === 'no');
  if (filled.findings.length + checks.length === 0) return null;
  return (
    <section aria-labelledby="doubts">
      <h2 id="doubts">Worth a look</h2>
      <ul class="pm-lines">
        {filled.findings.map(({ why, todo }) => (
          <li>
            {why} <span class="pm-quiet">{todo}</span>
          </li>
        ))}
        {checks.map(({ text }) => (
          <li>{text}</li>
        ))}
      </ul>
    </section>
  );
}

const BLANK_ROWS = 2;

function Field({ field, view }: { field: FieldDefinition; view: FormView }) {
  const { values } = view;
  if (field.repeat) {
    const known = Array.isArray(values[field.id]) ? (values[field.id] as unknown[]) : [];
    const rows = [...known, ...Array.from({ length: BLANK_ROWS }, () => undefined)];
    return (
      <fieldset class="usa-fieldset pm-question">
        <Legend field={field} view={view} />
        {rows.map((row, n) => (
          <One field={field} value={row} path={[field.id, n]} view={view} label={`${n + 1}`} />
        ))}
        <p class="pm-quiet">Need more lines? Save, and two more appear.</p>
        <NotApplicable field={field} view={view} />
      </fieldset>
    );
  }
  if (field.fields !== undefined)
    return (
      <fieldset class="usa-fieldset pm-question">
        <Legend field={field} view={view} />
        <One field={field} value={values[field.id]} path={[field.id]} view={view} label="" />
        <NotApplicable field={field} view={view} />
      </fieldset>
    );
  return (
    <>
      <Leaf field={field} value={values[field.id]} path={[field.id]} view={view} label={field.label} />
      <NotApplicable field={field} view={view} />
    </>
  );
}

interface OneProps {
  readonly field: FieldDefinition | LeafDefinition;
  readonly value: unknown;
  readonly path: readonly (string | number)[];
  readonly view: FormView;
  readonly label: string;
}

/** One row of a repeated field, or the only one. */
function One({ field, value, path, view, label }: OneProps) {
  const fields = 'fields' in field ? field.fields : undefined;
  if (fields === undefined) return <Leaf field={field} value={value} path={path} view={view} label={label} />;
  const row = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return (
    <div class="pm-row" role="group" aria-label={label === '' ? field.label : `${field.label}, ${label}`}>
      {fields.map((leaf) => (
        <Leaf field={leaf} value={row[leaf.id]} path={[...path, leaf.id]} view={view} label={leaf.label} />
      ))}
    </div>
  );
}

function Leaf({ field, value, path, view, label }: OneProps) {
  const at = path.join('.');
  const isOurs = view.filled.prefilled.some((known) => known === at || at.startsWith(`${known}.`));
  return (
    <FormBox
      field={field}
      name={boxName(...path)}
      label={label}
      value={value}
      error={view.mistakes.get(at)}
      note={isOurs && value !== undefined ? 'Filled in from what we know.' : undefined}
    />
  );
}

function Legend({ field, view }: { field: FieldDefinition; view: FormView }) {
  const error = view.mistakes.get(field.id);
  return (
    <>
      <legend class="usa-legend" id={`q-${boxName(field.id)}`}>
        {field.label}
      </legend>
      {field.help && <p class="usa-hint">{field.help}</p>}
      {error && <p class="usa-error-message">{error}</p>}
    </>
  );
}

function NotApplicable({ field, view }: { field: FieldDefinition; view: FormView }) {
  if (!field.mayNotApply) return null;
  const marked = view.values[NOT_APPLICABLE];
  const id = `na-${field.id}`;
  return (
    <div class="usa-checkbox">
      <input
        class="usa-checkbox__input"
        type="checkbox"
        id={id}
        name={boxName(NOT_APPLICABLE)}
        value={field.id}
        checked={Array.isArray(marked) && marked.includes(field.id)}
      />
      <label class="usa-checkbox__label" for={id}>
        {'Does not apply'}
        <span class="usa-sr-only">{`: ${field.label}`}</span>
      </label>
    </div>
  );
}
