import { Hidden } from '../act/report.tsx';

interface PressProps {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly words: string;
  /** What it acts on, for who does not see the line that it stands in. */
  readonly about: string;
}

/** A small button that acts on one line of a list. */
export function Press({ action, hidden, words, about }: PressProps) {
  return (
    <form method="post" action={action}>
      <Hidden values={hidden} />
      <button class="usa-button usa-button--outline pm-small" type="submit">
        {words}
        <span class="usa-sr-only">: {about}</span>
      </button>
    </form>
  );
}
