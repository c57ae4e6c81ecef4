import type { RecordInput } from '../contracts/record.ts';
import { ownerOf, personOfPart } from './audience.ts';
import type { ActivityPorts, Derived, MatchPerson, RecordedMatch } from './ports.ts';
import type { Deadline, Planned, Stored, WindowId } from '../machines/kernel/types.ts';

/** The instants of all deadlines, each in the zone of whoever is asked (design.md 5). */
export function planned(
  plan: ActivityPorts['plan'],
  input: RecordInput,
  match: RecordedMatch,
  people: readonly MatchPerson[],
): Stored['planned'] {
  const zoneOf = (deadline: Deadline): string => askedPerson(deadline, people)?.zone ?? match.timeZone;
  const plans = plan(input.deadlines, input.stored.planned, { now: input.now, zone: match.timeZone, zoneOf });
  const open = new Set(input.deadlines.map(({ id }) => id));
  return Object.fromEntries(Object.entries({ ...input.stored.planned, ...plans }).filter(([id]) => open.has(id)));
}

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
  input: RecordInput,
  match: RecordedMatch,
  people: readonly MatchPerson[],
  plans: Stored['planned'],
  wallNow: number,
): Derived {
  const stored = { ...input.stored, planned: plans };
  const reasons = input.lines.flatMap(({ event }) => {
    const reason = event.refs?.['reason'];
    return event.task === undefined || event.part !== undefined || reason === undefined
      ? []
      : [[event.task, reason.id]];
  });
  const partPersons = input.view.parts.flatMap(({ id }) => personOfPart(id, people).map((person) => [id, person.id]));
  return {
    stored,
    view: input.view,
    deadlines: input.deadlines,
    reasons: Object.fromEntries(reasons) as Derived['reasons'],
    partPersons: Object.fromEntries(partPersons) as Derived['partPersons'],
    nextDue: nextDue(stored),
    clockOffset: match.clock === 'virtual' ? input.now - wallNow : null,
  };
}

/** The earliest instant that has not fired, epoch ms. */
function nextDue({ planned: plans, fired }: Stored): number | null {
  const waiting = Object.entries(plans).flatMap(([id, plan]) => {
    const marks = fired[id]?.generation === plan.generation ? fired[id].marks : [];
    return plan.rungs
      .filter(({ rung, at, dropped }) => !dropped && !marks.includes(`${rung}@${at}`))
      .map(({ at }) => at);
  });
  return waiting.length > 0 ? Math.min(...waiting) : null;
}
