import type { ComponentChildren } from 'preact';
import { instantWords } from '../words.ts';
import type { Asked } from './asked.ts';
import { letterAddress } from './letter-deeds.ts';
import type { Deed } from './letter-doable.ts';
import type { LetterView } from './letter-view.ts';
import { leftWords, wayWords } from './letter-words.ts';
import { hiddenAgain } from './press.ts';
import { Question } from './question.tsx';
import { Hidden } from './report.tsx';

interface DeedFormProps {
  readonly view: LetterView;
  readonly deed: Deed;
  readonly button: string;
  readonly quiet?: boolean;
  readonly children?: ComponentChildren;
}

/** A form with one button that does one thing with the letter. */
function DeedForm({ view, deed, button, quiet = false, children }: DeedFormProps) {
  const { letter, hidden, stamp } = view;
  const way = letter.channel === 'captured' ? 'mail' : letter.channel;
  return (
    <form method="post" action={letterAddress(letter)} class="pm-form pm-form-wide" novalidate>
      <Hidden values={{ ...hiddenAgain(hidden), _do: deed, stamp, way }} />
      {children}
      <p class="pm-press">
        <button class={`usa-button ${quiet ? 'usa-button--outline' : ''}`} type="submit">
          {button}
        </button>
      </p>
    </form>
  );
}

/** What the letter waits for, right under its words. */
export function FirstPress(view: LetterView) {
  const { match, letter, preview, can } = view;
  const { name } = preview.to;
  if (can.has('approve')) return <DeedForm view={view} deed="approve" button="Approve this letter" />;
  if (can.has('release'))
    return <DeedForm view={view} deed="release" button={`Release 1 letter to ${name}, ${wayWords(letter.channel)}`} />;
  if (can.has('arrived'))
    return (
      <>
        <p>Nobody knows whether it arrived. Please ask {name}.</p>
        <DeedForm view={view} deed="arrived" button="It arrived" />
      </>
    );
  if (can.has('carried'))
    return (
      <>
        <p>
          <a href={`${letterAddress(letter)}/print`}>Print it</a>
        </p>
        <DeedForm
          view={view}
          deed="carried"
          button={letter.channel === 'post' ? 'It was posted' : `${name} was told on the telephone`}
        />
        {can.has('recall') && <DeedForm view={view} deed="recall" button="Take it back" quiet />}
      </>
    );
  if (!can.has('recall')) return null;
  const left = preview.leavesAt === null ? 0 : Date.parse(preview.leavesAt) - Date.parse(match.now);
  return (
    <>
      {left > 0 && preview.leavesAt !== null && (
        <p>
          It leaves on {instantWords(preview.leavesAt, match.timeZone)}. You can take it back for {leftWords(left)}{' '}
          more.
        </p>
      )}
      <DeedForm view={view} deed="recall" button="Take it back" />
    </>
  );
}

const ask = (name: string, label: string, kind: Asked['kind'], more: Partial<Asked> = {}): Asked => ({
  name,
  label,
  kind,
  required: true,
  ...more,
});

function Ask({ view, asked, value }: { view: LetterView; asked: Asked; value?: string }) {
  const typed = view.values[asked.name];
  const error = view.mistakes.find(({ name }) => name === asked.name)?.text;
  return <Question asked={asked} value={typed ?? value} error={error} />;
}

/** Folded until something is wrong or missing. */
export function EditForm(view: LetterView) {
  const { letter, preview, pressed } = view;
  const help =
    'An empty line begins a new paragraph. What stands in {{ }} is still to be filled in. ' +
    'Leave an address that ends in “your-own-link” as it is: each reader gets an own one there.';
  return (
    <details class="pm-fold pm-letter-edit" open={pressed === 'edit' || preview.missing.length > 0}>
      <summary>
        <h2>Change the words</h2>
      </summary>
      <div class="pm-fold-body">
        <DeedForm view={view} deed="edit" button="Save the changed letter">
          <Ask view={view} asked={ask('subject', 'Subject', 'text')} value={letter.subject} />
          <Ask view={view} asked={ask('body', 'Text', 'prose', { help })} value={letter.body} />
        </DeedForm>
      </div>
    </details>
  );
}

const WAYS = [
  { id: 'mail', label: 'By mail' },
  { id: 'post', label: 'By post' },
  { id: 'phone', label: 'By telephone' },
];

/** What is done more rarely, each folded with what it asks. */
export function MorePresses(view: LetterView) {
  const { can, preview, pressed } = view;
  const { name } = preview.to;
  const fold = (deed: Deed, title: string, form: ComponentChildren) =>
    can.has(deed) && (
      <details class="pm-fold" open={pressed === deed}>
        <summary>
          <h2>{title}</h2>
        </summary>
        <div class="pm-fold-body">{form}</div>
      </details>
    );
  return (
    <>
      {fold(
        'told',
        `${name} knows already`,
        <DeedForm view={view} deed="told" button={`${name} was told another way`} quiet />,
      )}
      {fold(
        'resend',
        'Send it again',
        <DeedForm view={view} deed="resend" button="Write it once more, as a draft" quiet>
          <p>The new letter can be changed before it is released.</p>
          <Ask view={view} asked={ask('channel', 'How it goes', 'choice', { required: false, choices: WAYS })} />
        </DeedForm>,
      )}
      {fold(
        'apology',
        'It was wrong: write an apology',
        <DeedForm view={view} deed="apology" button="Write the apology, as a draft" quiet>
          <p>It goes to everybody who got this letter at the same time, and names its subject.</p>
          <Ask view={view} asked={ask('text', 'What is right', 'prose', { required: false })} />
        </DeedForm>,
      )}
      {fold(
        'withdraw',
        'Do not send it',
        <DeedForm view={view} deed="withdraw" button="Withdraw this letter" quiet>
          <Ask view={view} asked={ask('reason', 'Why', 'text')} />
        </DeedForm>,
      )}
    </>
  );
}
