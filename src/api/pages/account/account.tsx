import type { ListedPasskey } from '../../../db/passkeys.ts';
import type { ListedSession } from '../../../db/sessions.ts';
import type { Caller } from '../../access.ts';
import { Hidden } from '../act/report.tsx';
import { Page, Tag } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { Said } from './said.tsx';
import type { Told } from './said.tsx';
import { PasskeyForm } from './passkey-form.tsx';
import { Press } from './press-button.tsx';
import { agoWords } from './words.ts';

export interface AccountView {
  readonly reader: Reader;
  readonly caller: Caller;
  readonly may: string;
  readonly now: number;
  readonly sessions: readonly ListedSession[];
  readonly passkeys: readonly ListedPasskey[];
  readonly said: Told | undefined;
  readonly hidden: Readonly<Record<string, string>>;
}

/** Somebody's own account: who she is here, where she is signed in, and her passkeys. */
export function AccountPage({ reader, caller, may, now, sessions, passkeys, said, hidden }: AccountView) {
  return (
    <Page reader={reader} title="Your account" here="account">
      <h1>Your account</h1>
      <Said told={said} />
      <dl class="pm-facts pm-facts-tall">
        <Fact term="Name" text={caller.name} />
        <Fact term="E-mail" text={caller.email ?? 'none'} />
        <Fact term="You see" text={may} />
      </dl>
      <p class="pm-quiet">An administrator changes these.</p>
      <Sessions sessions={sessions} own={caller.session} now={now} hidden={hidden} />
      <Passkeys passkeys={passkeys} now={now} hidden={hidden} />
    </Page>
  );
}

const Fact = ({ term, text }: { term: string; text: string }) => (
  <div>
    <dt>{term}</dt>
    <dd>{text}</dd>
  </div>
);

type Part<Name extends keyof AccountView> = Pick<AccountView, Name | 'now' | 'hidden'>;

function Sessions({ sessions, own, now, hidden }: Part<'sessions'> & { own: string | undefined }) {
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <p class="pm-prose">
        You are signed out after twelve hours without use, and after thirty days in any case. Sign out where you do not
        know the device, and tell an administrator.
      </p>
      <ul class="pm-lines pm-account-lines">
        {sessions.map(({ id, device, madeAt, lastUsedAt }) => (
          <li>
            <div>
              <strong>{device || 'An unknown browser'}</strong> {id === own && <Tag tone="good">This device</Tag>}
              <span class="pm-quiet">
                {' '}
                Signed in {agoWords(madeAt, now)}, last used {agoWords(lastUsedAt, now)}
              </span>
            </div>
            {id !== own && (
              <Press action={`/account/sessions/${id}/end`} hidden={hidden} words="Sign out there" about={device} />
            )}
          </li>
        ))}
      </ul>
      <form method="post" action="/account/sessions/end" class="pm-press">
        <Hidden values={hidden} />
        <button class="usa-button usa-button--outline" type="submit">
          Sign out everywhere
        </button>
        <span class="pm-quiet">That includes this device.</span>
      </form>
    </section>
  );
}

function Passkeys({ passkeys, now, hidden }: Part<'passkeys'>) {
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">Passkeys</h2>
      <p class="pm-prose">
        With a passkey you sign in without waiting for a letter: by your fingerprint, your face, or whatever opens your
        phone or computer. Your device keeps it.
      </p>
      {passkeys.length === 0 ? (
        <p>You have none yet.</p>
      ) : (
        <ul class="pm-lines pm-account-lines">
          {passkeys.map(({ id, name, madeAt, lastUsedAt }) => (
            <li>
              <div>
                <strong>{name}</strong>
                <span class="pm-quiet">
                  {' '}
                  Added {agoWords(madeAt, now)},{' '}
                  {lastUsedAt === null ? 'not used yet' : `last used ${agoWords(lastUsedAt, now)}`}
                </span>
              </div>
              <Press
                action="/account/passkeys/remove"
                hidden={{ ...hidden, passkey: id }}
                words="Remove"
                about={name}
              />
            </li>
          ))}
        </ul>
      )}
      <noscript>
        <p>To add one, let your browser run the script of this page.</p>
      </noscript>
      <PasskeyForm
        kind="new"
        action="/account/passkeys"
        question="/account/passkeys/question"
        hidden={hidden}
        button="Add a passkey"
        waits="Your device asks you now."
        failed="That did not work, or it was stopped. Nothing was added. Perhaps this device has one already."
      >
        <label class="usa-label" for="passkey-name">
          Name it, so that you know it again <span class="pm-quiet">(optional)</span>
        </label>
        <input class="usa-input" id="passkey-name" name="name" type="text" maxlength={60} />
      </PasskeyForm>
    </section>
  );
}
