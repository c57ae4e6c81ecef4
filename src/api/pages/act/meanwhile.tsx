import { RecordLines } from '../match/record-list.tsx';
import { CARRY } from './kept-words.tsx';
import type { Refused } from './refused.ts';

/** Why something cannot be reported: what others did meanwhile. */
export function HappenedMeanwhile({ happened }: Pick<Refused, 'happened'>) {
  if (happened.length === 0) return null;
  return (
    <section aria-labelledby="meanwhile">
      <h2 id="meanwhile">What happened about it last</h2>
      <RecordLines record={happened} />
    </section>
  );
}

/** What can be reported instead. Inside the form: a press takes along what was typed into it, without writing it into an address. */
export function Instead({ instead }: Pick<Refused, 'instead'>) {
  if (instead.length === 0) return null;
  return (
    <section aria-labelledby="instead">
      <h2 id="instead">What can be reported now</h2>
      <ul class="pm-lines">
        {instead.map(({ title, address }) => (
          <li>
            {address.includes('/report/') ? (
              <button
                class="usa-button usa-button--unstyled"
                type="submit"
                name="_do"
                value={CARRY}
                formaction={address}
              >
                {title}
              </button>
            ) : (
              <a href={address}>{title}</a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
