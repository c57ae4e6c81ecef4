import { SubPage } from '../match/sub-page.tsx';
import { Fact } from '../portfolio.tsx';
import { instantWords, letterWords, listWords, roleWords } from '../words.ts';
import { KeptWords } from './kept-words.tsx';
import { kindAddress } from './letter-deeds.ts';
import { EditForm, FirstPress, MorePresses } from './letter-presses.tsx';
import type { LetterView } from './letter-view.ts';
import { deedWords, wayWords } from './letter-words.ts';
import { Mistakes } from './report.tsx';

/** One letter as its reader gets it, what keeps it here, and what can be done with it now. */
export function LetterPage(view: LetterView) {
  const { match, letter, preview, title, hindrances, can, alike, html, mistakes } = view;
  const isDraft = letter.state === 'draft' || letter.state === 'edited';
  return (
    <SubPage {...view} at="letters" heading={letter.subject} isWrong={mistakes.length > 0}>
      <p class="pm-lead">
        {title}. {letterWords(letter)}.
      </p>
      <Mistakes mistakes={mistakes} heading="This did not work" />
      <KeptWords words={view.kept} />
      {hindrances.length > 0 && isDraft && <Hindrances all={hindrances} />}
      <Facts {...view} />
      <section aria-labelledby="preview">
        <h2 id="preview">{isDraft ? `As ${preview.to.name} will read it` : `As ${preview.to.name} reads it`}</h2>
        <div class="pm-letter pm-letter-html" lang={languageIn(preview.html)}>
          <p class="pm-letter-subject">{letter.subject}</p>
          <div dangerouslySetInnerHTML={{ __html: html }} />
        </div>
        <FirstPress {...view} />
        {isDraft && alike > 1 && (
          <p>
            <a href={kindAddress(match.id, letter.kind)}>{`All ${alike} letters like this one, in one press`}</a>
          </p>
        )}
      </section>
      {can.has('edit') && <EditForm {...view} />}
      <MorePresses {...view} />
      <WhatHappened {...view} />
    </SubPage>
  );
}

function Hindrances({ all }: { all: readonly string[] }) {
  return (
    <div class="usa-alert usa-alert--warning usa-alert--slim usa-alert--no-icon">
      <div class="usa-alert__body">
        <p class="usa-alert__text">{['It cannot leave yet.', ...all].join(' ')}</p>
      </div>
    </div>
  );
}

/** The language that the letter is written in: its reader's. */
const languageIn = (html: string): string => /<html lang="([\w-]+)"/.exec(html)?.[1] ?? 'en';

function Facts({ match, letter, preview, nameOf }: LetterView) {
  const { to, from, replyTo, attachments } = preview;
  const isDraft = letter.state === 'draft' || letter.state === 'edited';
  return (
    <dl class="pm-facts pm-facts-tall">
      <Fact name="To">{to.address === null ? to.name : `${to.name}, ${to.address}`}</Fact>
      {letter.channel !== 'captured' && <Fact name="Goes">{wayWords(letter.channel)}</Fact>}
      <Fact name="From">{from.name}</Fact>
      {replyTo !== null && <Fact name="An answer reaches">{replyTo.name}</Fact>}
      {attachments.length > 0 && <Fact name="Comes with">an entry for the calendar</Fact>}
      {isDraft && <Fact name="Released by">{roleWords(preview.releasedBy)}</Fact>}
      {letter.approved_by !== null && <Fact name="Approved by">{nameOf(letter.approved_by)}</Fact>}
      {letter.sent_at !== null && <Fact name="Sent">{instantWords(letter.sent_at.toISOString(), match.timeZone)}</Fact>}
      {letter.channel === 'captured' && (
        <Fact name="Mail">
          <a href={`/mail/${letter.carried_by ?? letter.id}`}>kept here</a>, never sent
        </Fact>
      )}
      {letter.carried_by !== null && <Fact name="Left">together with other reminders, in one mail</Fact>}
      {preview.againOf !== null && (
        <Fact name="Instead of">
          <a href={`/matches/${match.id}/letters/${preview.againOf}`}>an earlier letter</a>
        </Fact>
      )}
      {letter.reason !== null && <Fact name="Note">{letter.reason}</Fact>}
    </dl>
  );
}

const TRIES: Readonly<Record<string, string>> = {
  sent: 'Handed to the mail server',
  captured: 'Kept here',
  deferred: 'The mail server asked to wait',
  failed: 'The mail server refused it',
  unknown: 'Nobody knows whether the mail server took it',
};

/** What people did with it, and what mail servers said. */
function WhatHappened({ match, preview: { deeds, attempts }, nameOf }: LetterView) {
  const lines = [
    ...deeds.map(({ at, by, role, deed }) => ({ at, text: `${deedWords(deed)}: ${nameOf(by)} (${roleWords(role)})` })),
    ...attempts.map(({ at, outcome, response }) => ({
      at,
      text: listWords([TRIES[outcome] ?? 'Tried', ...(response === '' ? [] : [`it said “${response}”`])]),
    })),
  ].sort((one, other) => (one.at < other.at ? -1 : 1));
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="happened">
      <h2 id="happened">What happened with it</h2>
      <ul class="pm-lines">
        {lines.map(({ at, text }) => (
          <li>
            {text}
            <p class="pm-quiet">{instantWords(at, match.timeZone)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
