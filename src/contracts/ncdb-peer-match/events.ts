import { z } from 'zod';
import { noFacts } from '../events/schema.ts';
import type { EventSchemas } from '../events/schema.ts';
import { formOnly, peopleEvents, reasonNeeded, reasonOnly, sharedEvents, startFacts } from '../events/shared.ts';
import { clockTime, code, factDay, opaqueId, personRef, prose } from '../events/values.ts';
import { team } from '../people.ts';

const people = { persons: z.array(personRef).min(1).max(100) };

/** What a person may report in a tips-for-peer-matches match (requirements.md A3). */
export const ncdbEvents: EventSchemas = {
  ...sharedEvents,
  ASSIGNED: { facts: z.strictObject(startFacts), ordered: ['matchStart', 'matchEnd'] },
  MATCH_DRAFTED: { facts: z.strictObject(startFacts), ordered: ['matchStart', 'matchEnd'] },
  PROBLEM_DEFINED: formOnly,
  PEOPLE_CHOSEN: {
    facts: z.strictObject({ ...people, supervisorIncluded: z.boolean().optional() }),
    texts: z.strictObject({ notes: prose.optional() }),
    persons: ['persons'],
  },
  EQUAL_FOOTING_OVERRIDDEN: {
    facts: z.strictObject({ ...people, supervisorIncluded: z.boolean().optional() }),
    texts: z.strictObject({ reason: prose }),
    persons: ['persons'],
  },
  GAIN_STATED: formOnly,
  GAIN_DECLINED: reasonOnly,
  GAIN_REOPENED: reasonOnly,
  PROVIDER_FIT_CONFIRMED: formOnly,
  FORMAT_CHOSEN: {
    facts: z.strictObject({
      format: z.enum(['training', 'caseStudy', 'groupProblemSolving']),
      purpose: code.optional(),
      /** Who gives a training; she may be one of the group. */
      expert: personRef.optional(),
    }),
    texts: z.strictObject({ notes: prose.optional() }),
    persons: ['expert'],
  },
  SESSION_PLANNED: {
    facts: z.strictObject({
      session: opaqueId.optional(),
      startsOn: factDay.optional(),
      endsOn: factDay.optional(),
      time: clockTime.optional(),
      mode: z.enum(['inPerson', 'virtual', 'both']).optional(),
    }),
    texts: z.strictObject({ place: prose.optional(), notes: prose.optional() }),
    ordered: ['startsOn', 'endsOn'],
  },
  SESSION_MOVED: {
    facts: z.strictObject({ startsOn: factDay.optional(), endsOn: factDay.optional(), time: clockTime.optional() }),
    texts: z.strictObject({ place: prose.optional(), notes: prose.optional() }),
    ordered: ['startsOn', 'endsOn'],
  },
  SESSION_HELD: {
    facts: z.strictObject({ heldOn: factDay.optional() }),
    texts: z.strictObject({ notes: prose.optional() }),
  },
  SESSION_NOT_HELD: reasonOnly,
  SESSION_REOPENED: reasonOnly,
  RESULT_SHARED: {
    facts: noFacts.facts,
    texts: z.strictObject({ text: prose.optional(), notes: prose.optional() }),
  },
  CHECK_IN_OFFERED: { facts: noFacts.facts, texts: z.strictObject({ notes: prose.optional() }) },
  CHECK_IN_ANSWERED: formOnly,
  MATCH_CONCLUDED: { facts: noFacts.facts, texts: z.strictObject({ notes: prose.optional() }) },
  ...peopleEvents,
  PERSON_ADDED: {
    facts: z.strictObject({
      person: personRef,
      insteadOf: personRef.optional(),
      team: team.optional(),
      supervisorIncluded: z.boolean().optional(),
      reachable: z.boolean().optional(),
    }),
    texts: z.strictObject({ notes: prose.optional() }),
    persons: ['person', 'insteadOf'],
  },
  PERSON_CHANGED: {
    facts: z.strictObject({ person: personRef, team: team.optional(), reachable: z.boolean().optional() }),
    texts: z.strictObject({ notes: prose.optional() }),
    persons: ['person'],
  },
  PEOPLE_LISTED: {
    facts: z.strictObject({
      people: z
        .array(z.strictObject({ person: opaqueId, team: team.optional(), reachable: z.boolean().optional() }))
        .max(500),
    }),
    texts: z.strictObject({ notes: prose.optional() }),
  },
  HELD: reasonNeeded,
  RESUMED: reasonOnly,
  NO_FIT_FOUND: reasonOnly,
  PEOPLE_WITHDREW: reasonOnly,
};
