import type { LinkAnswer } from '../../../machines/kernel/types.ts';
import type { PageTexts } from '../../../words/index.ts';
import { labelAt } from '../../forms/label-at.ts';
import { nameOf } from '../../forms/sent-answers.ts';
import { idOf } from '../fields/box.tsx';
import type { AnswerView } from './answer-view.ts';
import { FormBox } from './form-box.tsx';
import { headingOf, Paragraphs, ParticipantPage } from './layout.tsx';
import type { PageFrame } from './layout.tsx';
import { Problem, Problems } from './problem.tsx';
import { Shown } from './shown-form.tsx';
import { Unsent } from './unsent.tsx';

/** The page on which somebody answers: what it is about, then one box for each answer, each with one button. */
export function AnswerPage({ view }: { view: AnswerView }) {
  const { frame, texts, answers, shows, notice, matchPage } = view;
  const title = headingOf(texts, 'page', frame);
  return (
    <ParticipantPage frame={frame} title={title} savesItself={view.form !== undefined}>
      {notice !== undefined && <Notice frame={frame} id={notice} />}
      <Unsent frame={frame} words={view.unsent} />
      <Problems frame={frame} at={placesOf(view)} />
      <h1>{title}</h1>
      <Paragraphs texts={texts} id="page" frame={frame} />
      {shows !== undefined && <Shown shows={shows} frame={frame} texts={texts} />}
      {answers.map((answer) => (
        <AnswerBox key={answer.id} view={view} answer={answer} />
      ))}
      {matchPage !== undefined && <Elsewhere view={view} href={matchPage} />}
    </ParticipantPage>
  );
}

/** What needs more than a button is done on the page of the match. */
function Elsewhere({ view: { frame, texts, answers }, href }: { view: AnswerView; href: string }) {
  const isMore = answers.every(({ id }) => id !== 'done');
  return (
    <section class="pp-answer" aria-labelledby="elsewhere">
      <h2 id="elsewhere">{headingOf(isMore ? texts : frame.shared, isMore ? 'elsewhere' : 'openMatch', frame)}</h2>
      <Paragraphs texts={isMore ? texts : frame.shared} id={isMore ? 'elsewhere' : 'openMatch'} frame={frame} />
      <a class={`usa-button pp-button${isMore ? '' : ' usa-button--outline'}`} href={href}>
        {headingOf(frame.shared, 'openMatch', frame)}
      </a>
    </section>
  );
}

export function Notice({ frame, id }: { frame: PageFrame; id: string }) {
  return (
    <div class="pp-told" role="status">
      <h2>{headingOf(frame.shared, id, frame)}</h2>
      <Paragraphs texts={frame.shared} id={id} frame={frame} />
    </div>
  );
}

function AnswerBox({ view, answer }: { view: AnswerView; answer: LinkAnswer }) {
  const { frame, texts, action, key, form, tried, problems } = view;
  if (answer.form !== undefined && form !== undefined) return <FormBox view={view} answer={answer} form={form} />;
  const own = tried?.answer === answer.id;
  const wrong = own ? problems : {};
  const isFirst = view.answers[0] === answer && answer.id !== 'notMine';
  const about = { answer: answer.id, frame, texts, problems: wrong, typed: own ? tried.typed : {} };
  return (
    <form class="pp-answer" method="post" action={action} aria-label={headingOf(texts, answer.id, frame)}>
      <input type="hidden" name="key" value={key} />
      <Paragraphs texts={texts} id={answer.id} frame={frame} />
      {named(answer, 'needed', 'asked').map((name) => (
        <TextField key={name} {...about} name={name} />
      ))}
      {named(answer, 'wished').length > 0 && (
        <details open={own}>
          <summary>{headingOf(texts, `more-${answer.id}`, frame)}</summary>
          {named(answer, 'wished').map((name) => (
            <TextField key={name} {...about} name={name} />
          ))}
        </details>
      )}
      <button
        class={`usa-button pp-button${isFirst ? '' : ' usa-button--outline'}`}
        type="submit"
        name="act"
        value={answer.id}
      >
        {headingOf(texts, answer.id, frame)}
      </button>
    </form>
  );
}

/** Where what is wrong can be put right, in the words of the question. */
function placesOf({ frame, texts, form, tried, problems }: AnswerView): { id: string; label: string }[] {
  if (tried === undefined) return [];
  return Object.keys(problems).map((path) =>
    form === undefined
      ? { id: `${tried.answer}-${path}`, label: headingOf(texts, `field-${path}`, frame) }
      : { id: idOf(nameOf(...path.split('.'))), label: labelAt(form.definition, path) },
  );
}

const named = ({ texts = {} }: LinkAnswer, ...how: string[]): string[] =>
  Object.keys(texts).filter((name) => how.includes(texts[name] ?? ''));

interface TextFieldProps {
  readonly answer: string;
  readonly name: string;
  readonly frame: PageFrame;
  readonly problems: AnswerView['problems'];
  readonly texts: PageTexts;
  readonly typed: Readonly<Record<string, string>>;
}

function TextField({ answer, name, frame, problems, texts, typed }: TextFieldProps) {
  const id = `${answer}-${name}`;
  return (
    <>
      <label class="usa-label" for={id}>
        {headingOf(texts, `field-${name}`, frame)}
      </label>
      <Problem frame={frame} problem={problems[name]} id={`about-${id}`} />
      <textarea
        class="usa-textarea"
        id={id}
        name={`t.${name}`}
        aria-describedby={problems[name] === undefined ? undefined : `about-${id}`}
        aria-invalid={problems[name] === undefined ? undefined : true}
      >
        {typed[name] ?? ''}
      </textarea>
    </>
  );
}
