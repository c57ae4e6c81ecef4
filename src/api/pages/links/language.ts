import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageBook } from '../../../words/index.ts';

const COOKIE = 'pm_language';
const A_YEAR = 365 * 86_400;

/** In which language somebody wishes a page, and where that page is. */
export interface Speaking {
  /** What she chose on it; kept for that page alone, since several people may share a telephone. */
  readonly chosen: string | undefined;
  /** What her browser asks for: for pages of which it is not known whose they are. */
  readonly browser: string | undefined;
  /** The address without anything that is said in it. */
  readonly here: string;
  /** True when the address itself says it, so that it works without a cookie too. */
  readonly inAddress: boolean;
}

/** Another language that the page can be read in. */
export interface OtherLanguage {
  readonly language: string;
  /** Its own name for itself. */
  readonly name: string;
  readonly href: string;
}

/** What the request says about its language; a choice in the address is kept for the next time. */
export function speakingIn(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    here,
    language,
    secure,
  }: { readonly here: string; readonly language: string | undefined; readonly secure: boolean },
): Speaking {
  if (language !== undefined)
    void reply.setCookie(COOKIE, language, { path: here, httpOnly: true, sameSite: 'lax', secure, maxAge: A_YEAR });
  return {
    chosen: language ?? request.cookies[COOKIE],
    browser: request.headers['accept-language'],
    here,
    inAddress: language !== undefined,
  };
}

/** The first of the wished languages that there is. */
export function languageFor(book: PageBook, { chosen, browser }: Partial<Speaking>, own: string | undefined): string {
  const wished = own === undefined ? (browser ?? '').split(',').map((one) => one.split(';')[0]?.trim() ?? '') : [own];
  const known = [chosen ?? '', ...wished].find((one) => book.languages.includes(one.split('-')[0] ?? ''));
  return book.languageOf(known ?? '');
}

/** The page in the other languages, each by its own name. */
export const otherLanguages = (book: PageBook, language: string, here: string): OtherLanguage[] =>
  book.languages
    .filter((one) => one !== language)
    .map((one) => ({
      language: one,
      name: book.shared(one).get('language')?.title({}) ?? one,
      href: `${here}?language=${one}`,
    }));

/** Where a form of the page is sent, and where its answer is read; what is said there comes on top. */
export function addressIn({ here, chosen, inAddress }: Speaking, said?: string): string {
  const query = new URLSearchParams({
    ...(said === undefined ? {} : { said }),
    ...(inAddress && chosen !== undefined ? { language: chosen } : {}),
  }).toString();
  return query === '' ? here : `${here}?${query}`;
}
