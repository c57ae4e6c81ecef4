import type { z } from 'zod';
import type { methodSchema } from '../contracts/api-methods.ts';
import { answersJsonSchema } from '../contracts/forms/answers.ts';
import type { FormDefinition } from '../contracts/forms/definition.ts';
import { eventJsonSchema, eventSchemas } from '../contracts/events/index.ts';
import { mayReport } from '../machines/kernel/index.ts';
import type { Chart, StateMeta } from '../machines/kernel/types.ts';

type Method = z.infer<typeof methodSchema>;

/** Everything that a caller can know of a method beforehand: all of it is read from its chart and its schemas. */
export const toMethod = (chart: Chart, forms: readonly FormDefinition[]): Method => ({
  method: chart.method,
  version: chart.version,
  title: chart.title,
  words: { ...chart.words },
  steps: chart.steps.map(({ id, title, tasks }) => ({ id, title, tasks: [...tasks] })),
  tasks: Object.values(chart.tasks).map(({ id, step, title, owner, event, form }) => ({
    id,
    step,
    title,
    owner,
    event: event ?? null,
    form: form ?? null,
  })),
  windows: [
    ...windowsOf(chart, chart.match, null),
    ...Object.entries(chart.parts).flatMap(([part, machine]) => windowsOf(chart, machine, part)),
  ],
  events: eventsOf(chart, forms),
});

/** The events that people may report, in the order of the catalogue. */
const eventsOf = (chart: Chart, forms: readonly FormDefinition[]): Method['events'] =>
  Object.entries(chart.catalogue)
    .filter(([type, entry]) => mayReport(entry, 'administrator') && type in eventSchemas(chart.method))
    .map(([type, entry]) => ({
      type,
      title: entry.title,
      roles: entry.roles.filter((role) => role !== 'engine'),
      part: entry.part ?? null,
      task: entry.task ?? null,
      needsTask: entry.needsTask ?? false,
      form: entry.form ?? null,
      schema: withFormSchema(
        eventJsonSchema(chart.method, type),
        forms.find(({ form }) => form === entry.form),
      ),
    }));

/** The schema of an event that brings a form says what the form must be; half-done forms may miss what is required. */
function withFormSchema(schema: Record<string, unknown>, form: FormDefinition | undefined): Record<string, unknown> {
  if (form === undefined) return schema;
  return { ...schema, properties: { ...(schema['properties'] as object), form: answersJsonSchema(form) } };
}

interface Node {
  readonly meta?: unknown;
  readonly states: Readonly<Record<string, Node>>;
}

function windowsOf(chart: Chart, machine: Chart['match'], part: string | null): Method['windows'] {
  const metas = (node: Node): StateMeta[] => [
    ...(node.meta ? [node.meta as StateMeta] : []),
    ...Object.values(node.states).flatMap(metas),
  ];
  return metas(machine.root as unknown as Node).flatMap(({ id, task, owner, policy, window }) => {
    if (id === undefined || window === undefined) return [];
    const about = task ?? id;
    return [
      {
        id,
        task: about,
        part,
        owner: owner ?? chart.tasks[about]?.owner ?? null,
        policy: policy ?? 'standard',
        window,
      },
    ];
  });
}
