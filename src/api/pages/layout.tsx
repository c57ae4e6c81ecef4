import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { TokenRole } from '../../contracts/names.ts';
import { ASSETS } from './assets.ts';

export interface Reader {
  readonly program: string;
  /** The name of who is signed in. */
  readonly name?: string | undefined;
  readonly roles?: readonly TokenRole[];
}
export interface PageProps {
  readonly reader: Reader;
  readonly title: string;
  readonly here?: Place | undefined;
  readonly children: ComponentChildren;
}

interface NavItem {
  readonly name: string;
  readonly href: string;
  readonly words: string;
  /** Who sees it; left out: everybody who is signed in. */
  readonly roles?: readonly TokenRole[];
}
const NAV = [
  { name: 'matches', href: '/', words: 'Matches' },
  { name: 'tasks', href: '/tasks', words: 'My tasks' },
  { name: 'mail', href: '/mail', words: 'Mail' },
  { name: 'rehearsals', href: '/rehearsals', words: 'Rehearsals' },
  { name: 'reports', href: '/reports', words: 'Reports', roles: ['programManager', 'administrator'] },
  { name: 'accounts', href: '/accounts', words: 'Accounts', roles: ['administrator'] },
] as const satisfies readonly NavItem[];
type Place = (typeof NAV)[number]['name'] | 'account';

/**
 * Complete without script; where it runs, htmx saves page loads. It brings no style and runs no text as code. What a reader has
 * unfolded stays so when a page changes under her.
 */
const HTMX = JSON.stringify({
  includeIndicatorCSS: false,
  extensions: 'sse',
  history: false,
  morphIgnore: ['data-htmx-powered', 'open'],
});

/** What every page has: skip link, header with navigation, one main, footer. */
export function Page({ reader, title, here, children }: PageProps) {
  const links = (NAV as readonly NavItem[]).filter(
    ({ roles }) => roles === undefined || roles.some((role) => reader.roles?.includes(role) === true),
  );
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} | ${reader.program}`}</title>
        <link rel="stylesheet" href={ASSETS.uswds} />
        <link rel="stylesheet" href={ASSETS.own} />
        <meta name="htmx-config" content={HTMX} />
        <script src={ASSETS.htmx} defer></script>
        <link rel="icon" href={ASSETS.icon} type="image/svg+xml" />
      </head>
      <body>
        <a class="usa-skipnav" href="#main">
          Skip to main content
        </a>
        <header class="pm-header">
          <div class="grid-container pm-header-row">
            <a class="pm-name" href="/">
              {reader.program}
            </a>
            {reader.name !== undefined && (
              <>
                <nav aria-label="Main">
                  <ul class="pm-nav">
                    {links.map(({ name, href, words }) => (
                      <li>
                        <a href={href} aria-current={here === name ? 'page' : undefined}>
                          {words}
                        </a>
                      </li>
                    ))}
                  </ul>
                </nav>
                <form method="post" action="/sign-out" class="pm-signed-in">
                  <a
                    href="/account"
                    aria-label={`${reader.name}, your account`}
                    aria-current={here === 'account' ? 'page' : undefined}
                  >
                    {reader.name}
                  </a>
                  <button class="usa-button usa-button--unstyled" type="submit">
                    Sign out
                  </button>
                </form>
              </>
            )}
          </div>
        </header>
        <main id="main" class="grid-container pm-main" tabindex={-1}>
          {children}
        </main>
        <footer class="pm-footer">
          <div class="grid-container">
            <p>{reader.program} keeps the promises of peer matches: calls, letters, an agenda, thanks, a summary.</p>
          </div>
        </footer>
      </body>
    </html>
  );
}

/** The whole document. Everything that is put in is escaped by Preact. */
export const toHtml = (page: Parameters<typeof renderToString>[0]): string => `<!doctype html>${renderToString(page)}`;

export function Tag({ tone, children }: { tone: 'plain' | 'good' | 'wait' | 'late'; children: ComponentChildren }) {
  return <span class={`usa-tag pm-tag pm-tag-${tone}`}>{children}</span>;
}
