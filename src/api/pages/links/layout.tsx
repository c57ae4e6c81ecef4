import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { PageTexts } from '../../../words/index.ts';
import { ASSETS } from '../assets.ts';

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
  readonly shared: PageTexts;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly contact: Contact | undefined;
}

/** A page for somebody who is not signed in: one thing, and whom to call. No script, no navigation, nothing that search engines keep. */
export function ParticipantPage({
  frame,
  title,
  children,
}: {
  frame: PageFrame;
  title: string;
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
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <header class="pp-head">
          <p>{frame.program}</p>
        </header>
        <main id="main" class="pp-main" tabindex={-1}>
          {children}
          <WhoToCall frame={frame} />
        </main>
      </body>
    </html>
  );
}

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
            <a href={`tel:${telephone.replace(/[^\d+]/g, '')}`}>{telephone}</a>
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
