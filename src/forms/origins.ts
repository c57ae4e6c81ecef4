import { fieldsOf } from '../contracts/forms/definition.ts';
import type { FormDefinition } from '../contracts/forms/definition.ts';
import type { KnownMatch } from './known-match.ts';
import { read } from './read.ts';

const OF_MATCH = ['match.title', 'match.zone', 'match.firstDay', 'match.lastDay', 'start.day', 'end.day'];
const OF_PEOPLE = /^(people|facilitators|leads|teams|(person|residents|arrival|departure|team)\..+)$/;
const OF_COMMITMENTS = /^(commitments|commitment\..+)$/;

/** Where each answer comes from that nobody typed here (requirements.md A2.2: no double typing), in words, by its path. */
export function originsOf(
  definition: FormDefinition,
  prefilled: readonly string[],
  known: KnownMatch,
): Readonly<Record<string, string>> {
  return Object.fromEntries(prefilled.map((path) => [path, originOf(meaningAt(definition, path), known)]));
}

/** What the field at a path means; undefined for one that is drafted. */
function meaningAt(definition: FormDefinition, path: string): string | undefined {
  const [id, ...rest] = path.split('.');
  const field = fieldsOf(definition).find((one) => one.id === id);
  const cell = field?.fields?.find((one) => one.id === rest.at(-1));
  if (field?.draft !== undefined) return undefined;
  return field?.repeat ? field.means : (cell?.means ?? field?.means);
}

function originOf(means: string | undefined, match: KnownMatch): string {
  if (means === undefined) return 'put together from what was said and sent so far';
  if (OF_MATCH.includes(means) && (match.firstDay !== null || means.startsWith('match.')))
    return 'from the match itself';
  if (OF_PEOPLE.test(means)) return 'from the list of people';
  if (OF_COMMITMENTS.test(means)) return 'from what was promised';
  const forms = match.forms.filter(({ definition, answers }) => means in read(definition, answers).facts);
  const title = forms.at(-1)?.definition.title;
  return title === undefined ? 'from what we know' : `from the form "${title}"`;
}
