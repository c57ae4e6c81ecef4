import type { AgendaItem } from '../print/index.ts';

type Fields = Readonly<Record<string, unknown>>;

const LISTS = ['items', 'agenda', 'sessions'];
const WHEN = ['day', 'date', 'time', 'from', 'start', 'startsAt'];
const UNTIL = ['to', 'until', 'end', 'endsAt'];
const WHAT = ['title', 'what', 'item', 'name', 'topic', 'text', 'description'];
const WHO = ['who', 'lead', 'by', 'person', 'speaker'];

/** The items of an agenda (form F6), whatever its fields are called; a form that is only a text is one item. */
export function agendaOf(body: unknown): AgendaItem[] {
  const form = asFields(body);
  const listed = form && LISTS.map((name) => form[name]).find(Array.isArray);
  if (listed === undefined) {
    const text = words(form, ['text', 'agenda', 'notes']);
    return text === '' ? [] : [{ when: '', what: text, who: '' }];
  }
  return listed.flatMap((item: unknown) => {
    if (typeof item === 'string') return item.trim() === '' ? [] : [{ when: '', what: item, who: '' }];
    const fields = asFields(item);
    return fields === undefined ? [] : [toItem(fields)];
  });
}

function toItem(fields: Fields): AgendaItem {
  const from = WHEN.map((name) => words(fields, [name])).filter((text) => text !== '');
  const until = words(fields, UNTIL);
  const minutes = fields['minutes'];
  const when = [from.join(' '), ...(until === '' ? [] : [`to ${until}`])].join(' ').trim();
  const long = typeof minutes === 'number' ? [`${minutes} minutes`] : [];
  return {
    when: [when, ...long].filter((text) => text !== '').join(', '),
    what: words(fields, WHAT),
    who: words(fields, WHO),
  };
}

const asFields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

/** The first of these fields that holds a text. */
function words(fields: Fields | undefined, names: readonly string[]): string {
  const found = names.map((name) => fields?.[name]).find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof found === 'string' ? found.trim() : '';
}
