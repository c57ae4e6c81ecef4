import type { House } from '../api/house.ts';
import { signedIn } from './browsing.ts';
import type { Browsing } from './browsing.ts';
export { wordsOf } from './browsing.ts';
import type { signIn } from './sign-in.ts';

export interface Shown {
  readonly status: number;
  readonly body: string;
  /** Where a browser goes then; empty when it stays. */
  readonly location: string;
  /** What every form of the page sends when nobody types, by the words of its buttons. */
  readonly forms: readonly ShownForm[];
}
interface ShownForm {
  readonly action: string;
  readonly method: string;
  readonly enctype: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly buttons: readonly {
    readonly words: string;
    readonly name: string;
    readonly value: string;
    /** Where this button sends the form; empty: where the form goes. */
    readonly action: string;
  }[];
}
type Fields = Readonly<Record<string, string | File | readonly string[]>>;

/** Somebody who is signed in, keeps the cookies that pages set, and has no script. */
export interface Reader {
  open(url: string): Promise<Shown>;
  /** Presses the button with these words on a page; what is typed takes the place of what stood there. */
  press(from: Shown, button: string | RegExp, typed?: Fields): Promise<Shown>;
}

/** A browser in a few lines: what matters here is what the server makes of a press. */
export async function browse(house: House, account: Parameters<typeof signIn>[1]): Promise<Reader> {
  const browsing = await signedIn(house, account);
  const shown = (answer: Awaited<ReturnType<Browsing['send']>>): Shown => ({
    status: answer.statusCode,
    body: answer.body,
    location: String(answer.headers.location ?? ''),
    forms: answer.body.split('<form ').slice(1).map(formIn),
  });
  return {
    open: async (url) => shown(await browsing.send({ url })),
    press: async (from, button, typed = {}) => {
      const { form, by } = formWith(from, button);
      const kept = form.fields.filter(([name]) => !(name in typed));
      const said = Object.entries(typed).flatMap(([name, all]) => [all].flat().map((one) => [name, one] as const));
      const named = by.name === '' ? [] : [[by.name, by.value] as const];
      const to = by.action === '' ? form : { ...form, action: by.action };
      return shown(await browsing.send(await sentBy(to, [...kept, ...said, ...named])));
    },
  };
}

type Sent = readonly (readonly [string, string | File])[];

/** What a browser sends for a form: in the address, in lines, or in parts when it brings a file. */
async function sentBy({ action, method, enctype }: ShownForm, fields: Sent) {
  const texts = fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const words = new URLSearchParams(texts).toString();
  if (method === 'get') return { method: 'GET', url: `${action}?${words}`, headers: {} } as const;
  const post = { method: 'POST', url: action } as const;
  if (enctype === '')
    return { ...post, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: words };
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const type = request.headers.get('content-type') ?? '';
  return { ...post, headers: { 'content-type': type }, payload: Buffer.from(await request.arrayBuffer()) };
}

export function formWith({ forms, body }: Shown, button: string | RegExp) {
  const fits = ({ words }: { words: string }) => (typeof button === 'string' ? words === button : button.test(words));
  const form = forms.find(({ buttons }) => buttons.some(fits));
  const by = form?.buttons.find(fits);
  if (form === undefined || by === undefined) throw new Error(`no button ${String(button)} on this page: ${body}`);
  return { form, by };
}

function formIn(html: string): ShownForm {
  const form = html.split('</form>')[0] ?? '';
  const head = form.slice(0, form.indexOf('>'));
  return {
    action: attribute(head, 'action'),
    method: attribute(` ${head}`, 'method'),
    enctype: attribute(head, 'enctype'),
    fields: [...form.matchAll(/<(?:input|textarea|select)\b[^>]*>(?:[^<]*(?=<\/textarea>))?/g)].flatMap(([tag]) =>
      fieldIn(tag, form),
    ),
    buttons: [...form.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(([, tag = '', words = '']) => ({
      words: plain(words.replaceAll(/<[^>]*>/g, '')),
      name: attribute(tag, 'name'),
      value: attribute(tag, 'value'),
      action: attribute(tag, 'formaction'),
    })),
  };
}

function fieldIn(tag: string, form: string): (readonly [string, string])[] {
  const name = attribute(tag, 'name');
  const type = attribute(tag, 'type');
  if (name === '' || type === 'file') return [];
  if (tag.startsWith('<select')) {
    const chosen = /<option value="([^"]*)" selected/.exec(form.slice(form.indexOf(tag)).split('</select>')[0] ?? '');
    return [[name, plain(chosen?.[1] ?? '')]];
  }
  if (tag.startsWith('<textarea')) return [[name, plain(tag.slice(tag.indexOf('>') + 1))]];
  if ((type === 'radio' || type === 'checkbox') && !/\schecked/.test(tag)) return [];
  return [[name, attribute(tag, 'value')]];
}

const attribute = (tag: string, name: string): string => plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim();
