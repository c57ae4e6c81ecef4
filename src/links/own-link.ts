/**
 * What stands in a letter in the place of its reader's own link. Only the copy that is handed over or printed holds the link itself, so
 * that no stored text and no preview opens anything (design.md 7).
 */
export const OWN_LINK = 'your-own-link';

export const ownLinkOf = (publicUrl: string): string => linkOf(publicUrl, OWN_LINK);
export const hasOwnLink = (body: string, publicUrl: string): boolean => body.includes(ownLinkOf(publicUrl));

/** The letter as it leaves by mail. */
export const withToken = (body: string, publicUrl: string, token: string): string =>
  body.replaceAll(ownLinkOf(publicUrl), linkOf(publicUrl, token));

export const linkOf = (publicUrl: string, token: string): string => `${publicUrl}/l/${token}`;

/** The letter on paper: nobody can press it, so there is an address that can be typed, and a code, said in the letter's language. */
export function withCode(body: string, publicUrl: string, code: string, words = 'your code there'): string {
  const own = ownLinkOf(publicUrl);
  const page = codePageOf(publicUrl);
  return body.replaceAll(`](${own})`, `](${page}), ${words}: ${code}`).replaceAll(own, `${page} (${words}: ${code})`);
}

export const codePageOf = (publicUrl: string): string => `${publicUrl}/code`;
