import type { ListedToken } from '../../../db/tokens.ts';
import { Question } from '../act/question.tsx';
import { Hidden } from '../act/report.tsx';
import { Tag } from '../layout.tsx';
import { listWords } from '../words.ts';
import { Press } from './press-button.tsx';
import type { OneAccountView } from './views.ts';
import { agoWords, tokenRoleWords } from './words.ts';

/** What other programs act by, in the name of an account. */
export function TokenList({ account, tokens, askedOfToken, now, hidden, values, mistakes }: OneAccountView) {
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">Tokens for other programs</h2>
      <p class="pm-prose">
        With a token another program does what {account.name} may do, in the roles that you give it. See its{' '}
        <a href="/docs">description for programmers</a>.
      </p>
      {tokens.length > 0 && (
        <ul class="pm-lines pm-account-lines">
          {tokens.map((token) => (
            <Line token={token} account={account.id} now={now} hidden={hidden} />
          ))}
        </ul>
      )}
      {account.closedAt === null && (
        <details class="pm-more" open={mistakes.some(({ name }) => name?.startsWith('token') === true)}>
          <summary>Make a token</summary>
          <form method="post" action={`/accounts/${account.id}/tokens`} class="pm-form" novalidate>
            <Hidden values={hidden} />
            {askedOfToken.map((one) => (
              <Question
                asked={one}
                value={values[one.name]}
                error={mistakes.find(({ name }) => name === one.name)?.text}
              />
            ))}
            <p>
              <button class="usa-button" type="submit">
                Make it
              </button>
            </p>
          </form>
        </details>
      )}
    </section>
  );
}

type LineProps = { token: ListedToken; account: string } & Pick<OneAccountView, 'now' | 'hidden'>;

function Line({ token: { id, name, roles, madeAt, lastUsedAt, revokedAt }, account, now, hidden }: LineProps) {
  const used = lastUsedAt === null ? 'never used' : `last used ${agoWords(lastUsedAt, now)}`;
  return (
    <li>
      <div>
        <strong>{name}</strong> {revokedAt !== null && <Tag tone="plain">Revoked</Tag>}
        <span class="pm-quiet">
          {' '}
          For: {listWords(roles.map(tokenRoleWords))}. Made {agoWords(madeAt, now)}, {used}
        </span>
      </div>
      {revokedAt === null && (
        <Press action={`/accounts/${account}/tokens/${id}/revoke`} hidden={hidden} words="Revoke" about={name} />
      )}
    </li>
  );
}
