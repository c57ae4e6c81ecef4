import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  accountOf,
  accountSchema,
  addAccount,
  changeAccount,
  closeAccount,
  linkToHandOver,
  makeToken,
  mustBeClosable,
  reopenAccount,
  revokeToken,
  tokenSchema,
} from '../../accounts.ts';
import type { AccountInput } from '../../accounts.ts';
import type { ListedAccount } from '../../../db/accounts.ts';
import { callerOf, requireRole } from '../../auth.ts';
import { ApiProblem, issuePaths } from '../../errors.ts';
import { idParams, typed } from '../../routes/common.ts';
import type { Routing } from '../../routes/common.ts';
import { dataOf } from '../act/asked.ts';
import { mistakesIn } from '../act/mistakes-of.ts';
import { hiddenFields, sentBy } from '../act/press.ts';
import type { Mistake } from '../act/report.tsx';
import { toHtml } from '../layout.tsx';
import { readerOf, sendPage } from '../page.ts';
import { AccountsPage, NewAccountPage, OneAccountPage, ShownOncePage } from './accounts.tsx';
import { ASKED, ASKED_OF_TOKEN, SAID } from './asked.ts';
import { CloseAccountPage } from './close.tsx';

const query = z.object({
  said: z
    .enum(Object.keys(SAID) as (keyof typeof SAID)[])
    .optional()
    .catch(undefined),
});
const schema = { params: idParams };
const tokenParams = idParams.extend({ token: z.string().max(100) });

interface Showing {
  readonly values?: Readonly<Record<string, unknown>>;
  readonly mistakes?: readonly Mistake[];
  readonly said?: keyof typeof SAID | undefined;
}

