import { PasskeyForm } from './account/passkey-form.tsx';
import { Hidden, Mistakes } from './act/report.tsx';
import type { Mistake } from './act/report.tsx';
import { KeptWords } from './act/kept-words.tsx';
import type { Kept } from './act/kept-words.tsx';
import { Question } from './act/question.tsx';
import { Page } from './layout.tsx';
import type { Reader } from './layout.tsx';

interface SignInView {
  readonly reader: Reader;
  /** The page that was wanted. */
  readonly to: string;
  /** False: no mail server is set, and no letter can be sent. */
  readonly canSendMail: boolean;
  readonly email?: string;
  readonly mistakes?: readonly Mistake[];
}
const EMAIL = { name: 'email', label: 'Your e-mail address', kind: 'email', required: true } as const;

/** Asks who somebody is: by a letter, or by a passkey where the browser can. */
export function SignInPage({ reader, to, canSendMail, email, mistakes = [] }: SignInView) {
  return (
    <Page reader={reader} title={mistakes.length > 0 ? 'Error: Sign in' : 'Sign in'}>
      <h1>Sign in</h1>
      <p class="pm-lead">These pages are for the people who run peer matches. There are no passwords.</p>
      <Mistakes mistakes={mistakes} heading="You are not signed in yet" />
      {canSendMail ? (
        <form method="post" action="/sign-in" class="pm-form" novalidate>
          <Hidden values={{ to }} />
          <Question asked={EMAIL} value={email} error={mistakes.find(({ name }) => name === 'email')?.text} />
          <p>
            <button class="usa-button" type="submit">
              Send me a sign-in link
            </button>
          </p>
        </form>
      ) : (
        <HowWithoutMail />
      )}
      <PasskeyForm
        kind="sign"
        action="/sign-in/passkey"
        question="/sign-in/passkey/question"
        hidden={{ to }}
        button="Sign in with a passkey"
        waits="Your device asks you now."
        failed={
          canSendMail
            ? 'That did not work. Try again, or let us send you a link.'
            : 'That did not work. Try again, or use a sign-in link.'
        }
      />
      <h2>You were sent a letter with a link?</h2>
      <p class="pm-prose">
        If you take part in a match, you need no account: open the link in your letter. If your letter came on paper,{' '}
        <a href="/code">type its code</a>.
      </p>
    </Page>
  );
}

function HowWithoutMail() {
  return (
    <div class="usa-alert usa-alert--info">
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">No mail server is set up here</h2>
        <p>
          So nobody can be sent a sign-in link. If you run this program yourself, one is printed each time it starts:
          look for “Sign in” where you started it. Everybody else gets a link from an administrator.
        </p>
      </div>
    </div>
  );
}

/** The same whether there is such an account or not. */
export function AskedPage({ reader }: { reader: Reader }) {
  return (
    <Page reader={reader} title="Look into your mail">
      <h1>Look into your mail</h1>
      <p class="pm-lead">If that address belongs to an account here, a letter with a link is on its way to it.</p>
      <ul class="pm-prose">
        <li>The link works once, within ten minutes, and only in this browser.</li>
        <li>
          Nothing came? Look among the unwanted mail, and see that it is the address that an administrator entered for
          you.
        </li>
        <li>You may ask again. At most five letters are sent in a quarter of an hour.</li>
      </ul>
      <p>
        <a href="/sign-in">Ask again</a>
      </p>
    </Page>
  );
}

export function PressToSignInPage({ reader, code, name }: { reader: Reader; code: string; name: string }) {
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

export type ShutLink = 'unknown' | 'used' | 'expired' | 'otherBrowser';
const SHUT: Readonly<Record<ShutLink, { title: string; text: string; then: string }>> = {
  unknown: {
    title: 'This link is not known',
    text: 'Perhaps it was cut off in the letter, or copied only in part.',
    then: 'Open it from the letter once more, or ask for a new one.',
  },
  used: {
    title: 'This link no longer works',
    text: 'It was used already, and a sign-in link works once.',
    then: 'Ask for a new one. If it was not you who used it, tell an administrator.',
  },
  expired: {
    title: 'This link no longer works',
    text: 'It is too old. A link from a letter works for ten minutes, one that was handed to you for a day.',
    then: 'Ask for a new one.',
  },
  otherBrowser: {
    title: 'Open this link where you asked for it',
    text: 'It works only in the browser in which you asked, so that nobody else can use your letter.',
    then: 'Copy the address of the link from the letter and paste it there. Or ask for a new one here.',
  },
};

/** A link that does not open, and what to do then. */
export function ShutLinkPage({ reader, why }: { reader: Reader; why: ShutLink }) {
  const { title, text, then } = SHUT[why];
  return (
    <Page reader={reader} title={title}>
      <h1>{title}</h1>
      <p class="pm-lead">
        {text} {then}
      </p>
      <p>
        <a class="usa-button" href="/sign-in">
          Ask for a new link
        </a>
      </p>
    </Page>
  );
}

export function NotSignedInPage({ reader, kept = [] }: { reader: Reader; kept?: readonly Kept[] }) {
  return (
    <Page reader={reader} title="Please sign in">
      <h1>Please sign in</h1>
      <p class="pm-lead" id="why">
        You are not signed in, or not any more: after twelve hours without use everybody is signed out. If you have just
        sent something, it was not done.
      </p>
      <p>
        <a class="usa-button" href="/sign-in">
          Sign in
        </a>
      </p>
      <KeptWords words={kept} />
    </Page>
  );
}

interface ProblemView {
  readonly reader: Reader;
  readonly title: string;
  readonly text: string;
  /** What was sent with it. */
  readonly kept?: readonly Kept[];
  /** The match that it was about, where its page can be read. */
  readonly back?: string | undefined;
}

export function ProblemPage({ reader, title, text, kept = [], back }: ProblemView) {
  return (
    <Page reader={reader} title={title}>
      <h1>{title}</h1>
      <p class="pm-lead" id="why">
        {text}
      </p>
      <KeptWords words={kept} />
      <p>
        {back === undefined ? (
          <a href="/">To the list of matches</a>
        ) : (
          <a href={`/matches/${back}`}>Back to the match</a>
        )}
      </p>
    </Page>
  );
}
