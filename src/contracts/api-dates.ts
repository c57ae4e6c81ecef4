import { z } from 'zod';
import { code, day, factDay } from './events/values.ts';

/** What follows from other dates, and how much time there is (requirements.md R4, X8, X10). */
const instant = z.iso.datetime({ offset: true });
const window = z.strictObject({
  opens: instant.nullable(),
  due: instant.nullable(),
  late: instant.nullable(),
});

/** The window of a task, or of one of its parts, before and after; null where there is none. */
const movedWindow = z.strictObject({
  task: z.string(),
  part: z.string().nullable(),
  title: z.string(),
  before: window.nullable(),
  after: window.nullable(),
});
const namedTask = z.strictObject({ task: z.string(), title: z.string() });
const letter = z.strictObject({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  to: z.string(),
  subject: z.string(),
  channel: z.string(),
});

export const newDatesSchema = z
  .strictObject({
    matchStart: factDay,
    matchEnd: factDay.optional(),
    /** As in DATE_MOVED: true settles the dates, false makes them tentative again. */
    final: z.boolean().optional(),
    reopen: z.array(code).max(100).optional(),
  })
  .refine(({ matchStart, matchEnd }) => matchEnd === undefined || matchEnd >= matchStart, {
    message: 'must not be before matchStart',
    path: ['matchEnd'],
  });
export type NewDates = z.infer<typeof newDatesSchema>;

export const datePreviewSchema = z.strictObject({
  /** The date version that this was computed for: send it with DATE_MOVED, which is refused when it is no longer that. */
  basis: z.int(),
  dates: z.strictObject({
    before: z.strictObject({ matchStart: day.nullable(), matchEnd: day.nullable(), status: z.string() }),
    after: z.strictObject({ matchStart: day.nullable(), matchEnd: day.nullable(), status: z.string() }),
  }),
  /** Days of the match on which people do not usually work. */
  daysOff: z.array(z.strictObject({ day, why: z.enum(['weekend', 'holiday']) })),
  windows: z.array(movedWindow),
  /** What falls into the past: asked for once, then. */
  doNow: z.array(namedTask.extend({ part: z.string().nullable(), at: instant })),
  done: z.strictObject({
    /** Done, and done it stays. */
    stay: z.array(namedTask),
    /** Ticked in `reopen`. */
    again: z.array(namedTask),
  }),
  letters: z.strictObject({
    /** Sent with the old date: nobody can take them back. */
    alreadyWrong: z.array(letter),
    /** Drafts that nobody has touched: they name the new date by themselves. */
    rewritten: z.array(letter),
    /** Drafts with somebody's own words: kept, and marked until they are looked at. */
    marked: z.array(letter),
    /** On their way, and stopped. */
    withdrawn: z.array(letter),
    /** Written anew: in place of those that were stopped, or to tell of the change. */
    drafted: z.array(letter.omit({ id: true })),
    /** Kinds that come because a task opens at once. */
    opened: z.array(z.strictObject({ kind: z.string(), title: z.string(), task: z.string().nullable() })),
  }),
  /** Entries in people's calendars that a letter above brings up to date. */
  calendar: z.array(z.strictObject({ person: z.string(), kind: z.string(), isUpdate: z.boolean() })),
  findings: z.array(
    z.strictObject({ code: z.string(), task: z.string().nullable(), text: z.string(), appears: z.boolean() }),
  ),
});
export type DatePreview = z.infer<typeof datePreviewSchema>;

export const leadTimeSchema = z.strictObject({
  /** Days from the assignment to the match; null while one of them is not known. */
  days: z.int().nullable(),
  verdict: z.enum(['unknown', 'past', 'broken', 'overlapping', 'ideal', 'idle']),
  /** What the method wants: fewer days than `broken` need a compressed plan. */
  wanted: z.strictObject({ least: z.int(), most: z.int(), broken: z.int() }),
  compressed: z
    .strictObject({
      /** What remains of every offset before the match. */
      share: z.number(),
      accepted: z.array(z.string()),
      missing: z.array(z.string()),
      applies: z.boolean(),
      /** What the plan is, and what it is or would be when compressed. */
      windows: z.array(movedWindow),
    })
    .nullable(),
  /** The sign of life in an idle gap. */
  keepWarm: z
    .strictObject({ task: z.string(), state: z.string(), opens: instant.nullable(), due: instant.nullable() })
    .nullable(),
});
export type LeadTime = z.infer<typeof leadTimeSchema>;
