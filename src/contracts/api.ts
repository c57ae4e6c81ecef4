import { z } from 'zod';
import { OUTCOMES, ROLES, STATUSES, TASK_STATES, TOKEN_ROLES } from './names.ts';
import { day, factDay, timeZone } from './events/values.ts';
import { line, mailAddress, newPersonSchema } from './people.ts';

/** The shapes of the HTTP API (design.md 9). They are fixed: others build on them. */
export const instant = z.iso.datetime({ offset: true });
const nullableDay = day.nullable();
const role = z.enum(ROLES);

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Why, in words for people. */
  because: z.string().optional(),
  /** What would be taken now; for a wrong name: the names that are known. */
  allowed: z.array(z.unknown()).optional(),
  /** A hard rule that stood in the way: R7, R8, R9, P6. */
  rule: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Two versions of one form: the newest that is kept, and the one that was not taken. */
  versions: z
    .object({ theirs: z.record(z.string(), z.unknown()).nullable(), yours: z.record(z.string(), z.unknown()) })
    .optional(),
});
export type Problem = z.infer<typeof problemSchema>;

export const allowedSchema = z.strictObject({
  type: z.string(),
  task: z.string().optional(),
  part: z.string().optional(),
});

export const matchSchema = z.strictObject({
  id: z.string(),
  method: z.string(),
  version: z.int(),
  seq: z.int(),
  title: z.string(),
  status: z.enum(STATUSES),
  outcome: z.enum(OUTCOMES).nullable(),
  timeZone: z.string(),
  dates: z.strictObject({
    assignedOn: nullableDay,
    matchStart: nullableDay,
    matchEnd: nullableDay,
    status: z.enum(['unset', 'tentative', 'final']),
    version: z.int(),
  }),
  now: instant,
  rehearsal: z.boolean(),
  /** The match from which this one began, and those that began from it. */
  origin: z.string().nullable(),
  successors: z.array(z.string()),
  steps: z.array(
    z.strictObject({ id: z.string(), title: z.string(), stage: z.enum(['waiting', 'underway', 'complete']) }),
  ),
  tasks: z.array(
    z.strictObject({
      id: z.string(),
      step: z.string(),
      part: z.string().nullable(),
      title: z.string(),
      owner: z.strictObject({ role, person: z.string().nullable() }),
      state: z.enum(TASK_STATES),
      reason: z.string().nullable(),
      opens: instant.nullable(),
      due: instant.nullable(),
      late: instant.nullable(),
      form: z.string().nullable(),
    }),
  ),
  parts: z.array(
    z.strictObject({
      id: z.string(),
      chart: z.string(),
      state: z.string(),
      done: z.boolean(),
      person: z.string().nullable(),
    }),
  ),
  deadlines: z.array(
    z.strictObject({
      id: z.string(),
      task: z.string(),
      part: z.string().nullable(),
      policy: z.string(),
      generation: z.int(),
      rungs: z.array(z.strictObject({ rung: z.string(), at: instant, state: z.enum(['planned', 'fired', 'dropped']) })),
    }),
  ),
  findings: z.array(
    z.strictObject({ code: z.string(), task: z.string().nullable(), text: z.string(), since: instant }),
  ),
  allowed: z.array(allowedSchema),
});
export type Match = z.infer<typeof matchSchema>;

export const journalEntrySchema = z.strictObject({
  seq: z.int(),
  at: instant,
  recordedAt: instant,
  type: z.string(),
  task: z.string().nullable(),
  part: z.string().nullable(),
  by: z.strictObject({ person: z.string(), role: z.string() }),
  onBehalfOf: z.string().nullable(),
  caused: z.array(z.unknown()),
  hash: z.string(),
  previous: z.string(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

export const forecastEntrySchema = z.strictObject({
  at: instant,
  what: z.enum(['letter', 'ask', 'moment']),
  kind: z.string(),
  task: z.string().nullable(),
  part: z.string().nullable(),
  to: z.string().nullable(),
});
export type ForecastEntry = z.infer<typeof forecastEntrySchema>;

export const letterSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  task: z.string().nullable(),
  part: z.string().nullable(),
  to: z.strictObject({ person: z.string(), channel: z.string() }),
  state: z.string(),
  subject: z.string(),
  sendKey: z.string(),
  dueAt: instant,
  sentAt: instant.nullable(),
});
export type Letter = z.infer<typeof letterSchema>;
/** One letter by itself also has its text, to be read and edited. */
export const letterWithBodySchema = letterSchema.extend({ body: z.string() });

/** Lists are `{ items, next }`; `next` goes into `after`. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

export const newMatchSchema = z
  .strictObject({
    method: z.string(),
    title: line(200),
    ref: line(200).optional(),
    timeZone,
    assignedOn: factDay.optional(),
    matchStart: factDay.optional(),
    matchEnd: factDay.optional(),
    rehearsal: z.boolean().default(false),
    /** Rehearsals with the same name share a virtual clock: it moves for all of them, and a person gets one digest from them. */
    clock: line(100).optional(),
    people: z.array(newPersonSchema).max(500).default([]),
    /** The match whose check-in brought the need: without `people`, its staff and its requesting site are taken over. */
    origin: z.strictObject({ match: line(100) }).optional(),
  })
  .check((context) => {
    const { matchStart, matchEnd, people, rehearsal, clock } = context.value;
    const wrong = (path: (string | number)[], message: string) =>
      context.issues.push({ code: 'custom', path, message, input: context.value });
    if (clock !== undefined && !rehearsal)
      wrong(['clock'], 'is for rehearsals only: real matches go by the clock on the wall');
    if (matchEnd !== undefined && matchStart === undefined) wrong(['matchStart'], 'is needed when matchEnd is given');
    if (matchStart !== undefined && matchEnd !== undefined && matchEnd < matchStart)
      wrong(['matchEnd'], 'must not be before matchStart');
    const refs = new Set<string>();
    people.forEach(({ ref }, index) => {
      if (ref !== undefined && refs.has(ref)) wrong(['people', index, 'ref'], 'is used twice');
      if (ref !== undefined) refs.add(ref);
    });
  });
export type NewMatch = z.infer<typeof newMatchSchema>;

export const newEventSchema = z.strictObject({
  type: z.string().min(1).max(100),
  task: z.string().max(100).optional(),
  part: z.string().max(200).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  /** Whose answer it is, when staff enter it: a person's id or the caller's own `ref`. */
  onBehalfOf: line(100).optional(),
});
export type NewEvent = z.infer<typeof newEventSchema>;

/** 202: taken, and in the record as soon as the database is back. */
export const takenSchema = z.strictObject({ id: z.string(), seq: z.int(), recorded: z.literal(false) });

const isoDuration = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;
export const fastForwardSchema = z
  .strictObject({
    until: z.iso.datetime({ offset: true }).optional(),
    duration: z.string().regex(isoDuration, 'must be a duration of ISO 8601, like P3M or P10D').optional(),
  })
  .refine(({ until, duration }) => (until === undefined) !== (duration === undefined), {
    message: 'give either until or duration',
    path: ['until'],
  });

const tokenRole = z.enum(TOKEN_ROLES);
export const newTokenSchema = z.strictObject({
  name: line(200),
  roles: z.array(tokenRole).min(1),
  email: mailAddress.optional(),
});
export const tokenSchema = z.strictObject({
  id: z.string(),
  /** Shown once, here. */
  token: z.string(),
  name: z.string(),
  roles: z.array(tokenRole),
  email: z.string().nullable(),
});
