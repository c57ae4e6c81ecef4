import type { JournalLine } from '../contracts/record.ts';
import type { Role } from '../contracts/names.ts';
import { ROLES } from '../contracts/names.ts';
import type { MatchPerson, PersonChange, RecordTransaction } from './record-ports.ts';
import type { Facts, MatchEvent } from '../machines/kernel/types.ts';

/** Who is in the match, before and after this record, and who gave a role to whom. */
export interface Moves {
  readonly before: readonly MatchPerson[];
  readonly after: readonly MatchPerson[];
  readonly givers: ReadonlySet<string>;
  readonly takers: ReadonlySet<string>;
  /** The last line that changed people. */
  readonly line: JournalLine | undefined;
}

/** Does what the lines say about people: they come, leave, bounce, hand roles over, and are erased (requirements.md X4, X7, X24, X28). */
export async function changePeople(
  tx: Pick<RecordTransaction, 'people' | 'changePerson'>,
  lines: readonly JournalLine[],
  before: readonly MatchPerson[],
  undone: boolean,
): Promise<Moves> {
  let after = undone ? await tx.people() : before;
  let last: JournalLine | undefined;
  const givers = new Set<string>();
  const takers = new Set<string>();
  for (const line of lines) {
    if (line.refused !== undefined) continue;
    const changes = changesOf(line.event, after);
    if (changes.length === 0) continue;
    for (const change of changes) await tx.changePerson(change, { seq: line.seq, at: new Date(line.at) });
    if (line.event.type === 'ROLE_HANDED_OVER') {
      for (const { person } of changes) (person === line.event.facts?.['to'] ? takers : givers).add(person);
    }
    after = await tx.people();
    last = line;
  }
  return { before, after, givers, takers, line: last };
}

type Changes = (facts: Facts, people: readonly MatchPerson[]) => PersonChange[];
const ofPerson =
  (change: (facts: Facts, people: readonly MatchPerson[]) => Omit<PersonChange, 'person'>): Changes =>
  (facts, people) =>
    typeof facts['person'] === 'string' ? [{ person: facts['person'], ...change(facts, people) }] : [];

/** Every event that says something about people, and what. */
const CHANGES: Readonly<Record<string, Changes>> = {
  ROLE_HANDED_OVER: handOver,
  PEOPLE_LISTED: listed,
  PERSON_ADDED: ofPerson((facts, people) => ({ left: false, bounced: false, ...said(facts, people) })),
  PERSON_CHANGED: ofPerson((facts, people) => ({ bounced: false, ...said(facts, people) })),
  PERSON_LEFT: ofPerson(() => ({ left: true })),
  PERSON_ERASED: ofPerson(() => ({ left: true, erased: true })),
  PERSON_BOUNCED: ofPerson(() => ({ bounced: true })),
};

/** Whether an event may change who is in the match, and as what. */
export const isAboutPeople = ({ type }: MatchEvent): boolean => type in CHANGES;

const changesOf = ({ type, facts = {} }: MatchEvent, people: readonly MatchPerson[]): PersonChange[] =>
  CHANGES[type]?.(facts, people) ?? [];

/** Of a list only what it changes: the people were written down with it, and a list may be long. */
function listed(facts: Facts, people: readonly MatchPerson[]): PersonChange[] {
  const known = new Map(people.map((one) => [one.id, one]));
  const named = Array.isArray(facts['people']) ? (facts['people'] as Facts[]) : [];
  return named.flatMap((one) => {
    const person = known.get(String(one['person']));
    if (person === undefined) return [];
    const { team, roleKind, roles } = said(one, [person]);
    const isNews =
      (team ?? person.team) !== person.team ||
      (roleKind ?? person.roleKind) !== person.roleKind ||
      (roles ?? person.roles).length !== person.roles.length;
    return isNews ? [{ person: person.id, ...said(one, [person]) }] : [];
  });
}

/** Team, role kind, and whether she is a resident, when the event says so. */
function said(facts: Facts, people: readonly MatchPerson[]): Pick<PersonChange, 'team' | 'roleKind' | 'roles'> {
  const { team, kind } = facts;
  const resident = facts['resident'] ?? (kind === 'resident' ? true : undefined);
  const roles = people.find(({ id }) => id === facts['person'])?.roles;
  return {
    ...(typeof team === 'string' ? { team } : {}),
    ...(typeof kind === 'string' ? { roleKind: kind } : {}),
    ...(typeof resident === 'boolean' && roles !== undefined
      ? { roles: resident ? withRole(roles, 'resident') : withoutRole(roles, 'resident') }
      : {}),
  };
}

/**
 * The role goes from one person to another. Without `from` it is taken from the only one who holds it. Whoever holds no role any
 * more is out of the match: the old person gets nothing more (X4).
 */
function handOver({ role, from, to }: Facts, people: readonly MatchPerson[]): PersonChange[] {
  if (!isRole(role) || typeof to !== 'string' || from === to) return [];
  const holders = people.filter(({ id, roles }) => id !== to && roles.includes(role));
  const named = people.find(({ id }) => id === from);
  const giver = named ?? (typeof from !== 'string' && holders.length === 1 ? holders[0] : undefined);
  const left = giver === undefined ? [] : withoutRole(giver.roles, role);
  const taker = people.find(({ id }) => id === to);
  return [
    ...(giver === undefined ? [] : [{ person: giver.id, roles: left, ...(left.length === 0 ? { left: true } : {}) }]),
    { person: to, left: false, roles: withRole(taker?.roles ?? [], role) },
  ];
}

const isRole = (value: unknown): value is Role => (ROLES as readonly unknown[]).includes(value);
const withRole = (roles: readonly Role[], role: Role): Role[] => [...new Set([...roles, role])];
const withoutRole = (roles: readonly Role[], role: Role): Role[] => roles.filter((one) => one !== role);
