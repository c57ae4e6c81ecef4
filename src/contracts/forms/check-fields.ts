import { CHOICES_OF_TERMS, isList, isTerm, LISTS, TERMS } from './terms.ts';

export interface Mistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
}
/** A field of a form, or of a group in it. */
interface Field {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly kind: string;
  readonly required: boolean;
  readonly mayNotApply: boolean;
  readonly repeat: boolean;
  readonly means?: string | undefined;
  readonly tells?: string | undefined;
  readonly unit?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly choices?: readonly { readonly id: string }[] | undefined;
  readonly fields?: readonly Field[] | undefined;
}
interface Sections {
  readonly sections: readonly { readonly fields: readonly Field[] }[];
}

/** The name under which answers hold what does not apply. */
export const NOT_APPLICABLE = 'notApplicable';

/** What is wrong with the fields of a form though each line is well-formed. */
export function checkFields({ sections }: Sections): Mistake[] {
  const known = new Set<string>([NOT_APPLICABLE]);
  return sections.flatMap(({ fields }, section) =>
    fields.flatMap((field, index) => {
      const path = ['sections', section, 'fields', index];
      return [...checkName(field, known, path), ...checkField(field, path), ...checkGroup(field, path)];
    }),
  );
}

function checkName({ id }: Field, known: Set<string>, path: Mistake['path']): Mistake[] {
  if (known.has(id)) return [{ path: [...path, 'id'], message: `${id} is used already, or kept for something else` }];
  known.add(id);
  return [];
}

function checkField(field: Field, path: Mistake['path']): Mistake[] {
  const wrong = (name: string, message: string): Mistake => ({ path: [...path, name], message });
  const choosing = field.kind === 'choice' || field.kind === 'choices';
  const offered = field.choices?.map(({ id }) => id) ?? [];
  const counting = field.kind === 'number';
  return [
    ...(choosing && field.choices === undefined ? [wrong('choices', `are needed for a ${field.kind}`)] : []),
    ...(!choosing && field.choices !== undefined ? [wrong('choices', `do not go with ${field.kind}`)] : []),
    ...(new Set(offered).size < offered.length ? [wrong('choices', 'name one choice twice')] : []),
    ...(field.kind === 'choices' && field.repeat ? [wrong('repeat', 'does not go with choices')] : []),
    ...(['unit', 'min', 'max'] as const).flatMap((name) =>
      !counting && field[name] !== undefined ? [wrong(name, `goes with a number only, not with ${field.kind}`)] : [],
    ),
    ...((field.min ?? 0) > (field.max ?? Infinity) ? [wrong('max', 'is smaller than min')] : []),
    ...(field.mayNotApply && !field.required ? [wrong('mayNotApply', 'goes with a required field only')] : []),
    ...(field.tells !== undefined && (field.kind === 'group' || field.repeat)
      ? [wrong('tells', 'goes with one answer, not with a group or a list')]
      : []),
    ...(asksForSecrets(field) ? [wrong('label', 'must not ask for tax or bank numbers: they are not kept here')] : []),
    ...(field.means === undefined ? [] : checkMeaning(field, offered, wrong)),
  ];
}

type Wrong = (name: string, message: string) => Mistake;

function checkMeaning({ means = '', kind, repeat }: Field, offered: readonly string[], wrong: Wrong): Mistake[] {
  if (isList(means)) {
    return kind === 'group' && repeat ? [] : [wrong('means', `${means} is a list: it goes with a repeated group`)];
  }
  if (!isTerm(means)) return [wrong('means', `${means} is not known; see terms.ts`)];
  const kinds: readonly string[] = TERMS[means];
  const missing = (CHOICES_OF_TERMS[means] ?? []).filter((id) => kind === 'choice' && !offered.includes(id));
  return [
    ...(kinds.includes(kind) ? [] : [wrong('means', `${means} is a ${kinds.join(' or ')}, not a ${kind}`)]),
    ...(repeat ? [wrong('means', `${means} is one answer, not several`)] : []),
    ...(missing.length > 0 ? [wrong('choices', `must offer ${missing.join(' and ')}, because a rule reads them`)] : []),
  ];
}

function checkGroup(group: Field, path: Mistake['path']): Mistake[] {
  if (group.kind !== 'group') {
    return group.fields === undefined ? [] : [{ path: [...path, 'fields'], message: 'go with a group only' }];
  }
  if (group.fields === undefined) return [{ path: [...path, 'fields'], message: 'are needed for a group' }];
  const known = new Set<string>();
  const family = group.means !== undefined && isList(group.means) ? LISTS[group.means] : undefined;
  return group.fields.flatMap((field, index) => {
    const at = [...path, 'fields', index];
    const wrong: Wrong = (name, message) => ({ path: [...at, name], message });
    const stranger = family !== undefined && field.means !== undefined && !field.means.startsWith(`${family}.`);
    return [
      ...checkName(field, known, at),
      ...checkField(field, at),
      ...(field.mayNotApply ? [wrong('mayNotApply', 'goes with the group, not with a field of it')] : []),
      ...(stranger ? [wrong('means', `must begin with ${family}. in a list of ${group.means}`)] : []),
    ];
  });
}

/** Honoraria are paid elsewhere: here stands only how far each is (requirements.md B2.27). */
const asksForSecrets = ({ id, label, help = '' }: Field): boolean =>
  [id.replace(/[A-Z]/g, ' $&'), label, help].some((text) => SECRETS.test(text));
const SECRETS =
  /\b(social security|ssn|iban|swift code|(tax(payer)?|routing|sort|account|card|bank( account)?) ?(id|identification|number|no\.|code|details))\b/i;
