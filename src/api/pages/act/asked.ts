import { eventJsonSchema, eventSchemas } from '../../../contracts/events/index.ts';
import type { Questions } from '../../../words/index.ts';
import { ApiProblem } from '../../errors.ts';
import { leafSent } from '../../forms/sent-answers.ts';
import type { Body } from '../../forms/sent-answers.ts';
import type { BoxField } from '../fields/box.tsx';

/** One thing that a page asks for to report an event. */
export interface Asked extends BoxField {
  /** The field of the event's `data`. */
  readonly name: string;
  readonly required: boolean;
  /** It may be left empty, but nobody is let past it. */
  readonly asked?: true;
  /** What to do when the answer is none that fits; else it is said with the question's own words. */
  readonly wrong?: string;
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

/** What a page asks to report an event: its fields that have a question, in the order of its schema. Persons are chosen among `people`. */
export function askedFor(
  method: string,
  type: string,
  questions: Questions,
  people: readonly { readonly id: string; readonly name: string }[] = [],
): Asked[] {
  const { properties = {}, required = [] } = eventJsonSchema(method, type) as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  const persons = eventSchemas(method)[type]?.persons ?? [];
  return Object.entries(properties).flatMap(([name, property]): Asked[] => {
    const question = questions(type, name);
    if (question === undefined) return [];
    const { label, help, choices: words = {}, needed = false, asked = false, money = false, wrong } = question;
    const isPerson = persons.includes(name);
    const ids = property.enum ?? property.items?.enum ?? Object.keys(words);
    const choices = isPerson
      ? people.map(({ id, name: label }) => ({ id, label }))
      : ids.map((id) => ({ id, label: words[id] ?? id }));
    const kind = money ? 'money' : kindOf(property, isPerson || ids.length > 0);
    const isChosen = kind === 'choice' || kind === 'choices';
    const must = {
      required: needed || required.includes(name),
      ...(asked ? { asked } : {}),
      ...(wrong ? { wrong } : {}),
    };
    return [{ name, label, help, kind, ...must, ...(isChosen ? { choices } : {}) }];
  });
}

function kindOf({ type, format, pattern = '', maxLength = 0 }: Property, hasChoices: boolean): Asked['kind'] {
  if (type === 'array') return 'choices';
  if (type === 'boolean') return 'yesNo';
  if (type === 'integer' || type === 'number') return 'number';
  if (format === 'date') return 'day';
  if (pattern.startsWith('^([01]')) return 'time';
  if (hasChoices) return 'choice';
  return maxLength > SHORT ? 'prose' : 'text';
}

/** What was sent by a page, as the event's `data`, with an answer to all that the page cannot do without (422). */
export function answersOf(asked: readonly Asked[], sent: Body): Record<string, unknown> {
  const data = dataOf(asked, sent);
  const missing = asked.filter(({ name, required }) => required && data[name] === undefined);
  if (missing.length > 0)
    throw new ApiProblem(422, { errors: missing.map(({ name }) => ({ path: `data.${name}`, message: 'Required' })) });
  return data;
}

/** What was sent by a page, as the event's `data`; what was left empty is left out. */
export function dataOf(asked: readonly Asked[], sent: Body): Record<string, unknown> {
  const entries = asked.map(({ name, kind }) => [name, leafSent(kind, sent[name])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
