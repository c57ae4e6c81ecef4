import { z } from 'zod';
import { NOT_APPLICABLE } from './check-fields.ts';
import { fieldsOf } from './definition.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from './definition.ts';

/** What somebody has answered: field id to value; groups hold objects, repeated fields arrays. */
export type Answers = Readonly<Record<string, unknown>>;
export type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'> & { readonly keys?: readonly string[] };
export type ReadAnswers =
  { readonly ok: true; readonly answers: Answers } | { readonly ok: false; readonly issues: Issue[] };

const MOST_ROWS = 200;
const needed = 'is needed';
const must =
  (what: string) =>
  ({ input }: { input?: unknown }) =>
    input === undefined ? needed : `must be ${what}`;

/** Everything that a form must be before it is sent: types are right and nothing that is required is missing. */
export function readWhole(definition: FormDefinition, given: Answers): ReadAnswers {
  const answers = (withoutEmpty(given) ?? {}) as Answers;
  const parsed = schemaOf(definition, 'whole').safeParse(answers);
  const issues = [...(parsed.error?.issues ?? []), ...applicability(definition, answers)];
  return issues.length > 0 || !parsed.success ? { ok: false, issues } : { ok: true, answers: parsed.data };
}

/**
 * A form that is still being filled in: nothing is required, but what is there must be of its kind. `null` stays: somebody emptied
 * the field, so that it is not filled in for her again.
 */
export function readHalf(definition: FormDefinition, given: Answers): ReadAnswers {
  const parsed = schemaOf(definition, 'half').safeParse(blanksAsNull(given));
  return parsed.success ? { ok: true, answers: parsed.data } : { ok: false, issues: parsed.error.issues };
}

/** The JSON Schema of a whole form, for the catalogue and OpenAPI. */
export const answersJsonSchema = (definition: FormDefinition): Record<string, unknown> =>
  z.toJSONSchema(schemaOf(definition, 'whole'), { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;

/** Is this a value that the field could hold? */
export const fits = (field: FieldDefinition, value: unknown): boolean =>
  fieldSchema(field, 'half').safeParse(value).success;

type How = 'whole' | 'half';

/** Made once for a form: to make one takes longer than to read answers with it. */
const schemas = {
  whole: new WeakMap<FormDefinition, z.ZodType<Answers>>(),
  half: new WeakMap<FormDefinition, z.ZodType<Answers>>(),
};
function schemaOf(definition: FormDefinition, how: How): z.ZodType<Answers> {
  const schema = schemas[how].get(definition) ?? makeSchema(definition, how);
  schemas[how].set(definition, schema);
  return schema;
}

function makeSchema(definition: FormDefinition, how: How): z.ZodType<Answers> {
  const fields = fieldsOf(definition);
  const notApplying = fields.filter(({ mayNotApply }) => mayNotApply).map(({ id }) => id);
  return z
    .strictObject({
      ...Object.fromEntries(fields.map((field) => [field.id, fieldSchema(field, how)])),
      ...(notApplying.length > 0
        ? {
            [NOT_APPLICABLE]: z
              .array(z.enum(notApplying, { error: 'must be a question that may not apply' }))
              .optional(),
          }
        : {}),
    })
    .meta({ title: definition.title });
}

function fieldSchema(field: FieldDefinition | LeafDefinition, how: How): z.ZodType {
  const { label, help, unit, required, mayNotApply, repeat } = field;
  const one = 'fields' in field && field.fields ? groupSchema(field.fields, how) : leafSchema(field);
  const few = z.array(how === 'half' ? one.nullable() : one, { error: must('a list') }).max(MOST_ROWS);
  const value = repeat ? (how === 'whole' && required ? few.min(1, needed) : few) : one;
  const described = value.meta({
    title: label,
    ...(help || unit ? { description: [help, unit && `Unit: ${unit}`].filter(Boolean).join(' ') } : {}),
  });
  if (how === 'half') return described.nullish();
  return required && !mayNotApply ? described : described.optional();
}

const groupSchema = (fields: readonly LeafDefinition[], how: How): z.ZodType =>
  z.strictObject(Object.fromEntries(fields.map((field) => [field.id, fieldSchema(field, how)])), {
    error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : must('an object with its fields')(issue)),
  });

const line = (what: string, longest: number) =>
  z
    .string({ error: must(what) })
    .trim()
    .max(longest)
    .regex(/^[^\r\n]*$/, 'must be one line');

function leafSchema({ kind, min = 0, max = 100_000, choices = [] }: FieldDefinition | LeafDefinition): z.ZodType {
  const ids = choices.map(({ id }) => id);
  const one = z.enum(ids, { error: must(`one of ${ids.join(', ')}`) });
  switch (kind) {
    case 'text':
      return line('a text', 500);
    case 'telephone':
      return line('a telephone number', 50);
    case 'prose':
      return z
        .string({ error: must('a text') })
        .trim()
        .max(20_000);
    case 'number':
      return z
        .int({ error: must('a whole number') })
        .min(min, `must be ${min} at least`)
        .max(max, `must be ${max} at most`);
    case 'yesNo':
      return z.boolean({ error: must('true or false') });
    case 'day':
      return z.iso.date({ error: must('a day like 2027-03-15') });
    case 'time':
      return z
        .string({ error: must('a time like 09:30') })
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:30');
    case 'email':
      return z.email({ error: must('an e-mail address') }).max(254);
    case 'choice':
      return one;
    case 'choices':
      return z.array(one, { error: must('a list of choices') }).max(ids.length);
    case 'group':
      throw new Error('a group without fields: the form was not checked');
  }
}

/** Questions that may not apply are answered or marked, not both and not neither. */
function applicability(definition: FormDefinition, answers: Answers): Issue[] {
  const marked = answers[NOT_APPLICABLE];
  return fieldsOf(definition).flatMap(({ id, mayNotApply }) => {
    if (!mayNotApply) return [];
    const answered = answers[id] !== undefined;
    const skipped = Array.isArray(marked) && marked.includes(id);
    if (answered && skipped)
      return [{ path: [id], message: 'is answered and marked as not applicable: take one back' }];
    return answered || skipped ? [] : [{ path: [id], message: 'is needed, or must be marked as not applicable' }];
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** A form that was sent has no empty boxes: blanks, empty groups and empty last rows are left out. Other rows keep their place. */
export function withoutEmpty(value: unknown): unknown {
  if (value === null || isBlank(value)) return undefined;
  if (Array.isArray(value)) {
    const rows = value.map(withoutEmpty);
    const filled = rows.slice(0, 1 + rows.findLastIndex((row) => row !== undefined));
    return filled.length > 0 ? filled : undefined;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .map(([name, inner]) => [name, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function blanksAsNull(value: unknown): unknown {
  if (isBlank(value)) return null;
  if (Array.isArray(value)) return value.map(blanksAsNull);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, blanksAsNull(inner)]));
}
