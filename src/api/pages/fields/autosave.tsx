import type { ComponentChildren } from 'preact';

/** The revision that the page was made from, or that it has saved itself since. */
export const SEEN = '_seen';
const STATUS = 'saved';

export interface Autosaving {
  /** Where the form is sent. */
  readonly address: string;
  /** The id of the form. */
  readonly form: string;
  /** What tells the page that nobody has pressed a button. */
  readonly says: Readonly<Record<string, string>>;
}

/**
 * Where script runs, what is typed is saved two seconds after the last key, and this says so. Without script it stays empty, and the
 * button saves.
 */
export function Autosave({ address, form, says }: Autosaving) {
  const htmx = {
    'hx-post': address,
    'hx-trigger': `input delay:2s from:#${form}`,
    'hx-include': `#${form}`,
    'hx-vals': JSON.stringify(says),
    // One after the other, the last with what was typed meanwhile.
    'hx-sync': 'this:queue last',
    'hx-status:4xx': 'select:#why',
    'hx-status:5xx': 'select:#why',
  };
  return <div id={STATUS} class="pm-saved" role="status" aria-live="polite" {...htmx} />;
}

/** Stands in the form; the answer to an autosave brings a new one. */
export function Seen({ revision, isNew = false }: { revision: number; isNew?: boolean }) {
  return (
    <input type="hidden" id="seen" name={SEEN} value={String(revision)} {...(isNew ? { 'hx-swap-oob': 'true' } : {})} />
  );
}

/** The answer to an autosave: a few words, and on top of what the next one saves. */
export function AutosaveAnswer({ revision, children }: { revision: number | undefined; children: ComponentChildren }) {
  return (
    <>
      {children}
      {revision !== undefined && <Seen revision={revision} isNew />}
    </>
  );
}
