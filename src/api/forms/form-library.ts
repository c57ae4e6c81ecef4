import { eventSchemas } from '../../contracts/events/index.ts';
import { answersJsonSchema } from '../../contracts/forms/answers.ts';
import type { FormDefinition } from '../../contracts/forms/definition.ts';
import { loadForms } from '../../forms/load.ts';
import type { FormBook } from '../../forms/load.ts';
import { methods } from '../../machines/index.ts';
import type { Chart, EventEntry } from '../../machines/kernel/types.ts';

/** The forms of every method; loaded and checked once, when the API starts. */
export type FormLibrary = ReadonlyMap<string, FormBook>;

/** @param ownDir a program's own forms, in a folder for each method */
export const loadFormLibrary = (contentDir: string, ownDir?: string): FormLibrary =>
  new Map(
    [...methods.values()].map((chart) => [
      chart.method,
      loadForms({ contentDir, ownDir, wanted: wantedBy(chart) }, chart.method),
    ]),
  );

export const formsOf = (library: FormLibrary, method: string): readonly FormDefinition[] => [
  ...(library.get(method)?.values() ?? []),
];

/** Each form as a named schema of OpenAPI: `cssp-peer-match.F4`. */
export const formComponents = (library: FormLibrary): Record<string, object> =>
  Object.fromEntries(
    [...library].flatMap(([method, book]) =>
      [...book.values()].map((definition) => [`${method}.${definition.form}`, answersJsonSchema(definition)]),
    ),
  );

type Named = EventEntry & { readonly type: string };
const entriesOf = ({ catalogue }: Chart): Named[] =>
  Object.entries<EventEntry>(catalogue).map(([type, entry]) => ({ ...entry, type }));

/** Every form that the method asks for, with the events that bring it. */
function wantedBy(chart: Chart): Map<string, string[]> {
  const wanted = new Map<string, string[]>();
  for (const { type, form } of entriesOf(chart))
    if (form !== undefined) wanted.set(form, [...(wanted.get(form) ?? []), type]);
  return wanted;
}

/** Where a form belongs in a match: read from the catalogue, so that nothing is said twice. */
export interface FormUse {
  /** Events that bring it. */
  readonly events: readonly Named[];
  readonly tasks: readonly string[];
  /** The chart of the parts that have one each: call, invitation. */
  readonly part: string | null;
  /** Events by which it is sent back with remarks (X15). */
  readonly returnedBy: readonly string[];
}

export function useOf(chart: Chart, form: string): FormUse {
  const entries = entriesOf(chart);
  const events = entries.filter((entry) => entry.form === form);
  const byTask = Object.values(chart.tasks).filter((task) => task.form === form);
  const tasks = [...new Set([...events.flatMap(({ task }) => task ?? []), ...byTask.map(({ id }) => id)])];
  const schemas = eventSchemas(chart.method);
  const returnedBy = entries.filter(
    ({ type, task }) => task !== undefined && tasks.includes(task) && 'remarks' in (schemas[type]?.texts?.shape ?? {}),
  );
  return {
    events,
    tasks,
    part: events.find(({ part }) => part !== undefined)?.part ?? null,
    returnedBy: returnedBy.map(({ type }) => type),
  };
}
