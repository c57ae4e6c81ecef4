interface OnlyProps {
  /** The page that is narrowed. */
  readonly action: string;
  readonly name: string;
  readonly label: string;
  /** The words for not narrowing it. */
  readonly all: string;
  readonly choices: readonly { readonly value: string; readonly words: string }[];
  readonly chosen: string | undefined;
}

/** Narrows a page to one of several: a choice and a button, so that it works without script. */
export function Only({ action, name, label, all, choices, chosen }: OnlyProps) {
  return (
    <form method="get" action={action} class="pm-search">
      <div>
        <label class="usa-label margin-top-0" for={name}>
          {label}
        </label>
        <select class="usa-select" id={name} name={name}>
          <option value="">{all}</option>
          {choices.map(({ value, words }) => (
            <option value={value} selected={value === chosen}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <button class="usa-button usa-button--outline" type="submit">
        Show
      </button>
    </form>
  );
}

/** The way on in a list of matches. Undefined: there is nothing there. */
export function Paging({ before, after }: { before: string | undefined; after: string | undefined }) {
  return (
    <nav aria-label="Pages of the list" class="pm-paging">
      {before !== undefined && <a href={before}>Matches before these</a>}{' '}
      {after !== undefined && <a href={after}>More matches</a>}
    </nav>
  );
}
