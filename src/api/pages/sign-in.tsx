import { Page } from './layout.tsx';
import type { Reader } from './layout.tsx';

export function SignInPage({ reader, code, name }: { reader: Reader; code: string; name: string }) {
  return (
    <Page reader={reader} title="Sign in">
      <h1>Sign in</h1>
      <p class="pm-lead">This link signs you in as {name}. It works once.</p>
      <form method="post" action={`/sign-in/${encodeURIComponent(code)}`}>
        <button class="usa-button" type="submit">
          Sign in
        </button>
      </form>
    </Page>
  );
}

/** A link that no longer works, and what to do then. */
export function OldLinkPage({ reader }: { reader: Reader }) {
  return (
    <Page reader={reader} title="This link no longer works">
      <h1>This link no longer works</h1>
      <p class="pm-lead">A sign-in link works once, and for one day. Ask for a new one.</p>
      <HowToSignIn />
    </Page>
  );
}

export function NotSignedInPage({ reader }: { reader: Reader }) {
  return (
    <Page reader={reader} title="Please sign in">
      <h1>Please sign in</h1>
      <p class="pm-lead">These pages are for the people who run peer matches. You are not signed in.</p>
      <HowToSignIn />
    </Page>
  );
}

function HowToSignIn() {
  return (
    <>
      <h2>How to sign in</h2>
      <p>Open the sign-in link that you were given. There are no passwords.</p>
      <p>
        If you run this program yourself, a new sign-in link is printed each time it starts: look for “Sign in” where
        you started it.
      </p>
    </>
  );
}

export function ProblemPage({ reader, title, text }: { reader: Reader; title: string; text: string }) {
  return (
    <Page reader={reader} title={title}>
      <h1>{title}</h1>
      <p class="pm-lead" id="why">
        {text}
      </p>
      <p>
        <a href="/">To the list of matches</a>
      </p>
    </Page>
  );
}
