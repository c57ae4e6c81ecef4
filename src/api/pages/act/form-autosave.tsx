import { renderToString } from 'preact-render-to-string';
import type { FilledForm } from '../../../contracts/api-forms.ts';
import type { FormDefinition } from '../../../contracts/forms/definition.ts';
import { ApiProblem } from '../../errors.ts';
import { newerVersion } from '../../forms/newer-version.ts';
import { AutosaveAnswer } from '../fields/autosave.tsx';
import { Places } from './form-places.tsx';

const clock = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });

/** Said under a form that has saved itself. */
export const savedByItself = ({ revision }: FilledForm, now: number): string =>
  renderToString(
    <AutosaveAnswer revision={revision}>
      <p>{`Saved at ${clock.format(now)}`}</p>
    </AutosaveAnswer>,
  );

/** Said when it could not: what is typed stays in the boxes, and what is to be done. */
export function notSavedByItself(error: unknown, definition: FormDefinition): string {
  if (newerVersion(error) !== undefined)
    return renderToString(
      <p>
        Somebody else saved it meanwhile. What you typed is still in the boxes: press Save to put the two together.
      </p>,
    );
  if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
  const { errors = [], because } = error.saying;
  return renderToString(
    <>
      <p>{`Not saved yet: ${because ?? 'an answer needs a look.'}`}</p>
      <Places definition={definition} at={errors.map(({ path }) => path.replace(/^values\./, ''))} />
    </>,
  );
}
