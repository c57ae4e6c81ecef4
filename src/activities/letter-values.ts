import { formatDay, isDay } from '../letters/index.ts';

/** What stands under a name in whatever a form holds. */
export const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** A text as the API stores it: a JSON string, or a form with one field `text`. */
export function asText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : field(value, 'text');
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** A field that is there only when it says something. */
export function given<K extends string>(name: K, value: string | null | undefined): { [P in K]?: string } {
  return (value === null || value === undefined ? {} : { [name]: value }) as { [P in K]?: string };
}
/** A day in words. */
export const dayIn =
  (locale: string) =>
  <K extends string>(name: K, value: unknown): { [P in K]?: string } =>
    given(name, isDay(value) ? formatDay(value, locale) : undefined);
