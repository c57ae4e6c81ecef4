import type { Match } from '../../contracts/api.ts';
import type { LetterRow } from '../../db/api-queries.ts';
import { Page } from './layout.tsx';
import type { Reader } from './layout.tsx';
import { Fact } from './portfolio.tsx';
import { instantWords, letterWords, roleWords } from './words.ts';

export interface LetterView {
  readonly reader: Reader;
  readonly match: Match;
  readonly letter: LetterRow;
  readonly title: string;
  readonly to: string;
  readonly releaser: string;
  /** The letter as the reader will see it. */
  readonly text: string;
}

export function LetterPage({ reader, match, letter, title, to, releaser, text }: LetterView) {
  const draft = letter.state === 'draft' || letter.state === 'edited';
  return (
    <Page reader={reader} title={letter.subject} here="matches">
      <p class="pm-quiet">
        <a href={`/matches/${match.id}`}>{match.title}</a>
      </p>
      <h1>{letter.subject}</h1>
      <p class="pm-lead">
        {title}. {letterWords(letter)}.
      </p>
      <dl class="pm-facts">
        <Fact name="To">{to}</Fact>
        {draft && <Fact name="Released by">{roleWords(releaser)}</Fact>}
        {letter.sent_at !== null && (
          <Fact name="Sent">{instantWords(letter.sent_at.toISOString(), match.timeZone)}</Fact>
        )}
        {letter.channel === 'captured' && (
          <Fact name="Mail">
            <a href={`/mail/${letter.carried_by ?? letter.id}`}>kept here</a>, never sent
          </Fact>
        )}
        {letter.carried_by !== null && <Fact name="Left">together with other reminders, in one mail</Fact>}
        {(letter.channel === 'post' || letter.channel === 'phone') && (
          <Fact name="Goes by">
            {letter.channel === 'post' ? 'post' : 'telephone'}
            {letter.state === 'released' && ', and waits for somebody to carry it'}
          </Fact>
        )}
        {letter.reason !== null && <Fact name="Note">{letter.reason}</Fact>}
      </dl>
      {letter.names_old_date && (
        <div class="usa-alert usa-alert--warning usa-alert--slim usa-alert--no-icon">
          <div class="usa-alert__body">
            <p class="usa-alert__text">This letter names a date that is no longer the date of the match.</p>
          </div>
        </div>
      )}
      <h2>Text</h2>
      <div class="pm-letter">{text}</div>
    </Page>
  );
}
