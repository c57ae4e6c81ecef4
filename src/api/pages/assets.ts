import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { PASSKEY_SCRIPT } from './passkey-script.ts';
import { ICON, STYLE } from './style.ts';

const folder = (file: string, up = '.'): string => fileURLToPath(new URL(up, file));

/** What comes from packages: where it lies, and what of it is served. */
const USWDS = {
  at: '/assets/uswds',
  root: folder(import.meta.resolve('@uswds/uswds/css/uswds.min.css'), '..'),
  served: /^\/(css|fonts|img)\//,
};
const PASSKEYS = {
  at: '/assets/simplewebauthn',
  root: folder(import.meta.resolve('@simplewebauthn/browser'), '../dist/bundle/'),
  served: /^\/index\.umd\.min\.js$/,
};

/**
 * htmx looks for what it has to do as soon as it runs: an extension that comes a moment later is not asked, and the page would not follow
 * its match. So both are one file.
 */
const HTMX = [import.meta.resolve('htmx.org/dist/htmx.min.js'), import.meta.resolve('htmx.org/dist/ext/hx-sse.min.js')]
  .map((file) => readFileSync(fileURLToPath(file), 'utf8'))
  .join('\n;\n');

/** What is ours. */
const OWN = {
  '/assets/peermatch.css': { type: 'text/css; charset=utf-8', text: STYLE },
  '/assets/htmx.js': { type: 'text/javascript; charset=utf-8', text: HTMX },
  '/assets/passkeys.js': { type: 'text/javascript; charset=utf-8', text: PASSKEY_SCRIPT },
  '/assets/icon.svg': { type: 'image/svg+xml', text: ICON },
} as const;

const withVersion = (path: string, text: string | Buffer): string =>
  `${path}?v=${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
const fromPackage = ({ at, root }: { at: string; root: string }, file: string): string =>
  withVersion(`${at}/${file}`, readFileSync(`${root}/${file}`));
const own = (path: keyof typeof OWN): string => withVersion(path, OWN[path].text);

/** Addresses that change with what stands behind them, so that browsers may keep it for a year. */
export const ASSETS = {
  uswds: fromPackage(USWDS, 'css/uswds.min.css'),
  own: own('/assets/peermatch.css'),
  icon: own('/assets/icon.svg'),
  htmx: own('/assets/htmx.js'),
  webauthn: fromPackage(PASSKEYS, 'index.umd.min.js'),
  passkeys: own('/assets/passkeys.js'),
};

export async function serveAssets(app: FastifyInstance): Promise<void> {
  for (const { at, root, served } of [USWDS, PASSKEYS]) {
    await app.register(fastifyStatic, {
      root,
      prefix: `${at}/`,
      decorateReply: false,
      index: false,
      maxAge: '1y',
      immutable: true,
      allowedPath: (path) => served.test(path),
    });
  }
  for (const [path, { type, text }] of Object.entries(OWN)) {
    app.get(path, (request, reply) => reply.type(type).header('cache-control', cacheFor(request.query)).send(text));
  }
}

/** For an address with its version; without one, it is asked for again soon. */
const cacheFor = (query: unknown): string =>
  (query as { v?: string } | undefined)?.v === undefined ? 'max-age=300' : 'max-age=31536000, immutable';
