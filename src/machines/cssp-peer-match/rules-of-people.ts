import type { RuleInput } from '../kernel/types.ts';
import type { Context, Person } from './context.ts';
import { isOfTeam } from './facts.ts';
import { when } from './findings.ts';
import type { Found } from './findings.ts';
import { gaps, sizes } from '../shared/mirror.ts';

/** R1: a team of 3 to 10 per site. */
const TEAM = { least: 3, most: 10 };

/** A finding names so many people; the list has the others. */
const NAMED = 50;

/** The lists are looked at when they are due (T09): before that people are still being found. */
export const areListsDue = (tasks: RuleInput['tasks']): boolean =>
  tasks['T09'] !== undefined && tasks['T09'] !== 'upcoming';

/** Rules about who takes part (requirements.md R1 to R3, R15, X5, X7, X12, X13, X14, X24). The team is looked at when its list is due (T09). */
export function peopleRules({ tasks }: RuleInput, context: Context): Found[] {
  const looked = areListsDue(tasks);
  const people = Object.values(context.people);
  const seekers = people.filter((person) => isOfTeam('seeker', person));
  const residents = people.filter(({ resident }) => resident);
  const unavailable = nextNeeded(context, tasks);
  const unexamined = Object.entries(context.candidates).flatMap(([id, one]) =>
    one.invited && (!one.examined || !one.suitable) ? [id] : [],
  );
  const missing = gaps(people);
  const odd = Object.values(sizes('seeker', people)).find(outside);
  const those = (holds: (person: Person) => boolean) =>
    Object.entries(context.people)
      .flatMap(([id, person]) => (person.team !== null && holds(person) ? [id] : []))
      .slice(0, NAMED);
  const incomplete = those(({ complete }) => complete === false);
  const unreachable = those(({ reachable }) => reachable === false);
  return [
    ...when(looked && odd !== undefined, { code: 'R1', task: 'T09', facts: { people: odd ?? 0 } }),
    // Answered by a resident who takes part, or by the reason why none does.
    ...when(looked && seekers.length > 0 && !seekers.some(isResident) && !context.explained, {
      code: 'R2',
      task: 'T09',
    }),
    ...when(looked && missing.length > 0, { code: 'R3', task: 'T34', facts: { kinds: missing } }),
    ...when(unavailable.length > 0, { code: 'X5', task: 'T06', facts: { persons: unavailable } }),
    ...when(unexamined.length > 0, { code: 'UNEXAMINED', task: 'T36', facts: { persons: unexamined } }),
    ...lostLead(context, tasks),
    ...when(tasks['X6'] === 'open', { code: 'X6', task: 'X6' }),
    // X12: the reason is asked for once; who gave it before the match is not asked again after it.
    ...when(context.attended !== null && context.residents.length === 0 && !context.explained, {
      code: 'X12',
      task: 'T18',
    }),
    ...when(residents.length > 0 && unfunded(context) && !context.alternatives, {
      code: 'X13',
      task: 'T26',
      facts: { residents: residents.length },
    }),
    // X7: until the days together; the mirror (R3) is looked at anew by itself.
    ...when(context.listVersion > 1 && context.attended === null, {
      code: 'X7',
      task: 'T09',
      facts: { version: context.listVersion },
    }),
    ...when(looked && incomplete.length > 0, { code: 'R15', task: 'T09', facts: { persons: incomplete } }),
    ...when(unreachable.length > 0, { code: 'X14', facts: { persons: unreachable } }),
    ...when(context.bounced.length > 0, { code: 'X24', facts: { persons: [...context.bounced] } }),
  ];
}

const outside = (count: number): boolean => count < TEAM.least || count > TEAM.most;
/** R2 counts parents with residents: both bring the voices of those whom it is about. */
export const isResident = ({ resident, kind }: Pick<Person, 'resident' | 'kind'>): boolean =>
  resident || kind === 'resident' || kind === 'parent';

/** X5: who did not answer; and who declined, as long as a lead is looked for and nobody else is being asked. */
function nextNeeded({ candidates }: Context, tasks: RuleInput['tasks']): string[] {
  const all = Object.entries(candidates);
  const isAsked = all.some(([, { state, invited }]) => state === 'open' && invited);
  const seeks = tasks['T06'] === 'open' && !isAsked;
  return all.flatMap(([id, { state }]) => (state === 'silent' || (state === 'declined' && seeks) ? [id] : []));
}

/** X5: a lead said no, and nobody leads: the date is at risk. */
function lostLead(context: Context, tasks: RuleInput['tasks']): Found[] {
  const lost = Object.values(context.candidates).some(
    ({ lead, state }) => lead && ['declined', 'lost'].includes(state),
  );
  return when(lost && tasks['T06'] === 'open', { code: 'DATE_AT_RISK', task: 'T06' });
}

/** X13: a side with residents for whom no funds are promised. */
function unfunded({ people, funds }: Context): boolean {
  return Object.values(people).some((person) => {
    if (!person.resident) return false;
    if (isOfTeam('seeker', person)) return funds.site === false;
    return isOfTeam('helper', person) && funds.consultants === false;
  });
}
