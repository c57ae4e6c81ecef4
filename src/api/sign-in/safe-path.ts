const LONGEST = 500;
/** Where nobody wants to go who has just signed in. */
const NOT_THERE = /^\/(sign-in|sign-out|assets)(\/|$)/;

/** A path of our own that was asked for, or the first page: an address elsewhere must not come after signing in. */
export function safePath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted)) return '/';
  const here = 'http://here.invalid';
  const url = URL.canParse(wanted, here) ? new URL(wanted, here) : undefined;
  if (url?.origin !== here || url.pathname.startsWith('//') || NOT_THERE.test(url.pathname)) return '/';
  return `${url.pathname}${url.search}`;
}

/** The page that asks who somebody is, and then leads to the one that was wanted. */
export function signInAt(wanted: string): string {
  const path = safePath(wanted);
  return path === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ to: path }).toString()}`;
}
