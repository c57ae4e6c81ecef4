import { eventJsonSchema, eventSchemas } from '../../../contracts/events/index.ts';
import type { Questions } from '../../../words/index.ts';

/** One thing that a page asks for, before it is drawn. */
export interface Asked {
  /** The field of the event's `data`. */
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly kind: 'line' | 'prose' | 'day' | 'time' | 'number' | 'yesNo' | 'choice' | 'choices' | 'person' | 'persons';
  readonly required: boolean;
  /** For `choice` and `choices`. */
  readonly choices: readonly { readonly id: string; readonly label: string }[];
}

interface Property {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly items?: Property;
}
const SHORT = 300;

/** What a page asks to report an event: its fields that have a question, in the order of its schema. */
export function askedFor(method: string, type: string, questions: Questions): Asked[] {
  const { properties = {}, required = [] } = eventJsonSchema(method, type) as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  const persons = eventSchemas(method)[type]?.persons ?? [];
  return Object.entries(properties).flatMap(([name, property]): Asked[] => {
    const question = questions(type, name);
    if (question === undefined) return [];
    const { label, help, choices = {} } = question;
    const ids = property.enum ?? property.items?.enum ?? Object.keys(choices);
    return [
      {
        name,
        label,
        help,
        kind: kindOf(property, persons.includes(name), ids.length > 0),
        required: required.includes(name),
        choices: ids.map((id) => ({ id, label: choices[id] ?? id })),
      },
    ];
  });
}

function kindOf(property: Property, isPerson: boolean, hasChoices: boolean): Asked['kind'] {
  const { type, format, pattern = '', maxLength = 0 } = property;
  if (type === 'array') return isPerson ? 'persons' : 'choices';
  if (isPerson) return 'person';
  if (type === 'boolean') return 'yesNo';
  if (type === 'integer' || type === 'number') return 'number';
  if (format === 'date') return 'day';
  if (pattern.startsWith('^([01]')) return 'time';
  if (hasChoices) return 'choice';
  return maxLength > SHORT ? 'prose' : 'line';
}

/** What was sent by a page, as the event's `data`; what was left empty is left out. */
export function dataOf(asked: readonly Asked[], sent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = asked.map(({ name, kind }) => [name, valueOf(kind, sent[name])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function valueOf(kind: Asked['kind'], value: unknown): unknown {
  if (kind === 'choices' || kind === 'persons') {
    const all = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string' && one !== '');
    return all.length > 0 ? all : undefined;
  }
  const text = (Array.isArray(value) ? String(value.at(-1)) : typeof value === 'string' ? value : '').trim();
  if (text === '') return undefined;
  if (kind === 'yesNo') return text === 'yes';
  if (kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  return text;
}
