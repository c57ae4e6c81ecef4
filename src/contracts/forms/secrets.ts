/** Honoraria are paid elsewhere: here stands only how far each is (requirements.md B2.27). A number of a tax office or a bank is not kept. */
const TAX = /(?<![\d-])(?:\d{3}-\d{2}-\d{4}|9\d{2}-[5-9]\d-\d{4}|\d{2}-\d{7})(?![\d-])/;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/;
const NAMED = /\b(?:ssn|itin|ein|tax(?:payer)?(?: id)?|social security|account|routing)\b[^\d\n]{0,20}\d[\d -]{5,}/i;

/** The paths of texts that hold what looks like such a number. */
export function secretsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value === 'string') return [TAX, IBAN, NAMED].some((pattern) => pattern.test(value)) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((one, index) => secretsIn(one, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => secretsIn(one, [...path, name]));
}
