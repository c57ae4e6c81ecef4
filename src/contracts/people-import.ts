import { z } from 'zod';
import { line, team } from './people.ts';

/** What a column of a pasted table can hold. */
export const IMPORT_FIELDS = [
  'name',
  'firstName',
  'lastName',
  'title',
  'organization',
  'address',
  'telephone',
  'email',
  'town',
  'team',
  'roles',
  'roleKind',
  'resident',
  'channel',
  'language',
  'honorarium',
  'phoneCard',
  'hardCopies',
  'accessNeeds',
  'diet',
  'payment',
  'arrivesOn',
  'leavesOn',
  'listed',
  'ref',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Staff are named one by one: no table makes anybody a facilitator. */
export const IMPORT_ROLES = ['lead', 'participant', 'consultant', 'resident'] as const;
export const MOST_ROWS = 5_000;

export const importSchema = z.strictObject({
  /** CSV or TSV, as it is copied out of a spreadsheet; the first line holds headings. */
  text: z.string().min(1).max(6_000_000),
  /** The heading of a field's column, where it is not the one that was recognised; null: none. */
  mapping: z.partialRecord(z.enum(IMPORT_FIELDS), line(200).nullable()).default({}),
  /** For rows that do not say it themselves. */
  defaults: z.strictObject({ team: team.optional(), roles: z.array(z.enum(IMPORT_ROLES)).optional() }).default({}),
  /** True: only shows what would happen. */
  dryRun: z.boolean().default(true),
});
export type ImportWish = z.infer<typeof importSchema>;

export const ACTIONS = ['add', 'change', 'same', 'wrong'] as const;

const importedRow = z.strictObject({
  /** Where the row ends in the text. */
  line: z.int(),
  action: z.enum(ACTIONS),
  name: z.string().nullable(),
  person: z.string().nullable(),
  /** By what somebody known was recognised. */
  by: z.enum(['email', 'nameAndTelephone']).nullable(),
  /** Fields that are another's now. */
  changes: z.array(z.string()),
  errors: z.array(z.strictObject({ field: z.string().nullable(), message: z.string() })),
});
export type ImportedRow = z.infer<typeof importedRow>;

export const importedSchema = z.strictObject({
  dryRun: z.boolean(),
  /** False: it is taken, and will be in the record as soon as the database is back. */
  recorded: z.boolean(),
  columns: z.array(z.strictObject({ column: z.int(), heading: z.string(), field: z.enum(IMPORT_FIELDS).nullable() })),
  counts: z.strictObject({ rows: z.int(), add: z.int(), change: z.int(), same: z.int(), wrong: z.int() }),
  rows: z.array(importedRow),
  /** Rows that were not taken, as they came, each with its reason: to be mended and sent again. */
  errorsCsv: z.string().nullable(),
});
export type Imported = z.infer<typeof importedSchema>;
