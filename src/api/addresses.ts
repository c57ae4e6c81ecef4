import type { PersonRow } from '../db/api-queries.ts';

const linesOf = (address: string): string[] =>
  address
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Name and address as they stand on an envelope; undefined without an address. */
export function envelopeOf({ name, organization, address }: PersonRow): string[] | undefined {
  if (address === null || linesOf(address).length === 0) return undefined;
  return [name, ...(organization === null ? [] : [organization]), ...linesOf(address)];
}

/** `Sampletown, NY 10001`, wherever it stands in an address. */
const US_TOWN = /(?:^|[,\n])\s*([^,\n\d]+?),?\s+([A-Z]{2})\s+\d{5}(?:-\d{4})?\s*(?:$|[,\n])/;

/**
 * Only the town, which is all that other participants may read of an address (requirements.md A10). Where it cannot be told from
 * the street, nothing.
 */
export function townOf(address: string | null): string {
  if (address === null) return '';
  const [, town, state] = US_TOWN.exec(linesOf(address).join('\n')) ?? [];
  if (town !== undefined && state !== undefined) return `${town.trim()}, ${state}`;
  const pieces = linesOf(address).flatMap((line) => line.split(','));
  // A street alone is no town; a postal code may stand before one, or behind it, but the number of a house or a door is a street's.
  const last = (pieces.at(-1) ?? '').replace(/\b\d[\d-]{3,}\b/g, '').trim();
  return pieces.length > 1 && !/\d/.test(last) ? last : '';
}
