import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { Logger } from 'pino';

/** What a log line must never show: who people are, how they are reached, and what lets somebody in. */
const PRIVATE = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'token',
  'name',
  'firstName',
  'lastName',
  'title',
  'email',
  'address',
  'to',
  'from',
  'phone',
  'body',
  'texts',
];

const HEADERS = ['authorization', 'cookie', '["set-cookie"]'];

/** The deepest place where a private field is looked for; deeper objects have no business in a log line. */
const DEPTH = 3;

function privatePaths(): string[] {
  // The first level keeps `name`: there it is the logger's own, set by createLog.
  const top = PRIVATE.filter((field) => field !== 'name');
  const nested = Array.from({ length: DEPTH }, (_, depth) => '*.'.repeat(depth + 1));
  const quoted = (field: string): string => (field.includes('-') ? `["${field}"]` : field);
  return [
    ...top.map(quoted),
    ...nested.flatMap((stars) => PRIVATE.map((field) => join(stars, quoted(field)))),
    ...['req', 'res'].flatMap((side) => HEADERS.map((header) => join(`${side}.headers.`, header))),
  ];
}

const join = (path: string, field: string): string =>
  field.startsWith('[') ? path.slice(0, -1) + field : path + field;

export interface LogOptions {
  readonly logLevel: string;
  /** Default: whether stdout is a terminal, so that a pipe always carries JSON lines. */
  readonly readable?: boolean;
  /** Default: stdout. */
  readonly destination?: NodeJS.WritableStream;
}

/**
 * The log of one process: JSON lines with redaction (style.md 3.5), readable ones on a terminal.
 * `name` tells the process (worker, api) and stands on every line.
 */
export function createLog(name: string, options: LogOptions): Logger {
  const destination = options.destination ?? process.stdout;
  const readable = options.readable ?? (process.stdout.isTTY === true && options.destination === undefined);
  return pino(
    { name, level: options.logLevel, base: { name }, redact: { paths: privatePaths(), censor: '[private]' } },
    readable ? pretty({ destination, sync: true, ignore: 'name' }) : destination,
  );
}
