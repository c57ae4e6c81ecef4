export interface Told {
  readonly text: string;
  /** It was not done. */
  readonly wrong?: boolean;
}

/** What became of the last press. */
export function Said({ told }: { told: Told | undefined }) {
  if (told === undefined) return null;
  const { text, wrong = false } = told;
  return (
    <div
      class={`usa-alert usa-alert--slim usa-alert--${wrong ? 'error' : 'success'}`}
      role={wrong ? 'alert' : 'status'}
    >
      <div class="usa-alert__body">
        <p class="usa-alert__text">{text}</p>
      </div>
    </div>
  );
}