/** Accounts and tokens, for administrators. */
export function accountsPages(app: FastifyInstance, deps: Routing): void {
  const { accounts } = deps;
  const administrator = (request: FastifyRequest) => {
    requireRole(callerOf(request), 'administrator', 'accounts are looked after by an administrator');
    return callerOf(request);
  };

  function showNew(request: FastifyRequest, reply: FastifyReply, { values = {}, mistakes = [] }: Showing = {}) {
    const reader = readerOf(request, deps);
    const page = <NewAccountPage {...{ reader, asked: ASKED, values, mistakes }} hidden={hiddenFields(reply)} />;
    return sendPage(reply, toHtml(page));
  }

  async function showOne(request: FastifyRequest, reply: FastifyReply, account: ListedAccount, showing: Showing = {}) {
    const { values = {}, mistakes = [], said } = showing;
    const page = (
      <OneAccountPage
        reader={readerOf(request, deps)}
        account={account}
        tokens={await accounts.tokensOf(account.id)}
        asked={ASKED}
        askedOfToken={ASKED_OF_TOKEN}
        values={{ name: account.name, email: account.email, roles: account.roles, ...values }}
        mistakes={mistakes}
        hidden={hiddenFields(reply)}
        isOwn={account.id === callerOf(request).account}
        handsOver={!deps.canSendMail}
        now={deps.clock()}
        told={said && { text: SAID[said] }}
      />
    );
    return sendPage(reply, toHtml(page));
  }

  typed(app).get('/accounts', async (request, reply) => {
    administrator(request);
    const page = <AccountsPage reader={readerOf(request, deps)} accounts={await accounts.list()} />;
    return sendPage(reply, toHtml(page));
  });

  typed(app).get('/accounts/new', (request, reply) => {
    administrator(request);
    return showNew(request, reply);
  });

  typed(app).post('/accounts/new', async (request, reply) => {
    const caller = administrator(request);
    const { fields, key } = sentBy(request);
    const values = dataOf(ASKED, fields);
    const { id, mistakes } = await saved(values, (input) => addAccount(deps, caller, input, key));
    return id === undefined
      ? showNew(request, reply.code(422), { values, mistakes })
      : reply.redirect(`/accounts/${id}?said=added`, 303);
  });

  typed(app).get('/accounts/:id', { schema: { ...schema, querystring: query } }, async (request, reply) => {
    administrator(request);
    const account = await accountOf(deps, request.params.id);
    return showOne(request, reply, account, { said: request.query.said });
  });

  typed(app).post('/accounts/:id', { schema }, async (request, reply) => {
    const caller = administrator(request);
    const account = await accountOf(deps, request.params.id);
    const values = dataOf(ASKED, sentBy(request).fields);
    const { id, mistakes } = await saved(values, async (input) => {
      await changeAccount(deps, caller, account.id, input);
      return account.id;
    });
    if (id !== undefined) return reply.redirect(`/accounts/${id}?said=changed`, 303);
    return showOne(request, reply.code(422), account, { values: { email: '', roles: [], ...values }, mistakes });
  });

  typed(app).get('/accounts/:id/close', { schema }, async (request, reply) => {
    const caller = administrator(request);
    const account = await accountOf(deps, request.params.id);
    if (account.closedAt !== null) return reply.redirect(`/accounts/${account.id}`, 303);
    mustBeClosable(caller, account.id);
    const [sessions, passkeys, tokens] = await Promise.all([
      accounts.sessionsOf(account.id, new Date(deps.clock())),
      accounts.passkeysOf(account.id),
      accounts.tokensOf(account.id),
    ]);
    const live = tokens.filter(({ revokedAt }) => revokedAt === null);
    const ends = { sessions: sessions.length, passkeys: passkeys.length, tokens: live.length };
    const page = (
      <CloseAccountPage {...{ reader: readerOf(request, deps), account, ends }} hidden={hiddenFields(reply)} />
    );
    return sendPage(reply, toHtml(page));
  });

  typed(app).post('/accounts/:id/close', { schema }, async (request, reply) => {
    await closeAccount(deps, administrator(request), request.params.id);
    return reply.redirect(`/accounts/${request.params.id}?said=closed`, 303);
  });

  typed(app).post('/accounts/:id/reopen', { schema }, async (request, reply) => {
    await reopenAccount(deps, administrator(request), request.params.id);
    return reply.redirect(`/accounts/${request.params.id}?said=reopened`, 303);
  });

  typed(app).post('/accounts/:id/link', { schema }, async (request, reply) => {
    const caller = administrator(request);
    const account = await accountOf(deps, request.params.id);
    const secret = await linkToHandOver(deps, caller, account);
    const text = `Hand this to ${account.name} and to nobody else. It works once, within a day, and is shown only now.`;
    return shownOnce(request, reply, account, { title: 'A link to sign in', text, secret });
  });

  typed(app).post('/accounts/:id/tokens', { schema }, async (request, reply) => {
    const caller = administrator(request);
    const account = await accountOf(deps, request.params.id);
    const { fields, key } = sentBy(request);
    const values = dataOf(ASKED_OF_TOKEN, fields);
    const read = tokenSchema.safeParse({ name: values['tokenName'], roles: values['tokenRoles'] ?? [] });
    if (!read.success) {
      const mistakes = mistakesIn(refusal(read.error), ASKED_OF_TOKEN, ofToken);
      return showOne(request, reply.code(422), account, { values, mistakes });
    }
    const secret = await makeToken(deps, caller, account, read.data, key);
    const text = 'Copy it to where it is used. It is shown only now.';
    return shownOnce(request, reply, account, { title: `The token “${read.data.name}”`, text, secret });
  });

  typed(app).post('/accounts/:id/tokens/:token/revoke', { schema: { params: tokenParams } }, async (request, reply) => {
    const { id, token } = request.params;
    await revokeToken(deps, administrator(request), id, token);
    return reply.redirect(`/accounts/${id}?said=revoked`, 303);
  });

  function shownOnce(
    request: FastifyRequest,
    reply: FastifyReply,
    account: ListedAccount,
    shown: { title: string; text: string; secret: string | undefined },
  ) {
    return sendPage(reply, toHtml(<ShownOncePage reader={readerOf(request, deps)} account={account} {...shown} />));
  }
}

/** Saves what was typed, or says what is wrong with it. */
async function saved(
  values: Readonly<Record<string, unknown>>,
  save: (input: AccountInput) => Promise<string>,
): Promise<{ id?: string; mistakes: Mistake[] }> {
  try {
    const read = accountSchema.safeParse({ email: null, roles: [], ...values });
    if (!read.success) throw refusal(read.error);
    return { id: await save(read.data), mistakes: [] };
  } catch (error) {
    return { mistakes: mistakesIn(error, ASKED) };
  }
}

const refusal = ({ issues }: z.ZodError): ApiProblem => new ApiProblem(422, { errors: issuePaths(issues) });
/** Both forms stand on one page: the questions of a token have names of their own. */
const ofToken = (path: string): string => (path.startsWith('roles') ? 'tokenRoles' : 'tokenName');
