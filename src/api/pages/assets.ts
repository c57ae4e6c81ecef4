import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { STYLE } from './style.ts';

/** Where the design system and htmx lie, as they come from their packages. */
export const USWDS = fileURLToPath(new URL('..', import.meta.resolve('@uswds/uswds/css/uswds.min.css')));
export const HTMX = fileURLToPath(new URL('.', import.meta.resolve('htmx.org/dist/htmx.min.js')));

const versionOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
const address = (path: string, text: string | Buffer): string => `${path}?v=${versionOf(text)}`;
const fromFile = (path: string, folder: string, file: string): string =>
  address(path, readFileSync(`${folder}/${file}`));

/** Addresses that change with what stands behind them, so that browsers may keep it for a year. */
export const ASSETS = {
  uswds: fromFile('/assets/uswds/css/uswds.min.css', USWDS, 'css/uswds.min.css'),
  own: address('/assets/peermatch.css', STYLE),
  htmx: fromFile('/assets/htmx/htmx.min.js', HTMX, 'htmx.min.js'),
  sse: fromFile('/assets/htmx/ext/hx-sse.min.js', HTMX, 'ext/hx-sse.min.js'),
};

/** For an address with its version; without one, it is asked for again soon. */
export const cacheFor = (query: unknown): string =>
  (query as { v?: string } | undefined)?.v === undefined ? 'max-age=300' : 'max-age=31536000, immutable';
