import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { fieldsOf } from '../contracts/forms/definition.ts';
import type { FieldDefinition, FormDefinition, LeafDefinition } from '../contracts/forms/definition.ts';
import { textOf } from './content-files.ts';
import type { WordsProblem } from './problems.ts';

const words = z.string().trim().min(1);
const leaf = z.strictObject({
  label: words,
  help: words.optional(),
  unit: words.optional(),
  choices: z.record(z.string(), words).optional(),
});
const schema = z.strictObject({
  title: words,
  help: words.optional(),
  sections: z.record(z.string(), z.strictObject({ title: words, help: words.optional() })),
  fields: z.record(z.string(), leaf.extend({ fields: z.record(z.string(), leaf).optional() })),
});

/** What people read of a form in another language, by the ids of the form: `<method>/participants/es/F7.yaml`. */
export type FormWords = z.infer<typeof schema>;
type Said = FormWords['fields'][string];

/** The forms that are told in a language, by their names. A file that cannot be read is reported. */
export function loadFormWords(dir: string, folder: string, problems: WordsProblem[]): Map<string, FormWords> {
  const found = new Map<string, FormWords>();
  for (const name of namesIn(join(dir, folder))) {
    const file = `${folder}/${name}.yaml`;
    const wrong = (name: string, problem: string): void => void problems.push({ file, line: 1, name, problem });
    try {
      const read = schema.safeParse(parse(textOf(dir, file)));
      if (read.success) found.set(name, read.data);
      else for (const { path, message } of read.error.issues) wrong(path.join('.'), message);
    } catch (error) {
      if (!(error instanceof YAMLParseError)) throw error;
      wrong('YAML', error.message);
    }
  }
  return found;
}

/** `names.yaml` holds the method's own words, and is no form. */
const namesIn = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.yaml') && name !== 'names.yaml')
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();

/** The form in those words; undefined when some are missing, because a form is asked in one language or in the other. */
export function formInWords(definition: FormDefinition, said: FormWords): FormDefinition | undefined {
  if (missingWords(definition, said).length > 0) return undefined;
  return {
    ...definition,
    title: said.title,
    ...given('help', said.help),
    sections: definition.sections.map((section) => ({
      ...section,
      title: said.sections[section.id]?.title ?? section.title,
      ...given('help', said.sections[section.id]?.help),
      fields: section.fields.map((field) => fieldInWords(field, said.fields[field.id])),
    })),
  };
}

/** Everything that the form says and its words do not, by its place; and what they say of which the form knows nothing. */
export function missingWords(definition: FormDefinition, said: FormWords): string[] {
  const fields = fieldsOf(definition);
  return [
    ...lacking('help', definition.help, said.help),
    ...definition.sections.flatMap(({ id, help }) => [
      ...lacking(`sections.${id}`, id, said.sections[id]?.title),
      ...lacking(`sections.${id}.help`, help, said.sections[id]?.help),
    ]),
    ...Object.keys(said.fields).flatMap((id) => (fields.some((field) => field.id === id) ? [] : [`fields.${id}`])),
    ...fields.flatMap((field) => [
      ...ofField(field, said.fields[field.id], `fields.${field.id}`),
      ...(field.fields ?? []).flatMap((one) =>
        ofField(one, said.fields[field.id]?.fields?.[one.id], `fields.${field.id}.fields.${one.id}`),
      ),
    ]),
  ];
}

const ofField = (field: LeafDefinition | FieldDefinition, said: Said | undefined, path: string): string[] => [
  ...lacking(path, field.label, said?.label),
  ...lacking(`${path}.help`, field.help, said?.help),
  ...lacking(`${path}.unit`, field.unit, said?.unit),
  ...(field.choices ?? []).flatMap(({ id, label }) => lacking(`${path}.choices.${id}`, label, said?.choices?.[id])),
];

const lacking = (path: string, first: string | undefined, other: string | undefined): string[] =>
  (first === undefined) === (other === undefined) ? [] : [path];

function fieldInWords<T extends LeafDefinition | FieldDefinition>(field: T, said: Said | undefined): T {
  if (said === undefined) return field;
  const inner = 'fields' in field ? field.fields : undefined;
  return {
    ...field,
    label: said.label,
    ...given('help', said.help),
    ...given('unit', said.unit),
    ...given(
      'choices',
      field.choices?.map(({ id, label }) => ({ id, label: said.choices?.[id] ?? label })),
    ),
    ...given(
      'fields',
      inner?.map((one) => fieldInWords(one, said.fields?.[one.id])),
    ),
  };
}

const given = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };
