import { ASSETS } from '../assets.ts';
import type { ComponentChildren } from 'preact';
import { Hidden } from '../act/report.tsx';

interface PasskeyFormProps {
  /** To make a new one, or to sign with one that there is. */
  readonly kind: 'new' | 'sign';
  readonly action: string;
  /** Where the browser gets what it is asked. */
  readonly question: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly button: string;
  readonly waits: string;
  readonly failed: string;
  readonly children?: ComponentChildren;
}

/** A form that the browser fills in with a passkey. Without script it is not shown. */
export function PasskeyForm({ kind, action, question, hidden, button, waits, failed, children }: PasskeyFormProps) {
  return (
    <>
      <form
        method="post"
        action={action}
        class="pm-form"
        hidden
        data-passkey={kind}
        data-question={question}
        data-waits={waits}
        data-failed={failed}
      >
        <Hidden values={{ ...hidden, answer: '' }} />
        {children}
        <p>
          <button class="usa-button usa-button--outline" type="submit">
            {button}
          </button>
        </p>
        <p role="status"></p>
      </form>
      <script src={ASSETS.webauthn} defer></script>
      <script src={ASSETS.passkeys} defer></script>
    </>
  );
}
