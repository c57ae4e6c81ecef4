import { z } from 'zod';
import { checkFields } from './check-fields.ts';

const LEAF_KINDS = [
  'text',
  'prose',
  'number',
  'yesNo',
  'day',
  'time',
  'email',
  'telephone',
  'choice',
  'choices',
] as const;

const a =
  (what: string) =>
  ({ input }: { input?: unknown }) =>
    input === undefined ? 'is needed' : `must be ${what}`;
const words = (longest: number) =>
  z
    .string({ error: a('a text') })
    .trim()
    .min(1, 'must not be empty')
    .max(longest);
const yes = z.boolean({ error: 'must be true or false' }).default(false);
const name = z
  .string({ error: 'is needed: a short name like startDay' })
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a short name: a small letter, then letters and digits');
/** `helper/2` is a second team of helpers, so a slash may stand in a choice. */
const choiceId = z
  .string({ error: 'must be a short name' })
  .regex(/^[a-zA-Z][A-Za-z0-9/]{0,39}$/, 'must be a short name: letters and digits');
const bound = z.int({ error: 'must be a whole number' }).min(0).max(1_000_000);

const common = {
  id: name,
  /** The question, as people read it. */
  label: words(300),
  help: words(1000).optional(),
  /** Must be answered before the form is sent. */
  required: yes,
  /** Can be answered with "not applicable". Only for fields of the form itself, not of a group. */
  mayNotApply: yes,
  /** Several answers of this kind; a repeated group is a table. */
  repeat: yes,
  /** What the field means, for prefilling and comparing: see terms.ts. */
  means: words(40).optional(),
  /** The words it is filled in with while nobody has written any: what is known, put together (src/forms/drafting.ts). */
  draft: words(4000).optional(),
  /** A fact that the form's event gets, yes or no, on which a chart acts: what a yesNo says; of anything else, that it was answered. */
  tells: name.optional(),
};
const leaf = {
  ...common,
  kind: z.enum(LEAF_KINDS, { error: `must be one of ${LEAF_KINDS.join(', ')}` }),
  /** What a number counts: people, rooms. */
  unit: words(40).optional(),
  min: bound.optional(),
  max: bound.optional(),
  choices: z
    .array(z.strictObject({ id: choiceId, label: words(200) }), { error: 'must be a list of choices' })
    .min(2, 'must be two at least')
    .optional(),
};
const leafSchema = z.strictObject(leaf);
const fieldSchema = z.strictObject({
  ...leaf,
  kind: z.enum([...LEAF_KINDS, 'group'], { error: `must be one of ${[...LEAF_KINDS, 'group'].join(', ')}` }),
  /** The fields of a group. Groups do not nest. */
  fields: z.array(leafSchema, { error: 'must be a list of fields' }).min(1, 'must be one at least').optional(),
});

const sectionSchema = z.strictObject({
  id: name,
  title: words(200),
  help: words(1000).optional(),
  fields: z.array(fieldSchema, { error: 'must be a list of fields' }).min(1, 'must be one at least'),
});

/** A form as its file says it (requirements.md A2.2). API, OpenAPI and pages are all made from it. */
export const formDefinitionSchema = z
  .strictObject({
    form: z
      .string({ error: 'is needed: the name of the form, like F4' })
      .regex(/^[A-Za-z][A-Za-z0-9]{0,19}$/, 'must be a short name like F4'),
    title: words(200),
    help: words(2000).optional(),
    /** True for what stands in for the program's own form. */
    sample: yes,
    /** True when its event is not taken without it. */
    needed: yes,
    /** Events that take the form half-done, because it is finished later. */
    halfDoneFor: z.array(z.string().regex(/^[A-Z][A-Z_]+$/, 'must be an event like CALL_HELD')).default([]),
    sections: z.array(sectionSchema, { error: 'must be a list of sections' }).min(1, 'must be one at least'),
  })
  .check((context) => {
    for (const { path, message } of checkFields(context.value))
      context.issues.push({ code: 'custom', path: [...path], message, input: context.value });
  });

export type FormDefinition = z.infer<typeof formDefinitionSchema>;
export type LeafDefinition = z.infer<typeof leafSchema>;
export type FieldDefinition = z.infer<typeof fieldSchema>;

/** The fields of a form in their order, whatever section they stand in. */
export const fieldsOf = ({ sections }: Pick<FormDefinition, 'sections'>): FieldDefinition[] =>
  sections.flatMap(({ fields }) => fields);
