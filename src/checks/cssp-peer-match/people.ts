import { accepted } from '../../machines/cssp-peer-match/facts.ts';
import { gaps, sideOf, sizes } from '../../machines/shared/mirror.ts';
import { areListsDue, isResident } from '../../machines/cssp-peer-match/rules-of-people.ts';
import type { CheckedPerson, Outcome } from '../types.ts';
import { contextOf, isRaised, judged } from './input.ts';
import type { Input, Rule } from './input.ts';

const ofSide = (side: 'seeker' | 'helper', people: readonly CheckedPerson[]): CheckedPerson[] =>
  people.filter(({ team }) => sideOf(team) === side);
const inTeams = (people: readonly CheckedPerson[]): CheckedPerson[] => people.filter(({ team }) => team !== null);

/** R1: three to ten people from each requesting site. */
function teamSize(input: Input): Outcome {
  const counts = Object.values(sizes('seeker', input.people));
  const odd = input.findings.find(({ code }) => code === 'R1')?.facts?.['people'];
  const facts = { people: odd ?? counts[0] ?? 0, teams: counts.length };
  return judged(input, 'R1', areListsDue(input.chart.tasks) && counts.length > 0, facts);
}

/** R2: residents or parents take part, or there is a reason; it never blocks. */
function residents(input: Input): Outcome {
  const seekers = ofSide('seeker', input.people);
  const found = seekers.filter(isResident).length;
  const reason = input.reasons['R2'];
  const asked = isRaised(input, 'R2') || (contextOf(input).explained && found === 0);
  return {
    holds: found > 0 ? 'yes' : asked ? 'no' : 'notYet',
    facts: { residents: found, explained: contextOf(input).explained, ...(reason === undefined ? {} : { reason }) },
  };
}

/** R3: every role kind of the requesting site has a counterpart in one of the helper teams. */
function mirror({ people, chart }: Input): Outcome {
  const teams = inTeams(people);
  const missing = gaps(teams);
  const unknown = teams.filter(({ kind }) => kind === null).length;
  const facts = { kinds: missing, unknown };
  if (!areListsDue(chart.tasks)) return { holds: 'notYet', facts };
  if (missing.length > 0) return { holds: 'no', facts };
  const both = ofSide('seeker', people).length > 0 && ofSide('helper', people).length > 0;
  return { holds: both && unknown === 0 ? 'yes' : 'notYet', facts };
}

/** R15: six fields of everybody on a list. */
function sixFields({ people, chart }: Input): Outcome {
  const teams = inTeams(people);
  const lacking = teams
    .filter(({ missing }) => missing.length > 0)
    .map(({ name, missing }) => ({ name, missing: [...missing] }));
  const facts = { people: teams.length, lacking };
  if (!areListsDue(chart.tasks) || teams.length === 0) return { holds: 'notYet', facts };
  return { holds: lacking.length > 0 ? 'no' : 'yes', facts };
}

/** R16: consultants may come from several sites; whoever agreed belongs to one of them, or neither list nor mirror has her. */
function helperTeams(input: Input): Outcome {
  const { people } = input;
  const teams = Object.keys(sizes('helper', people));
  const agreed = accepted(contextOf(input)).map(([id]) => id);
  const astray = people.filter(({ id, team }) => agreed.includes(id) && sideOf(team) !== 'helper');
  const facts = { teams: teams.length, astray: astray.map(({ name }) => name) };
  if (astray.length > 0) return { holds: 'no', facts };
  return { holds: teams.length > 0 ? 'yes' : 'notYet', facts };
}

/** Rules about who takes part (requirements.md A2.4). */
export const peopleChecks: readonly Rule[] = [
  { rule: 'R1', level: 'warn', task: 'T09', facts: ['people', 'teams'], look: teamSize },
  { rule: 'R2', level: 'askReason', task: 'T09', facts: ['residents', 'explained', 'reason'], look: residents },
  { rule: 'R3', level: 'warn', task: 'T34', facts: ['kinds', 'unknown'], look: mirror },
  { rule: 'R15', level: 'warn', task: 'T09', facts: ['people', 'lacking'], look: sixFields },
  { rule: 'R16', level: 'warn', task: 'T34', facts: ['teams', 'astray'], look: helperTeams },
];
