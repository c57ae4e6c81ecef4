import type { FieldDefinition, FormDefinition, LeafDefinition } from '../../contracts/forms/definition.ts';
import { localeOf } from '../../letters/index.ts';
import { blankFormPdf } from '../../print/index.ts';
import type { BlankQuestion } from '../../print/index.ts';

export interface Blank {
  readonly definition: FormDefinition;
  readonly language: string;
  readonly yesNo: readonly [string, string];
  readonly about: readonly string[];
  readonly end: readonly string[];
  readonly at: number;
}

/** Rows that a list has on paper. */
const ROWS = 3;

/** A form to print and fill in by hand, in the language that it is asked in. */
export function blankForm({ definition, language, yesNo, about, end, at }: Blank): Promise<Buffer> {
  const sections = definition.sections.map(({ title, fields }) => ({
    title,
    questions: fields.flatMap((field) => questionsOf(field, yesNo)),
  }));
  return blankFormPdf({ title: definition.title, about, sections, end }, { at, lang: localeOf(language) });
}

function questionsOf(field: FieldDefinition, yesNo: Blank['yesNo']): BlankQuestion[] {
  const { fields, repeat } = field;
  if (fields === undefined) return [asked(field, yesNo, { lines: repeat ? ROWS : undefined, depth: 0 })];
  const rows = Array.from({ length: repeat ? ROWS : 1 }, (_, n) => n + 1);
  return [
    { label: field.label, help: field.help, choices: [], lines: 0, depth: 0 },
    ...rows.flatMap((row) =>
      fields.map((leaf) => {
        const question = asked(leaf, yesNo, { depth: 1 });
        return repeat ? { ...question, label: `${row}. ${question.label}` } : question;
      }),
    ),
  ];
}

function asked(
  { label, help, unit, kind, choices }: FieldDefinition | LeafDefinition,
  yesNo: Blank['yesNo'],
  { lines, depth }: { readonly lines?: number | undefined; readonly depth: number },
): BlankQuestion {
  const offered = kind === 'yesNo' ? [...yesNo] : (choices ?? []).map((one) => one.label);
  const written = lines ?? (kind === 'prose' ? 4 : 1);
  return {
    label: unit === undefined ? label : `${label} (${unit})`,
    help,
    choices: offered,
    lines: offered.length > 0 ? 0 : written,
    depth,
  };
}
