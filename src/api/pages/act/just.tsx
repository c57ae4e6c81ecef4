import { cameFrom } from './address.ts';
import type { Place } from './address.ts';
import type { Doable } from './doable.ts';
import { Hidden } from './report.tsx';
import type { Just } from './undo.ts';

/** Right after a press: that it is noted, and the way back. */
export function JustDone({
  just,
  hidden,
  from,
}: {
  just: Just | undefined;
  hidden: Readonly<Record<string, string>>;
  /** Where to come back to; left out: the page of the task. */
  from?: Place;
}) {
  if (just === undefined) return null;
  const { title, undo } = just;
  const back = undo && from ? { ...undo, address: cameFrom(undo.address, from) } : undo;
  return (
    <div class="usa-alert usa-alert--success usa-alert--slim pm-banner" role="status">
      <div class="usa-alert__body">
        <div class="pm-press">
          <p class="usa-alert__text">Noted: {title}.</p>
          {back && <OnePress one={back} words="Undo" hidden={hidden} quiet />}
        </div>
      </div>
    </div>
  );
}

/** A button where nothing is asked, else a link to the questions. */
export function OnePress({
  one,
  words,
  label,
  hidden,
  quiet = false,
}: {
  one: Doable;
  words: string;
  /** All of it, where the words alone stand in many places. */
  label?: string;
  hidden: Readonly<Record<string, string>>;
  quiet?: boolean;
}) {
  if (!one.atOnce)
    return (
      <a href={one.address} aria-label={label}>
        {words}
      </a>
    );
  return (
    <form method="post" action={one.address}>
      <Hidden values={hidden} />
      <button class={`usa-button ${quiet ? 'usa-button--outline' : ''} pm-small`} type="submit" aria-label={label}>
        {words}
      </button>
    </form>
  );
}
