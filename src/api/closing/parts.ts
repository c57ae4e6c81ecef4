import type { MatchRows } from '../../db/api-queries.ts';
import { notFound } from '../errors.ts';
import { chartOfMatch, storedOf } from '../match-view.ts';

/** The parts of one kind; 404 for a method that has none such. */
export function partsOf(rows: MatchRows, chart: string): MatchRows['parts'] {
  if (chartOfMatch(rows).parts[chart] === undefined)
    throw notFound(`${rows.match.method} has no part of the kind ${chart}`);
  return rows.parts.filter((part) => part.chart === chart);
}

/** What the chart knows, as far as it says so. */
export const contextOf = (rows: MatchRows): Readonly<Record<string, unknown>> =>
  ((storedOf(rows)?.snapshot as { context?: Record<string, unknown> } | undefined)?.context ?? {}) as Record<
    string,
    unknown
  >;

export const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
export const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
export const idOfPart = (part: string): string => part.slice(part.indexOf('/') + 1);

/** The name of somebody who is in the match. */
export const nameIn = ({ people }: MatchRows, id: string | null): string | null =>
  people.find((person) => person.id === id)?.name ?? null;
