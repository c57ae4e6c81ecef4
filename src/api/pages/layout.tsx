import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';

export interface Reader {
  readonly program: string;
  /** The name of who is signed in. */
  readonly name?: string | undefined;
}
export interface PageProps {
  readonly reader: Reader;
  readonly title: string;
  readonly here?: 'matches' | 'tasks' | 'mail' | undefined;
  readonly children: ComponentChildren;
}

/** What every page has: skip link, header with navigation, one main, footer. No script. */
export function Page({ reader, title, here, children }: PageProps) {
  const link = (name: 'matches' | 'tasks' | 'mail', href: string, words: string) => (
    <li>
      <a href={href} aria-current={here === name ? 'page' : undefined}>
        {words}
      </a>
    </li>
  );
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} | ${reader.program}`}</title>
        <link rel="stylesheet" href="/assets/uswds/css/uswds.min.css" />
        <link rel="stylesheet" href="/assets/peermatch.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
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
                    {link('matches', '/', 'Matches')}
                    {link('tasks', '/tasks', 'My tasks')}
                    {link('mail', '/mail', 'Mail')}
                  </ul>
                </nav>
                <form method="post" action="/sign-out" class="pm-signed-in">
                  <span>{reader.name}</span>
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
