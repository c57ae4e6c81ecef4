import { fieldsOf } from '../../contracts/forms/definition.ts';
import type { FormDefinition } from '../../contracts/forms/definition.ts';

/** The question that stands at a path of the answers: `requests.wanted`. */
export function labelAt(definition: FormDefinition, path: string): string {
  const [id, ...rest] = path.split('.');
  const field = fieldsOf(definition).find((one) => one.id === id);
  const inner = field?.fields?.find((one) => one.id === rest.at(-1));
  return [field?.label, inner?.label].filter((label) => label !== undefined).join(', ') || path;
}
