import type { ComponentChildren } from 'preact';
import type { FilledForm } from '../../../contracts/api-forms.ts';
import type { Match } from '../../../contracts/api.ts';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { FormFields } from '../fields/form-fields.tsx';
import { Autosave, Seen } from '../fields/autosave.tsx';
import { Places } from './form-places.tsx';
import { STAFF_WORDS } from './question.tsx';
import { Hidden } from './report.tsx';

export interface FormView {
  readonly reader: Reader;
  readonly match: Match;
  readonly filled: FilledForm;
  /** It is told in Spanish, too. */
  readonly inSpanish: boolean;
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
  /** The revision that the page is made from. */
  readonly seen: number;
}

/** A form of a match: saved as often as one likes, and sent when it is whole. */
export function FormPage(view: FormView) {
  const { reader, match, filled, inSpanish, values, mistakes, about, notice, action, hidden, sends, seen } = view;
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
      {notice !== undefined && (
        <Notice {...notice}>
          <Places definition={definition} at={[...mistakes.keys()]} />
        </Notice>
      )}
      <p>
        <a href={`/matches/${match.id}/forms/${filled.form}/blank.pdf`}>Print it to fill in by hand</a>
        {inSpanish && (
          <>
            {' · '}
            <a href={`/matches/${match.id}/forms/${filled.form}/blank.pdf?language=es`} hreflang="es">
              in Spanish
            </a>
          </>
        )}
      </p>
      <Remarks filled={filled} />
      <form id="form" method="post" action={action} class="pm-form pm-form-wide" novalidate>
        <Hidden values={hidden} />
        <Seen revision={seen} />
        <FormFields
          definition={definition}
          filling={{ values, words: FORM_WORDS, problems: mistakes, note: noteOf(filled) }}
        />
        <Autosave address={action} form="form" says={{ _do: 'autosave' }} />
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

// In a form everything may be left open until it is sent.
const { optional: _, ...FORM_WORDS } = STAFF_WORDS;

const noteOf =
  ({ prefilled, prefilledFrom }: FilledForm) =>
  (path: string): string | undefined => {
    const known = prefilled.find((one) => one === path || path.startsWith(`${one}.`));
    return known === undefined ? undefined : `Filled in ${prefilledFrom[known] ?? 'from what we know'}.`;
  };

function Notice({
  tone,
  title,
  lines,
  children,
}: NonNullable<FormView['notice']> & { readonly children?: ComponentChildren }) {
  return (
    <div class={`usa-alert usa-alert--${tone}`} role={tone === 'success' ? 'status' : 'alert'}>
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">{title}</h2>
        <ul>
          {lines.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
        {children}
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
