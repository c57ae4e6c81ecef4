import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FormDefinition } from '../contracts/forms/definition.ts';
import { ENGLISH, loadNames } from '../letters/names.ts';
import type { Names } from '../letters/names.ts';
import type { LinkEntry } from '../machines/kernel/types.ts';
import { formInWords, loadFormWords } from './form-words.ts';
import { WordsError } from './problems.ts';
import type { WordsProblem } from './problems.ts';
import { readSections } from './sections.ts';
import { readTemplate } from './template.ts';
import type { Saying } from './template.ts';

/** A heading or the words of a button, and the paragraphs below it. */
export interface PageText {
  readonly title: Saying;
  readonly paragraphs: readonly Saying[];
}
export type PageTexts = ReadonlyMap<string, PageText>;

/** What pages behind links say. A language that is not there is said in English. */
export interface PageBook {
  /** What all of them share: who to call, why a link does not open, the code. */
  shared(language: string): PageTexts;
  /** What stands on paper besides letters and forms: the slip with a code, the pages of a packet. */
  paper(language: string): PageTexts;
  /** What is said about one purpose: `invitation`, `task`. */
  about(language: string, purpose: string): PageTexts;
  /** The language that is really spoken, for the page to say so. */
  languageOf(wished: string): string;
  /** The languages that there are, English among them. */
  readonly languages: readonly string[];
  /** The method's words for teams and tasks. */
  names(language: string): Names;
  /** A form as its reader is asked it, and the language that it is really asked in. */
  form(language: string, definition: FormDefinition): AskedForm;
}

export interface AskedForm {
  readonly definition: FormDefinition;
  readonly language: string;
}

const FALLBACK = 'en';
const FOLDER = 'participants';
/** What a sentence may name. `name` is the reader's own, `person` whom to call. */
const FACTS = [
  'match',
  'name',
  'person',
  'program',
  'dates',
  'on',
  'time',
  'place',
  'from',
  'until',
  'task',
  'due',
  'answered',
  'seeker',
];
const SHARED = [
  ...[
    'call',
    'noAnswerNeeded',
    'undo',
    'undone',
    'noted',
    'later',
    'refused',
    'missing',
    'wrong',
    'draft',
    'noDraft',
    'send',
  ],
  ...[
    'expired',
    'replaced',
    'revoked',
    'left',
    'erased',
    'handedOver',
    'cancelled',
    'closed',
    'unknown',
    'example',
    'tooMany',
    'away',
  ],
  ...[
    'language',
    'skip',
    'languages',
    'problems',
    'keep',
    'kept',
    'unsent',
    'autosaved',
    'notSaved',
    'newer',
    'theirs',
    'prefilled',
  ],
  ...[
    'paper',
    'range',
    'renew',
    'renewed',
    'late',
    'lateNoted',
    'code',
    'codeField',
    'codeUnknown',
    'yes',
    'no',
    'another',
    'openMatch',
  ],
];
/** Slip and packet. */
const PAPER = [
  ...['slip', 'open', 'type', 'until', 'packet', 'reader', 'days', 'noDays', 'agenda', 'noAgenda', 'when', 'minutes'],
  ...['what', 'who', 'participants', 'facilitator', 'name', 'title', 'organization', 'town', 'materials', 'shared'],
  ...['noMaterials', 'evaluation'],
];
const PAPER_FACTS = ['match', 'address', 'from', 'until', 'zone', 'minutes'];
const TASK_PAGE = [
  'page',
  'closed',
  'done',
  'noted-done',
  'notMine',
  'noted-notMine',
  'more-notMine',
  'field-reason',
  'elsewhere',
];

/**
 * Loads what the pages behind participants' links say: `shared/participants/<language>/pages.md`, `task.md` and `paper.md`, and a file for each
 * purpose and each form in `<method>/participants/<language>/`. A language that is begun must be whole. Throws a `WordsError`.
 */
export function loadPages(dir: string, method: string, links: Readonly<Record<string, LinkEntry>>): PageBook {
  const problems: WordsProblem[] = [];
  const languages = new Map(
    languagesIn(dir).map((language) => {
      const read = (file: string, ids: readonly string[], facts = FACTS): PageTexts =>
        readPage(dir, file, { ids, facts, problems });
      const shared = `shared/${FOLDER}/${language}`;
      const about = new Map([['task', read(`${shared}/task.md`, TASK_PAGE)]]);
      for (const [purpose, entry] of Object.entries(links))
        about.set(purpose, read(`${method}/${FOLDER}/${language}/${purpose}.md`, idsOf(entry)));
      const names = loadNames(dir, method, language, problems);
      const forms = loadFormWords(dir, `${method}/${FOLDER}/${language}`, problems);
      const paper = read(`${shared}/paper.md`, PAPER, PAPER_FACTS);
      return [language, { shared: read(`${shared}/pages.md`, SHARED), paper, about, names, forms }];
    }),
  );
  if (problems.length > 0) throw new WordsError(problems);
  const languageOf = (wished: string): string =>
    [wished, wished.split('-')[0] ?? ''].find((language) => languages.has(language)) ?? FALLBACK;
  const bookIn = (wished: string) => languages.get(languageOf(wished));
  return {
    languageOf,
    languages: [...languages.keys()],
    names: (language) => bookIn(language)?.names ?? ENGLISH,
    form: (wished, definition) => {
      const said = bookIn(wished)?.forms.get(definition.form);
      const told = said && formInWords(definition, said);
      return told === undefined
        ? { definition, language: FALLBACK }
        : { definition: told, language: languageOf(wished) };
    },
    shared: (language) => bookIn(language)?.shared ?? new Map(),
    paper: (language) => bookIn(language)?.paper ?? new Map(),
    about: (language, purpose) => bookIn(language)?.about.get(purpose) ?? new Map(),
  };
}

function languagesIn(dir: string): string[] {
  const folder = join(dir, 'shared', FOLDER);
  const found = existsSync(folder) ? readdirSync(folder).sort() : [];
  return found.includes(FALLBACK) ? found : [FALLBACK, ...found];
}

/** The sections that the page of a purpose is made of. */
function idsOf({ answers, part, shows }: LinkEntry): string[] {
  const fields = answers.flatMap(({ texts = {} }) => Object.keys(texts));
  return [
    'page',
    'closed',
    ...(part === undefined ? [] : ['notYet']),
    ...(shows === undefined ? [] : ['shows']),
    ...answers.flatMap(({ id, texts = {} }) => [
      id,
      `noted-${id}`,
      ...(Object.values(texts).includes('wished') ? [`more-${id}`] : []),
    ]),
    ...[...new Set(fields)].map((name) => `field-${name}`),
  ];
}

function readPage(
  dir: string,
  file: string,
  { ids, facts, problems }: { ids: readonly string[]; facts: readonly string[]; problems: WordsProblem[] },
): PageTexts {
  const texts = new Map<string, PageText>();
  for (const [id, { title, text, line, report }] of readSections(dir, file, ids, problems)) {
    if (title === '') report(line, id, 'has no title');
    const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
    const saying = (words: string): Saying => readTemplate(words, facts, line, report);
    texts.set(id, { title: saying(title), paragraphs: paragraphs.map(saying) });
  }
  return texts;
}
