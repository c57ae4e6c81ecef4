import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { PageTexts } from '../../../words/index.ts';
import { ASSETS } from '../assets.ts';
import type { OtherLanguage } from './language.ts';

/** Whom a reader can call. */
export interface Contact {
  readonly name: string;
  readonly telephone: string | null;
  readonly email: string | null;
}
/** What every page behind a link needs. */
export interface PageFrame {
  readonly program: string;
  readonly language: string;
  /** The same page in other languages. */
  readonly languages: readonly OtherLanguage[];
  readonly shared: PageTexts;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly contact: Contact | undefined;
}

const HTMX = JSON.stringify({ includeIndicatorCSS: false, history: false });

/** A page for somebody who is not signed in: one thing, and whom to call. No navigation, nothing that search engines keep, and script only to save what is typed. */
export function ParticipantPage({
  frame,
  title,
  savesItself = false,
  children,
}: {
  frame: PageFrame;
  title: string;
  /** True where there is something to save while it is typed. */
  savesItself?: boolean;
  children: ComponentChildren;
}) {
  return (
    <html lang={frame.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${title} | ${frame.program}`}</title>
        <link rel="stylesheet" href={ASSETS.uswds} />
        <link rel="stylesheet" href={ASSETS.own} />
        <link rel="stylesheet" href="/assets/participants.css" />
        {savesItself && (
          <>
            <meta name="htmx-config" content={HTMX} />
            <script src={ASSETS.htmx} defer></script>
          </>
        )}
        <link rel="icon" href={ASSETS.icon} type="image/svg+xml" />
      </head>
      <body>
        <a class="usa-skipnav" href="#main">
          {headingOf(frame.shared, 'skip', frame)}
        </a>
        <header class="pp-head">
          <div>
            <p>{frame.program}</p>
            <Languages frame={frame} />
            <Talk frame={frame} />
          </div>
        </header>
        <main id="main" class="pp-main" tabindex={-1}>
          {children}
          <WhoToCall frame={frame} />
        </main>
      </body>
    </html>
  );
}

/** A link to each other language, in its own words. */
function Languages({ frame }: { frame: PageFrame }) {
  if (frame.languages.length === 0) return null;
  return (
    <nav aria-label={headingOf(frame.shared, 'languages', frame)}>
      {frame.languages.map(({ language, name, href }) => (
        <a key={language} href={href} lang={language} hreflang={language}>
          {name}
        </a>
      ))}
    </nav>
  );
}

/** Whom to call, before anything else: the end of a long form is far away. */
function Talk({ frame: { contact } }: { frame: PageFrame }) {
  const reach = contact?.telephone ?? contact?.email;
  if (contact === undefined || reach === null || reach === undefined) return null;
  return (
    <a class="pp-talk" href={contact.telephone === null ? `mailto:${reach}` : telOf(reach)}>
      {`${contact.name}: ${reach}`}
    </a>
  );
}

const telOf = (telephone: string): string => `tel:${telephone.replace(/[^\d+]/g, '')}`;

export const toDocument = (page: Parameters<typeof renderToString>[0]): string =>
  `<!doctype html>${renderToString(page)}`;

/** A heading or button of the content, said with what is known. */
export const headingOf = (texts: PageTexts, id: string, { facts }: Pick<PageFrame, 'facts'>): string =>
  texts.get(id)?.title(facts) ?? '';

export function Paragraphs({ texts, id, frame }: { texts: PageTexts; id: string; frame: PageFrame }) {
  const said = (texts.get(id)?.paragraphs ?? []).map((saying) => saying(frame.facts)).filter((words) => words !== '');
  return (
    <>
      {said.map((words) => (
        <p key={words}>{words}</p>
      ))}
    </>
  );
}

function WhoToCall({ frame }: { frame: PageFrame }) {
  const { contact, shared } = frame;
  if (contact === undefined) return null;
  const { name, telephone, email } = contact;
  return (
    <section class="pp-call" aria-labelledby="call">
      <h2 id="call">{headingOf(shared, 'call', frame)}</h2>
      <Paragraphs texts={shared} id="call" frame={frame} />
      <p>
        {name}
        {telephone !== null && (
          <>
            <br />
            <a href={telOf(telephone)}>{telephone}</a>
          </>
        )}
        {email !== null && (
          <>
            <br />
            <a href={`mailto:${email}`}>{email}</a>
          </>
        )}
      </p>
    </section>
  );
}
