import type { RecordChanges, RecordInput } from '../contracts/record.ts';
import { ownerOf, personOfPart } from './audience.ts';
import type { ActivityPorts } from './ports.ts';
import type { Derived, DerivedChanges, MatchPerson, RecordedMatch } from './record-ports.ts';
import type { Deadline, Planned, Stored, WindowId } from '../machines/kernel/types.ts';

/** The instants of all deadlines, each in the zone of whoever is asked (design.md 5). */
export function planned(
  plan: ActivityPorts['plan'],
  input: RecordInput,
  match: RecordedMatch,
  people: readonly MatchPerson[],
): Stored['planned'] {
  const plans = plan(input.deadlines, input.stored.planned, planContext(input.now, match, people));
  const open = new Set(input.deadlines.map(({ id }) => id));
  return Object.fromEntries(Object.entries({ ...input.stored.planned, ...plans }).filter(([id]) => open.has(id)));
}

/** The same for the deadlines that changed. */
export const planChanges = (
  plan: ActivityPorts['plan'],
  { changes, now }: RecordChanges,
  match: RecordedMatch,
  people: readonly MatchPerson[],
): Stored['planned'] => plan(changes.deadlines, changes.planned, planContext(now, match, people));

const planContext = (now: number, match: RecordedMatch, people: readonly MatchPerson[]) => ({
  now,
  zone: match.timeZone,
  zoneOf: (deadline: Deadline): string => askedPerson(deadline, people)?.zone ?? match.timeZone,
});

/** Plans that are not what the workflow has: the part of them that travels back into its history. */
export function changed(plans: Stored['planned'], known: Stored['planned']): Record<WindowId, Planned> {
  return Object.fromEntries(Object.entries(plans).filter(([id, plan]) => !isSamePlan(plan, known[id])));
}

const isSamePlan = (plan: Planned, other: Planned | undefined): boolean =>
  other !== undefined &&
  plan.generation === other.generation &&
  plan.dateVersion === other.dateVersion &&
  plan.basis === other.basis &&
  plan.opens === other.opens &&
  plan.due === other.due &&
  plan.late === other.late &&
  JSON.stringify(plan.rungs) === JSON.stringify(other.rungs);

function askedPerson(deadline: Deadline, people: readonly MatchPerson[]): MatchPerson | undefined {
  const given = people.find(({ id }) => id === deadline.person);
  return given ?? ownerOf(deadline, people)[0];
}

/** What is written for lists and pages. */
export function derive(
  { clock, calendar }: Pick<ActivityPorts, 'clock' | 'calendar'>,
  input: RecordInput,
  match: RecordedMatch,
  people: readonly MatchPerson[],
  plans: Stored['planned'],
): Derived {
  const stored = { ...input.stored, planned: plans };
  const reasons = input.lines.flatMap(({ event }) => {
    const reason = event.refs?.['reason'];
    return event.task === undefined || event.part !== undefined || reason === undefined
      ? []
      : [[event.task, reason.id]];
  });
  return {
    stored,
    view: input.view,
    deadlines: input.deadlines,
    calendar,
    reasons: Object.fromEntries(reasons) as Derived['reasons'],
    partPersons: partPersons(input.view, people),
    nextDue: nextDue(plans, stored.fired),
    clockOffset: offset(match, input.now, clock()),
  };
}

/** The same of what changed. */
export function deriveChanges(
  { clock }: Pick<ActivityPorts, 'clock'>,
  { changes, now }: RecordChanges,
  match: RecordedMatch,
  people: readonly MatchPerson[],
  plans: Stored['planned'],
): DerivedChanges {
  const { state, view, deadlines, gone, fired, next } = changes;
  const wall = clock();
  return {
    state,
    view,
    deadlines,
    planned: plans,
    gone,
    partPersons: partPersons(view, people),
    nextDue: earliest(next, nextDue(plans, fired)),
    clockOffset: offset(match, now, wall),
    recordedAt: new Date(wall),
  };
}

const partPersons = ({ parts }: RecordInput['view'], people: readonly MatchPerson[]): Derived['partPersons'] =>
  Object.fromEntries(parts.flatMap(({ id }) => personOfPart(id, people).map((person) => [id, person.id])));

/** Virtual now minus wall now; null for the wall clock. */
const offset = (match: RecordedMatch, now: number, wall: number): number | null =>
  match.clock === 'virtual' ? now - wall : null;

const earliest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** The earliest instant that has not fired, epoch ms. */
function nextDue(plans: Stored['planned'], fired: Stored['fired']): number | null {
  const waiting = Object.entries(plans).flatMap(([id, plan]) => {
    const marks = fired[id]?.generation === plan.generation ? fired[id].marks : [];
    return plan.rungs
      .filter(({ rung, at, dropped }) => !dropped && !marks.includes(`${rung}@${at}`))
      .map(({ at }) => at);
  });
  return waiting.length > 0 ? Math.min(...waiting) : null;
}
