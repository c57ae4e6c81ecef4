import type { ListedAccount } from '../../../db/accounts.ts';
import { Question } from '../act/question.tsx';
import { Hidden, Mistakes } from '../act/report.tsx';
import { Page, Tag } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { Press } from './press-button.tsx';
import { Said } from './said.tsx';
import { TokenList } from './tokens.tsx';
import type { FormView, OneAccountView } from './views.ts';
import { mayWords } from './words.ts';

/** Everybody who can sign in. */
export function AccountsPage({ reader, accounts }: { reader: Reader; accounts: readonly ListedAccount[] }) {
  return (
    <Page reader={reader} title="Accounts" here="accounts">
      <h1>Accounts</h1>
      <p class="pm-lead">
        Who runs matches signs in by an account. Who takes part in one needs none: links in letters are enough.
      </p>
      <p>
        <a class="usa-button" href="/accounts/new">
          Add an account
        </a>
      </p>
      <ul class="pm-cards">
        {accounts.map(({ id, name, email, roles, closedAt }) => (
          <li>
            <h2>
              <a href={`/accounts/${id}`}>{name}</a> {closedAt !== null && <Tag tone="plain">Closed</Tag>}
            </h2>
            <p class="pm-quiet">{email ?? 'No e-mail address'}</p>
            <p class="pm-quiet">Sees {mayWords(roles)}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}

export function NewAccountPage(view: FormView) {
  return (
    <Page reader={view.reader} title={`${view.mistakes.length > 0 ? 'Error: ' : ''}Add an account`} here="accounts">
      <Up />
      <h1>Add an account</h1>
      <Mistakes mistakes={view.mistakes} />
      <AccountForm {...view} action="/accounts/new" button="Add" />
    </Page>
  );
}

/** One account, for an administrator: who it is, its tokens, and its end. */
export function OneAccountPage(view: OneAccountView) {
  const { reader, account, mistakes, hidden, told, handsOver } = view;
  const { id, name, closedAt } = account;
  return (
    <Page reader={reader} title={`${mistakes.length > 0 ? 'Error: ' : ''}${name}`} here="accounts">
      <Up />
      <h1>
        {name} {closedAt !== null && <Tag tone="plain">Closed</Tag>}
      </h1>
      <Said told={told} />
      <Mistakes mistakes={mistakes} />
      <AccountForm {...view} action={`/accounts/${id}`} button="Save" />
      {handsOver && closedAt === null && (
        <section aria-labelledby="link">
          <h2 id="link">A link to sign in</h2>
          <p class="pm-prose">
            No mail server is set, so no letter can be sent. Make a link and hand it to {name}: it works once, within a
            day.
          </p>
          <Press action={`/accounts/${id}/link`} hidden={hidden} words="Make a sign-in link" about={name} />
        </section>
      )}
      <TokenList {...view} />
      <Ending {...view} />
    </Page>
  );
}

const Up = () => (
  <p class="pm-quiet">
    <a href="/accounts">Accounts</a>
  </p>
);

function AccountForm({
  asked,
  values,
  mistakes,
  hidden,
  action,
  button,
}: FormView & { action: string; button: string }) {
  return (
    <form method="post" action={action} class="pm-form" novalidate>
      <Hidden values={hidden} />
      {asked.map((one) => (
        <Question asked={one} value={values[one.name]} error={mistakes.find(({ name }) => name === one.name)?.text} />
      ))}
      <p>
        <button class="usa-button" type="submit">
          {button}
        </button>{' '}
        <a href="/accounts">Not now</a>
      </p>
    </form>
  );
}

function Ending({ account: { id, name, closedAt }, isOwn, hidden }: OneAccountView) {
  if (closedAt !== null)
    return (
      <section aria-labelledby="ending">
        <h2 id="ending">Open it again</h2>
        <p class="pm-prose">Then {name} can ask for a sign-in link. Passkeys and tokens have to be made anew.</p>
        <Press action={`/accounts/${id}/reopen`} hidden={hidden} words="Open the account again" about={name} />
      </section>
    );
  return (
    <section aria-labelledby="ending">
      <h2 id="ending">Close the account</h2>
      {isOwn ? (
        <p class="pm-prose">This is your own account: another administrator can close it.</p>
      ) : (
        <p>
          <a href={`/accounts/${id}/close`}>Close the account of {name}</a>
        </p>
      )}
    </section>
  );
}

interface ShownOnceView {
  readonly reader: Reader;
  readonly account: ListedAccount;
  readonly title: string;
  readonly text: string;
  /** Undefined: it was shown already. */
  readonly secret: string | undefined;
}

/** A secret, on this page and never again. */
export function ShownOncePage({ reader, account, title, text, secret }: ShownOnceView) {
  return (
    <Page reader={reader} title={title} here="accounts">
      <h1>{title}</h1>
      {secret === undefined ? (
        <p class="pm-lead">
          It was made before, and is shown once. If you did not note it, revoke it and make another.
        </p>
      ) : (
        <>
          <p class="pm-lead">{text}</p>
          <p>
            <code class="pm-secret">{secret}</code>
          </p>
        </>
      )}
      <p>
        <a href={`/accounts/${account.id}`}>Back to {account.name}</a>
      </p>
    </Page>
  );
}
