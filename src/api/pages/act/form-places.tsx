import type { FormDefinition } from '../../../contracts/forms/definition.ts';
import { labelAt } from '../../forms/label-at.ts';
import { nameOf } from '../../forms/sent-answers.ts';
import { idOf } from '../fields/box.tsx';

/** The questions whose answers need a look, each with a way to its box. */
export function Places({ definition, at }: { definition: FormDefinition; at: readonly string[] }) {
  if (at.length === 0) return null;
  return (
    <ul class="pm-places">
      {at.map((path) => (
        <li key={path}>
          <a href={`#${idOf(nameOf(...path.split('.')))}`}>{labelAt(definition, path)}</a>
        </li>
      ))}
    </ul>
  );
}
