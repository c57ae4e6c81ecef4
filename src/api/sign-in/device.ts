import Bowser from 'bowser';

const LONGEST = 60;

/** What somebody signs in with, in words that she recognises: "Firefox on Windows". The rest of what a browser says is not kept. */
export function deviceOf(userAgent: string | undefined): string {
  if (userAgent === undefined || userAgent === '') return 'An unknown browser';
  const { browser, os } = Bowser.parse(userAgent);
  const name = browser.name || 'A browser';
  return (os.name ? `${name} on ${os.name}` : name).replace(/[^\p{L}\p{N} .-]/gu, '').slice(0, LONGEST);
}
