import { z } from 'zod';
import { noFacts } from './schema.ts';
import type { EventSchemas } from './schema.ts';
import { code, count, factDay, formBody, offset, opaqueId, personRef, prose } from './values.ts';

const reason = { reason: prose };
const why = { texts: z.strictObject(reason) };
const maybeWhy = { texts: z.strictObject({ reason: prose.optional() }) };

/** Schemas of what the kernel and every chart take: `taskEvents` and `kernelEvents` of src/machines/kernel/catalogue.ts. */
export const sharedEvents = {
  TASK_SKIPPED: { facts: z.strictObject({}), ...why },
  TASK_NOT_APPLICABLE: { facts: z.strictObject({}), ...maybeWhy },
  TASK_REOPENED: { facts: z.strictObject({}), ...maybeWhy },
  TASK_SNOOZED: { facts: z.strictObject({ until: factDay }), ...maybeWhy },
  TASK_REASSIGNED: { facts: z.strictObject({ to: personRef }), persons: ['to'], ...maybeWhy },
  WINDOW_SHIFTED: { facts: z.strictObject({ by: offset }), ...why },
  PLAN_COMPRESSED: {
    facts: z.strictObject({
      /** Default: what the time from the assignment to the match leaves. */
      share: z.number().gt(0).max(1).optional(),
      /** In whose place, when a manager or somebody who holds both roles says so. */
      as: z.enum(['facilitator', 'assistant']).optional(),
    }),
    ...maybeWhy,
  },
  LETTERS_RELEASED: {
    facts: z.strictObject({
      letters: z.array(opaqueId).min(1).max(1000),
      kind: code,
      task: code.optional(),
      bearsDate: z.boolean().optional(),
      /** Letters of the kind that still wait to be released after these; a task that waits for its letters needs 0. */
      rest: count.optional(),
      /** Seconds for which they can still be taken back; they leave after that. */
      leavesAfter: count.optional(),
    }),
  },
  LETTERS_RECALLED: { facts: z.strictObject({ letters: z.array(opaqueId).min(1).max(1000), kind: code }) },
  TASK_TURNED_DOWN: { facts: z.strictObject({}), ...maybeWhy },
  TASK_KEPT: { facts: z.strictObject({}) },
  LINK_RENEWED: {
    facts: z.strictObject({
      person: personRef,
      purpose: code,
      part: z
        .string()
        .regex(/^[\w-]{1,64}\/[\w-]{1,64}$/, 'must be a part like call/first')
        .optional(),
      task: code.optional(),
    }),
    persons: ['person'],
  },
  COMMENT_MADE: { facts: z.strictObject({ about: code.optional() }), texts: z.strictObject({ text: prose }) },
  CALENDAR_CHANGED: noFacts,
} satisfies EventSchemas;

/** Facts of the two events that start a match. */
export const startFacts = {
  assignedOn: factDay.optional(),
  matchStart: factDay.optional(),
  matchEnd: factDay.optional(),
};

const aboutPerson = { facts: z.strictObject({ person: personRef }), persons: ['person'] };

/** People leave, cannot be reached, hand over what is theirs, and are erased: the same in every method (requirements.md X4, X7, X24, X28). */
export const peopleEvents = {
  PERSON_LEFT: { ...aboutPerson, ...maybeWhy },
  /** Why is a text: it goes to the database, and is looked through for the person's name like every other (X28). */
  PERSON_ERASED: { ...aboutPerson, ...why },
  PERSON_BOUNCED: { ...aboutPerson, texts: z.strictObject({ notes: prose.optional() }) },
  ROLE_HANDED_OVER: {
    facts: z.strictObject({
      role: z.enum(['programManager', 'facilitator', 'assistant', 'lead']),
      from: personRef.optional(),
      to: personRef,
    }),
    texts: z.strictObject({ notes: prose.optional() }),
    persons: ['from', 'to'],
  },
} satisfies EventSchemas;

export const reasonOnly = { facts: z.strictObject({}), ...maybeWhy };
export const reasonNeeded = { facts: z.strictObject({}), ...why };
/** An event that brings a form's body and a remark, and nothing for the chart. */
export const formOnly = {
  facts: z.strictObject({}),
  texts: z.strictObject({ form: formBody.optional(), notes: prose.optional() }),
};
