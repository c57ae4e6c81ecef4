import type { FileView } from '../../../contracts/api-files.ts';
import { formatBytes } from '../../../letters/index.ts';
import type { Asked } from '../act/asked.ts';
import { idOf } from '../fields/box.tsx';
import { hiddenAgain } from '../act/press.ts';
import { Question } from '../act/question.tsx';
import { Hidden } from '../act/report.tsx';
import { Typing } from '../match/sub-page.tsx';
import { endingsWords } from './bring-words.ts';
import type { FilesView } from './files-view.ts';

function Ask({ view, asked }: { view: FilesView; asked: Asked }) {
  const error = view.mistakes.find(({ name }) => name === asked.name)?.text;
  return <Question asked={asked} value={view.values[asked.name]} error={error} />;
}

/** Says which files go to everybody; materials on paper are shared without any. */
export function ShareForm(
  view: FilesView & { readonly sharing: readonly Asked[]; readonly kept: readonly FileView[] },
) {
  const { match, sharing, kept, hidden } = view;
  const files: Asked = {
    name: 'files',
    label: 'Which files',
    help: 'Leave all empty when the materials are on paper.',
    kind: 'choices',
    required: false,
    choices: kept.map(({ id, name }) => ({ id, label: name })),
  };
  return (
    <section aria-labelledby="share">
      <h2 id="share">Share them with the packet</h2>
      <form method="post" action={`/matches/${match.id}/files/share`} class="pm-form" novalidate>
        <Hidden values={hiddenAgain(hidden)} />
        {kept.length > 0 && <Ask view={view} asked={files} />}
        {sharing.map((one) => (
          <Ask view={view} asked={one} />
        ))}
        <p>
          <button class="usa-button" type="submit">
            The materials are shared
          </button>
        </p>
      </form>
    </section>
  );
}

/** Says what a file is about, or says it anew. */
export function DescribeForm({ view, file }: { view: FilesView; file: FileView }) {
  const { match, hidden } = view;
  const { id, name, description } = file;
  return (
    <details class="pm-more">
      <summary>{description === null ? 'Say what it is about' : 'Change what it is about'}</summary>
      <Typing id={`describe-${id}`}>
        <form method="post" action={`/matches/${match.id}/files/${id}/describe`} class="pm-form">
          <Hidden values={hiddenAgain(hidden)} />
          <label class="usa-label" for={`about-${id}`}>
            What {name} is about
          </label>
          <input
            class="usa-input"
            id={`about-${id}`}
            name="description"
            type="text"
            maxlength={500}
            value={description ?? ''}
          />
          <p>
            <button class="usa-button usa-button--outline" type="submit">
              Note it
            </button>
          </p>
        </form>
      </Typing>
    </details>
  );
}

/** The fields stand before the file: whose press it is must be known before a byte of the file is read (decision 0032). */
export function BringForm(view: FilesView) {
  const { match, asked, endings, room, hidden, mistakes } = view;
  const error = mistakes.find(({ name }) => name === 'file')?.text;
  const most = Math.min(room.file, room.match);
  return (
    <section aria-labelledby="bring">
      <h2 id="bring">Bring a file</h2>
      <form
        method="post"
        action={`/matches/${match.id}/files`}
        enctype="multipart/form-data"
        class="pm-form"
        novalidate
      >
        <Hidden values={hiddenAgain(hidden)} />
        {asked.map((one) => (
          <Ask view={view} asked={one} />
        ))}
        <div class={`usa-form-group pm-question ${error ? 'pm-wrong' : ''}`}>
          <label class="usa-label" for={idOf('file')}>
            The file
          </label>
          <div id="about-file">
            <p class="usa-hint">
              {formatBytes(most)} at most; names end in {endingsWords()}.
            </p>
            {error && <p class="usa-error-message">{error}</p>}
          </div>
          <input
            class="pm-file"
            id={idOf('file')}
            type="file"
            name="file"
            accept={endings.join(',')}
            aria-describedby="about-file"
            aria-invalid={error ? true : undefined}
          />
        </div>
        <p>
          <button class="usa-button" type="submit">
            Keep this file
          </button>
        </p>
      </form>
    </section>
  );
}
