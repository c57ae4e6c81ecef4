import type { ListedAccount } from '../../../db/accounts.ts';
import { Hidden } from '../act/report.tsx';
import { Page } from '../layout.tsx';
import type { Reader } from '../layout.tsx';
import { plural } from '../words.ts';

interface ClosingView {
  readonly reader: Reader;
  readonly account: ListedAccount;
  /** What ends with it. */
  readonly ends: { readonly sessions: number; readonly passkeys: number; readonly tokens: number };
  readonly hidden: Readonly<Record<string, string>>;
}

/** What closing an account does, before it is done: some of it is for good. */
export function CloseAccountPage({ reader, account: { id, name }, ends, hidden }: ClosingView) {
  return (
    <Page reader={reader} title={`Close the account of ${name}?`} here="accounts">
      <p class="pm-quiet">
        <a href={`/accounts/${id}`}>{name}</a>
      </p>
      <h1>Close the account of {name}?</h1>
      <ul class="pm-prose">
        <li>
          {name} cannot sign in any more, and is signed out everywhere at once
          {ends.sessions > 0 && `: in ${plural(ends.sessions, 'place')} now`}.
        </li>
        <li>{forGood(ends)}</li>
        <li>
          Matches stay as they are, with all that {name} did in them. Letters to {name} still go out.
        </li>
        <li>The account can be opened again; passkeys and tokens then have to be made anew.</li>
      </ul>
      <form method="post" action={`/accounts/${id}/close`} class="pm-press">
        <Hidden values={hidden} />
        <button class="usa-button usa-button--secondary" type="submit">
          Close the account
        </button>
        <a href={`/accounts/${id}`}>Leave it open</a>
      </form>
    </Page>
  );
}

function forGood({ passkeys, tokens }: ClosingView['ends']): string {
  if (passkeys + tokens === 0) return 'There are no passkeys and no tokens that would end.';
  const some = [
    ...(passkeys > 0 ? [plural(passkeys, 'passkey')] : []),
    ...(tokens > 0 ? [`${plural(tokens, 'token')} of other programs`] : []),
  ].join(' and ');
  return `${some} ${passkeys + tokens === 1 ? 'ends' : 'end'} for good.`;
}
