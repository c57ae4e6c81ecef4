import type { House } from '../api/house.ts';
import { signIn } from './sign-in.ts';

export interface Seen {
  readonly status: number;
  readonly body: string;
  readonly text: string;
  readonly location: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
}
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A page as its reader sees it, without marks and drawings. */
export const wordsOf = ({ body }: { readonly body: string }): string =>
  body
    .replaceAll(/<svg.*?<\/svg>/gs, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

/** The browser of somebody who has signed in. */
export async function signedIn(house: House, account: Parameters<typeof signIn>[1]): Promise<Browsing> {
  const browsing = new Browsing(house);
  const [name = '', value = ''] = (await signIn(house, account)).split('=');
  browsing.jar.set(name, value);
  return browsing;
}

interface Sending {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

/** A browser without script: it keeps cookies, and sends the hidden fields of the form that is pressed. */
export class Browsing {
  readonly jar = new Map<string, string>();
  private page = '';
  private readonly house: House;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(house: House, headers: Readonly<Record<string, string>> = {}) {
    this.house = house;
    this.headers = { accept: 'text/html', ...headers };
  }

  async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    return this.seen(await this.send({ url, headers }));
  }

  async press(url: string, fields: Fields = {}, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    const body = new URLSearchParams(this.hiddenOf(url));
    for (const [name, value] of Object.entries(fields)) {
      body.delete(name);
      for (const one of [value].flat()) body.append(name, one);
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return this.seen(
      await this.send({ method: 'POST', url, headers: { ...form, ...headers }, payload: body.toString() }),
    );
  }

  /** Of the form that is sent there, on the page that was shown last. */
  hiddenOf(url: string): Record<string, string> {
    const forms = this.page.split('<form ').slice(1);
    const form = forms.find((one) => /action="([^"]*)"/.exec(one)?.[1]?.replaceAll('&amp;', '&') === url) ?? '';
    const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]));
  }

  /** Sends something with the cookies that are kept, and keeps those that come back. */
  async send({ headers = {}, ...request }: Sending): Promise<Awaited<ReturnType<House['app']['inject']>>> {
    const answer = await this.house.app.inject({ ...request, headers: { ...this.sent(), ...headers } });
    for (const { name, value } of answer.cookies)
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    return answer;
  }

  private sent(): Record<string, string> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return { ...this.headers, ...(cookie === '' ? {} : { cookie }) };
  }

  private seen(answer: Awaited<ReturnType<House['app']['inject']>>): Seen {
    if (answer.statusCode === 200 || answer.statusCode === 422) this.page = answer.body;
    return {
      status: answer.statusCode,
      body: answer.body,
      text: wordsOf(answer),
      location: answer.headers.location,
      headers: answer.headers,
    };
  }
}
