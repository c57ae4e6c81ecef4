import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import type { Person } from '../contracts/people.ts';

/** CSV for a spreadsheet: a cell that would be taken for a formula is marked as text, so that opening the file does nothing. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], { escape_formulas: true, record_delimiter: 'windows', bom: true });

/** Answers with a file, whatever the call's JSON would have been. */
export const sendCsv = (reply: FastifyReply, name: string, csv: string): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .serializer((text: unknown) => String(text))
    .send(csv);

const LISTED = ['name', 'title', 'organization', 'town', 'team'] as const;
const WHOLE = [...LISTED, 'address', 'telephone', 'email', 'roleKind', 'arrivesOn', 'leavesOn'] as const;

/** People as a table, with headings that the import knows. */
export function peopleTable(people: readonly Person[], which: 'all' | 'list'): string[][] {
  const columns = which === 'list' ? LISTED : WHOLE;
  return [[...columns], ...people.map((person) => columns.map((column) => person[column] ?? ''))];
}
