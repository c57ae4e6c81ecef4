import type { FileView } from '../../../contracts/api-files.ts';
import { formatBytes } from '../../../letters/index.ts';
import { hiddenAgain } from '../act/press.ts';
import { KeptWords } from '../act/kept-words.tsx';
import { Hidden, Mistakes } from '../act/report.tsx';
import { kindAddress } from '../act/letter-deeds.ts';
import { Tag } from '../layout.tsx';
import { SubPage, Typing } from '../match/sub-page.tsx';
import { instantDay, listWords } from '../words.ts';
import { BringForm, DescribeForm, ShareForm } from './file-forms.tsx';
import type { FilesView } from './files-view.ts';

const DONE = {
  brought: 'The file is kept. It goes to nobody before it is shared.',
  shared: 'It is noted that the materials are shared.',
  described: 'What the file is about is noted.',
  removed: 'The file is taken away.',
} as const;

/** The files of a match: whose, where each goes, and what may be done with it. */
export function FilesPage(view: FilesView) {
  const { files, mistakes, words, done, letters, mayBring, sharing } = view;
  const kept = files.filter(({ state }) => state === 'kept');
  const gone = files.filter(({ state }) => state !== 'kept');
  return (
    <SubPage {...view} at="files" heading="Files" isWrong={mistakes.length > 0}>
      {done !== undefined && (
        <div class="usa-alert usa-alert--success usa-alert--slim pm-banner" role="status">
          <div class="usa-alert__body">
            <p class="usa-alert__text">{DONE[done]}</p>
          </div>
        </div>
      )}
      <p class="pm-lead">
        {letters.length === 0
          ? 'Matches of this kind share no files.'
          : 'Materials that the teams share with each other. What is shared goes into the packet, and with its letter to everybody.'}
      </p>
      <Mistakes mistakes={mistakes} />
      <KeptWords words={words} />
      {kept.length === 0 && letters.length > 0 && <p>There is no file yet.</p>}
      <ul class="pm-cards">
        {kept.map((file) => (
          <li>
            <KeptFile view={view} file={file} />
          </li>
        ))}
      </ul>
      {gone.length > 0 && (
        <details class="pm-more">
          <summary>Taken away ({gone.length})</summary>
          <ul class="pm-lines">
            {gone.map((file) => (
              <li>{goneWords(view, file)}</li>
            ))}
          </ul>
        </details>
      )}
      <Typing id="bringing">{mayBring ? <BringForm {...view} /> : undefined}</Typing>
      <Typing id="sharing">{sharing ? <ShareForm {...view} sharing={sharing} kept={kept} /> : undefined}</Typing>
    </SubPage>
  );
}

function KeptFile({ view, file }: { view: FilesView; file: FileView }) {
  const { match, nameOf, mayRemove, hidden } = view;
  const { id, name, description, bytes, consent, by, at, shared } = file;
  return (
    <>
      <div class="pm-task-head">
        <h2>
          <a href={`/matches/${match.id}/files/${id}`}>{name}</a>
        </h2>
        <Tag tone={shared ? 'good' : 'wait'}>{shared ? 'Shared' : 'Not shared yet'}</Tag>
      </div>
      {description !== null && <p class="pm-prose">{description}</p>}
      <p class="pm-quiet">
        {formatBytes(bytes)}, of {nameOf(consent.owner) ?? 'somebody who has left'}, who agreed · brought by{' '}
        {nameOf(by) ?? 'staff'}, {instantDay(at, match)}
      </p>
      <p>
        <UsedWhere view={view} file={file} />
      </p>
      {mayRemove && <DescribeForm view={view} file={file} />}
      {mayRemove && (
        <details class="pm-more">
          <summary>Take it away</summary>
          <form method="post" action={`/matches/${match.id}/files/${id}/remove`}>
            <Hidden values={hiddenAgain(hidden)} />
            <p>What is in it is gone then for good; that there was one stays known.</p>
            <p>
              <button class="usa-button usa-button--secondary" type="submit">
                Take away {name}
              </button>
            </p>
          </form>
        </details>
      )}
    </>
  );
}

function UsedWhere({ view, file }: { view: FilesView; file: FileView }) {
  const { match, letters, tooLarge } = view;
  if (!file.shared) return <>It goes to nobody until it is shared.</>;
  if (tooLarge.has(file.id))
    return (
      <>It stands in the packet, and is too large for mail: whoever signs the letter gets it to people another way.</>
    );
  return (
    <>
      It stands in the packet, and goes with{' '}
      {letters.map(({ kind, title }, at) => (
        <>
          {at > 0 && ', '}
          <a href={kindAddress(match.id, kind)}>{title}</a>
        </>
      ))}
      .
    </>
  );
}

function goneWords({ match, nameOf }: FilesView, { name, state, removedAt, removedBy }: FileView): string {
  if (state === 'erased') return `${name}: erased, because its owner asked`;
  const by = removedBy === null ? undefined : nameOf(removedBy);
  return (
    listWords([`${name}, taken away ${removedAt === null ? '' : `on ${instantDay(removedAt, match)}`}`]) +
    (by ? ` by ${by}` : '')
  );
}
