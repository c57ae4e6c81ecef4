import type { LinkAnswer } from '../../../machines/kernel/types.ts';
import { differing, inWords } from '../../forms/newer-version.ts';
import { Autosave, Seen } from '../fields/autosave.tsx';
import type { FieldWords } from '../fields/box.tsx';
import { FormFields } from '../fields/form-fields.tsx';
import type { AnswerView, AskedOnPage } from './answer-page.tsx';
import { headingOf, Paragraphs } from './layout.tsx';
import type { PageFrame } from './layout.tsx';
import { withStates } from './states.ts';

const FORM = 'form';

/** A form that somebody fills in by a link: sent when it is whole, kept half-done whenever she likes. */
export function FormBox({ view, answer, form }: { view: AnswerView; answer: LinkAnswer; form: AskedOnPage }) {
  const { frame, texts, action, key } = view;
  const [path = '', query] = action.split('?');
  return (
    <form id={FORM} method="post" action={action} aria-label={headingOf(texts, answer.id, frame)} novalidate>
      <input type="hidden" name="key" value={key} />
      <Seen revision={form.seen} />
      <Paragraphs texts={texts} id={answer.id} frame={frame} />
      <p>
        <a href={`${path}/paper.pdf${query === undefined ? '' : `?${query}`}`}>
          {headingOf(frame.shared, 'paper', frame)}
        </a>
      </p>
      <div lang={form.language === frame.language ? undefined : form.language}>
        <FormFields
          definition={form.definition}
          filling={{
            values: withStates(form.definition, form.values, (word) => form.states[word] ?? word),
            words: wordsIn(frame),
            problems: problemsIn(view, form),
            note: noteOf(form, frame),
          }}
        />
      </div>
      <Autosave address={action} form={FORM} says={{ act: 'autosave' }} />
      <button class="usa-button pp-button" type="submit" name="act" value={answer.id}>
        {headingOf(texts, answer.id, frame)}
      </button>{' '}
      <button class="usa-button usa-button--outline pp-button" type="submit" name="act" value="keep">
        {headingOf(frame.shared, 'keep', frame)}
      </button>
    </form>
  );
}

const wordsIn = (frame: PageFrame): FieldWords => ({
  yes: headingOf(frame.shared, 'yes', frame),
  no: headingOf(frame.shared, 'no', frame),
  another: headingOf(frame.shared, 'another', frame),
});

/** What is wrong with an answer; or what somebody else answered meanwhile. */
function problemsIn({ problems, frame }: AnswerView, { theirs, values }: AskedOnPage): Map<string, string> {
  const said = (id: string): string => headingOf(frame.shared, id, frame);
  const others = theirs === undefined ? [] : differing(values, theirs);
  return new Map([
    ...others.map(
      ([path, value]) => [path, `${said('theirs')}: ${inWords(value, [said('yes'), said('no')])}`] as const,
    ),
    ...Object.entries(problems).map(([path, problem]) => [path, said(problem)] as const),
  ]);
}

/** Under an answer that nobody here has typed. */
const noteOf =
  ({ prefilled }: AskedOnPage, frame: PageFrame) =>
  (path: string): string | undefined =>
    prefilled.some((known) => known === path || path.startsWith(`${known}.`))
      ? headingOf(frame.shared, 'prefilled', frame)
      : undefined;
