import { Page } from './layout.tsx';
import type { Reader } from './layout.tsx';
import { Fact } from './portfolio.tsx';

export interface MailItem {
  readonly id: string;
  readonly subject: string;
  readonly name: string;
  readonly title: string;
  /** When it was written, in the zone of its match. */
  readonly sentAt: string | null;
}

export function MailListPage({
  reader,
  items,
  next,
}: {
  reader: Reader;
  items: readonly MailItem[];
  next: string | null;
}) {
  return (
    <Page reader={reader} title="Mail" here="mail">
      <h1>Mail kept here</h1>
      <p class="pm-lead">
        These letters were not sent. They belong to rehearsals, or no mail server was set when they were written, and
        they are kept to be read.
      </p>
      {items.length === 0 && <p>There is none yet.</p>}
      <ul class="pm-lines">
        {items.map(({ id, subject, name, title, sentAt }) => (
          <li>
            <a href={`/mail/${id}`}>{subject}</a>
            <p class="pm-quiet">
              To {name} · {title}
              {sentAt !== null && ` · ${sentAt}`}
            </p>
          </li>
        ))}
      </ul>
      {next !== null && (
        <nav aria-label="Pages of the list" class="pm-paging">
          <a href={`/mail?after=${encodeURIComponent(next)}`}>Older mail</a>
        </nav>
      )}
    </Page>
  );
}

export interface MailView {
  readonly reader: Reader;
  readonly subject: string;
  readonly to: string;
  readonly match: { readonly id: string; readonly title: string };
  readonly sentAt: string | null;
  readonly text: string;
  readonly source: string;
}

export function MailPage({ reader, subject, to, match, sentAt, text, source }: MailView) {
  return (
    <Page reader={reader} title={subject} here="mail">
      <p class="pm-quiet">
        <a href="/mail">All mail kept here</a>
      </p>
      <h1>{subject}</h1>
      <dl class="pm-facts">
        <Fact name="To">{to}</Fact>
        <Fact name="Match">
          <a href={`/matches/${match.id}`}>{match.title}</a>
        </Fact>
        {sentAt !== null && <Fact name="Written">{sentAt}</Fact>}
      </dl>
      <h2>Text</h2>
      <div class="pm-letter">{text}</div>
      <details>
        <summary>The message as a mail program would get it</summary>
        <pre class="pm-letter">{source}</pre>
      </details>
    </Page>
  );
}
