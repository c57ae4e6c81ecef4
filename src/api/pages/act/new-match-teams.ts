import type { NewPerson } from '../../../contracts/people.ts';
import { ApiProblem } from '../../errors.ts';
import { compare } from '../../people-import/compare.ts';
import { readPeople } from '../../people-import/read-people.ts';
import { readTable } from '../../people-import/read-table.ts';

export const TEAMS = ['seeker', 'helper'] as const;
export type Team = (typeof TEAMS)[number];

/** A list of people, pasted for a team of a match that has not been started. */
export interface PastedTeam {
  readonly team: Team;
  readonly people: readonly NewPerson[];
  /** What cannot be taken over, line by line, in words. */
  readonly wrong: readonly string[];
  /** Who is taken as the lead contact, because the list names nobody. */
  readonly lead?: string;
}

/** Reads what was pasted, with the same rules as a list of people of a match (requirements.md B2.14). An empty box is a team of nobody. */
export function readTeam(team: Team, text: unknown): PastedTeam {
  if (typeof text !== 'string' || text.trim() === '') return { team, people: [], wrong: [] };
  try {
    const rows = compare(readPeople(readTable({ text, mapping: {} }), { team }), []);
    const people = rows.flatMap(({ said }) => said ?? []);
    const wrong = rows.flatMap(({ row, errors }) =>
      errors.map(({ field, message }) => `line ${row.line}${field === null ? '' : `, ${field}`}: ${message}`),
    );
    return { team, people, wrong };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 422) throw error;
    return { team, people: [], wrong: (error.saying.errors ?? []).map(({ message }) => `the list ${message}`) };
  }
}

/** Whoever stands in one list, or runs the match, cannot be in the next list too: one person, one place. */
export function notTwice(teams: readonly PastedTeam[], staff: readonly { readonly email?: unknown }[]): PastedTeam[] {
  const seen = new Set(staff.flatMap(({ email }) => (typeof email === 'string' ? [email.toLowerCase()] : [])));
  return teams.map((one) => {
    const isAgain = ({ email }: NewPerson) => email !== undefined && seen.has(email.toLowerCase());
    const again = one.people.filter(isAgain);
    const people = one.people.filter((person) => !isAgain(person));
    for (const { email } of people) if (email !== undefined) seen.add(email.toLowerCase());
    const wrong = again.map(({ name }) => `${name} has the e-mail address of somebody who is named above`);
    return { ...one, people, wrong: [...one.wrong, ...wrong] };
  });
}

/**
 * A match has somebody at the requesting site to begin with: without her, letters to the lead contact would go to the facilitator, who
 * writes them. A list that names nobody has her in its first line.
 */
export function withLead(one: PastedTeam): PastedTeam {
  const [first, ...others] = one.people;
  if (one.team !== 'seeker' || first === undefined || one.people.some(({ roles }) => roles.includes('lead')))
    return one;
  return { ...one, people: [{ ...first, roles: ['lead', ...first.roles] }, ...others], lead: first.name };
}
