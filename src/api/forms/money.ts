/** With commas for thousands or without, and at most two places: whatever could be read in two ways is not read. */
const MONEY = /^\$? ?(?<whole>\d{1,3}(,\d{3})+|\d+)(\.(?<part>\d{1,2}))?$/;
/** Longer than any sum that is exact as a number. */
const MOST_DIGITS = 12;

/**
 * An amount as people write it, in hundredths: "250", "250.00" and "$250" are 25000, "$1,250" is 125000. Undefined for anything
 * else, like "1,25", "1.250,00" or "-5".
 */
export function hundredthsIn(text: string): number | undefined {
  const { whole, part = '' } = MONEY.exec(text.trim())?.groups ?? {};
  const digits = whole?.replaceAll(',', '');
  if (digits === undefined || digits.length > MOST_DIGITS) return undefined;
  return Number(digits) * 100 + Number(part.padEnd(2, '0'));
}
