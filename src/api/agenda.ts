import { formatClock, formatDay, isDay } from '../letters/index.ts';
import type { AgendaItem } from '../print/index.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How days and times are said. */
export interface AgendaWords {
  readonly locale: string;
  readonly minutes: (minutes: number) => string;
}
export const IN_ENGLISH: AgendaWords = { locale: 'en-US', minutes: (minutes) => `${minutes} minutes` };

/** The items of an agenda, as form F6 asks for them; a body that is only a text is one item. */
export function agendaOf(body: unknown, said: AgendaWords): AgendaItem[] {
  const items = asFields(body)?.['items'];
  if (!Array.isArray(items)) {
    const text = words(asFields(body), 'text');
    return text === '' ? [] : [{ when: '', what: text, who: '' }];
  }
  return items.flatMap((item: unknown) => {
    const fields = asFields(item);
    return fields === undefined ? [] : [toItem(fields, said)];
  });
}

function toItem(fields: Fields, { locale, minutes }: AgendaWords): AgendaItem {
  const day = words(fields, 'day');
  const long = fields['minutes'];
  const when = [
    isDay(day) ? formatDay(day, locale) : day,
    formatClock(words(fields, 'begins'), locale),
    typeof long === 'number' ? minutes(long) : '',
  ];
  return {
    when: when.filter((text) => text !== '').join(', '),
    what: words(fields, 'title'),
    who: words(fields, 'leads'),
  };
}

const asFields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

function words(fields: Fields | undefined, name: string): string {
  const value = fields?.[name];
  return typeof value === 'string' ? value.trim() : '';
}
