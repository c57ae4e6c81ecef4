/**
 * Who may open what. A new page below `/matches/:id` needs no line here; a page anywhere else does, and so does one whose address holds
 * something that `SAMPLES` has no value for. The first rule that fits a route counts.
 */
export interface Rule {
  readonly url: RegExp;
  /**
   * open: everybody, also who is not signed in; signedIn: everybody else; match: whoever sees the match, for others it is not there;
   * managers: program manager and administrator; administrator: nobody else. api: callers with a token.
   */
  readonly who: 'open' | 'signedIn' | 'match' | 'managers' | 'administrator' | 'api';
  /** What the address needs besides its path. */
  readonly query?: string;
  /** It answers for as long as somebody looks: only who must not look is asked for. */
  readonly endless?: true;
  /** Some roles of the match get 403, or this match has no such page: which is the business of its own test. */
  readonly sometimes?: true;
  /** It takes a file, and looks for its own proof that the press is ours in the form that brings it: anything else is refused as no file. */
  readonly takesFiles?: true;
}

export const RULES: readonly Rule[] = [
  // Not pages.
  { url: /^\/api\/v1\//, who: 'api' },
  { url: /^\/(docs|openapi\.json|healthz|readyz|metrics)(\/|$)/, who: 'open' },
  { url: /^\/assets\//, who: 'open' },
  // Without an account.
  { url: /^\/sign-(in|out)(\/|$)/, who: 'open' },
  { url: /^\/(l|code)(\/|$)/, who: 'open' },
  // For everybody who runs matches.
  { url: /^\/$/, who: 'signedIn' },
  { url: /^\/(tasks|mail|coming)$/, who: 'signedIn' },
  { url: /^\/honoraria(\.csv)?$/, who: 'signedIn' },
  { url: /^\/account(\/|$)/, who: 'signedIn' },
  // For some.
  { url: /^\/accounts(\/|$)/, who: 'administrator' },
  { url: /^\/matches\/new$/, who: 'managers' },
  { url: /^\/reports(\/|$)/, who: 'managers' },
  { url: /^\/rehearsals$/, who: 'signedIn' },
  // Of one match.
  { url: /^\/mail\/:id$/, who: 'match' },
  { url: /^\/matches\/:id\/(live|news|stream)$/, who: 'match', endless: true },
  { url: /^\/matches\/:id\/letters$/, who: 'match', query: 'kind=m1' },
  { url: /^\/matches\/:id\/letters\.pdf$/, who: 'match', query: 'channel=post' },
  { url: /^\/matches\/:id\/rehearse$/, who: 'match', sometimes: true },
  { url: /^\/matches\/:id\/files$/, who: 'match', takesFiles: true },
  { url: /^\/matches\/:id\/people\/:person$/, who: 'match', sometimes: true },
  { url: /^\/matches\/:id\/files\/:file(\/|$)/, who: 'match', sometimes: true },
  { url: /^\/matches\/:id(\/|$)/, who: 'match' },
];

/** What stands in addresses, by the name of the parameter; `:id` by what it follows. */
export interface Samples {
  readonly match: string;
  readonly letter: string;
  readonly account: string;
}
export const samplesOf = ({ match, letter, account }: Samples): Readonly<Record<string, string>> => ({
  '/matches/:id': match,
  '/mail/:id': letter,
  '/accounts/:id': account,
  '/account/sessions/:id': 'unknown',
  ':letter': letter,
  ':task': 'T01',
  ':type': 'SITE_CONTACTED',
  ':form': 'F1',
  ':file': 'unknown',
  ':person': 'unknown',
  ':token': 'unknown',
  ':code': 'unknown',
  '*': 'unknown',
});
