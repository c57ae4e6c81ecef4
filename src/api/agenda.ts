import type { AgendaItem } from '../print/index.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The items of an agenda, as form F6 asks for them; a body that is only a text is one item. */
export function agendaOf(body: unknown): AgendaItem[] {
  const items = asFields(body)?.['items'];
  if (!Array.isArray(items)) {
    const text = words(asFields(body), 'text');
    return text === '' ? [] : [{ when: '', what: text, who: '' }];
  }
  return items.flatMap((item: unknown) => {
    const fields = asFields(item);
    return fields === undefined ? [] : [toItem(fields)];
  });
}

function toItem(fields: Fields): AgendaItem {
  const { minutes } = fields;
  const begins = [words(fields, 'day'), words(fields, 'begins')].filter((text) => text !== '').join(' ');
  const long = typeof minutes === 'number' ? `${minutes} minutes` : '';
  return {
    when: [begins, long].filter((text) => text !== '').join(', '),
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
