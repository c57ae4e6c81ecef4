import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'a URL like postgres://user:password@host:5432/peermatch',
});
const smtpUrl = z.url({
  protocol: /^smtps?$/,
  error: 'a URL like smtp://user:password@mail.example.org:587 (or smtps://...)',
});
const webUrl = z.url({ protocol: /^https?$/, error: 'a URL like https://peermatch.example.org' });

const MEGABYTE = 1024 * 1024;
const megabytes = (least: number, most: number, usual: number) => {
  const error = `a number of megabytes from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error }).default(usual);
};

/** What the environment may say; every message completes the sentence "NAME must be ...". */
const ENVIRONMENT = z.object({
  PORT: z.coerce
    .number({ error: 'a port number from 1 to 65535' })
    .int({ error: 'a port number from 1 to 65535' })
    .min(1, { error: 'a port number from 1 to 65535' })
    .max(65_535, { error: 'a port number from 1 to 65535' })
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: webUrl.optional(),
  TRUST_PROXY: z
    .string()
    .regex(
      /^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)(\s*,\s*(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?))*$/,
      {
        error: 'addresses or networks with commas between them, or loopback, linklocal, uniquelocal',
      },
    )
    .default('loopback'),
  DATABASE_URL: postgresUrl.optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>@]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/, {
      error: 'an address like "Peermatch <peermatch@example.org>"',
    })
    .default('Peermatch <peermatch@localhost>'),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d+$/, { error: 'host and port without a scheme, like temporal.example.org:7233' })
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_UI: z.enum(['on', 'off'], { error: '"on" or "off"' }).default('on'),
  DATA_DIR: z.string().default('.data'),
  LINK_SECRET: z.string().min(16, { error: 'a text of 16 characters at least' }).optional(),
  FORMS_DIR: z
    .string()
    .refine((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true, {
      error: 'a folder that is there, with a folder for each method in it',
    })
    .optional(),
  RECALL_SECONDS: z.coerce
    .number({ error: 'a number of seconds from 0 to 3600' })
    .int({ error: 'a number of seconds from 0 to 3600' })
    .min(0, { error: 'a number of seconds from 0 to 3600' })
    .max(3600, { error: 'a number of seconds from 0 to 3600' })
    .default(300),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  PROGRAM_NAME: z.string().default('Peermatch'),
  CALENDAR_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, { error: 'a country code of ISO 3166 in capitals, like US' })
    .default('US'),
  CALENDAR_CLOSED: z
    .string()
    .regex(/^\s*(\d{4}-\d{2}-\d{2}\s*(,\s*|$))*$/, {
      error: 'days with commas between them, like 2027-12-24,2027-12-31',
    })
    .default(''),
  CALENDAR_WORKED: z.string().default(''),
  FILE_MB: megabytes(1, 25, 10),
  MATCH_FILES_MB: megabytes(1, 2000, 100),
  MAIL_FILES_MB: megabytes(0, 25, 10),
  DIGESTS_PER_WEEK: z.coerce
    .number({ error: 'a number from 1 to 5' })
    .int({ error: 'a number from 1 to 5' })
    .min(1, { error: 'a number from 1 to 5' })
    .max(5, { error: 'a number from 1 to 5' })
    .default(5),
});

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** The settings of one process, checked (design.md 10; the table is in docs/operating.md). */
export interface Settings {
  readonly port: number;
  /** The address that the API listens on; a container sets 0.0.0.0. */
  readonly host: string;
  /** Where people reach the pages; without a slash at its end. */
  readonly publicUrl: string;
  /** Proxies whose word about the caller's address is taken. */
  readonly trustProxy: string;
  /** Unset: the start brings its own PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Unset: mail is captured, never sent. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** For how long a letter that a person released can be taken back. */
  readonly recallSeconds: number;
  /** Unset: the start brings its own Temporal server. */
  readonly temporalAddress: string | undefined;
  readonly temporalNamespace: string;
  /** Whether the Temporal server that we start also serves its web UI. */
  readonly temporalUi: boolean;
  /** Absolute. */
  readonly dataDir: string;
  /** A program's own forms, absolute; unset: those that come along. */
  readonly formsDir: string | undefined;
  /** What participants' links are made from; unset: a file in DATA_DIR. */
  readonly linkSecret: string | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly programName: string;
  /** Which days are worked on: the country's holidays, further closed days, and holidays that are worked on (days or names). */
  readonly calendar: {
    readonly country: string;
    readonly extra: readonly string[];
    readonly removed: readonly string[];
  };
  /** Bytes that one file may have, all files of a match together, and all that leave with one letter. */
  readonly fileLimits: { readonly file: number; readonly match: number; readonly mail: number };
  /** How many mails with reminders a person gets in any seven days, at most. */
  readonly digestsPerWeek: number;
}

/**
 * Reads the environment once, in a composition root. Empty variables count as unset.
 * Throws an error that names each wrong variable and says what it must be; its text is fit to be printed as it is.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = ENVIRONMENT.safeParse(given);
  if (!parsed.success) {
    throw new Error(['The settings are not right:', ...parsed.error.issues.map(explain)].join('\n'));
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    trustProxy: e.TRUST_PROXY,
    databaseUrl: e.DATABASE_URL,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    recallSeconds: e.RECALL_SECONDS,
    temporalAddress: e.TEMPORAL_ADDRESS,
    temporalNamespace: e.TEMPORAL_NAMESPACE,
    temporalUi: e.TEMPORAL_UI === 'on',
    dataDir: resolve(e.DATA_DIR),
    formsDir: e.FORMS_DIR === undefined ? undefined : resolve(e.FORMS_DIR),
    linkSecret: e.LINK_SECRET,
    logLevel: e.LOG_LEVEL,
    programName: e.PROGRAM_NAME,
    calendar: { country: e.CALENDAR_COUNTRY, extra: listed(e.CALENDAR_CLOSED), removed: listed(e.CALENDAR_WORKED) },
    fileLimits: {
      file: e.FILE_MB * MEGABYTE,
      match: e.MATCH_FILES_MB * MEGABYTE,
      mail: e.MAIL_FILES_MB * MEGABYTE,
    },
    digestsPerWeek: e.DIGESTS_PER_WEEK,
  };
}

/** The value itself is not repeated: a wrong URL may hold a password. */
function explain(issue: z.core.$ZodIssue): string {
  return `  ${issue.path.join('.')} must be ${issue.message}`;
}
