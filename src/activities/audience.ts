import { ESCALATION } from '../contracts/names.ts';
import type { Role } from '../contracts/names.ts';
import type { Audience } from '../letters/index.ts';
import type { MatchPerson } from './record-ports.ts';
import type { MatchView } from '../contracts/record.ts';
import type { PartId } from '../machines/kernel/types.ts';

/** Roles that many people hold, each of whom answers for herself. */
const ANSWER_FOR_THEMSELVES: readonly Role[] = ['participant', 'consultant', 'resident'];

export interface About {
  readonly part?: PartId | undefined;
  /** Named by the effect: they get it, whatever the kind says. */
  readonly persons?: readonly string[] | undefined;
  readonly owner?: Role | undefined;
  /** Who reported the event. */
  readonly by?: string | undefined;
  /** The match's parts: whoever was invited and has not accepted is not in a team yet, or any more. */
  readonly parts?: MatchView['parts'] | undefined;
  /** Who was written to in this match. */
  readonly told?: ReadonlySet<string> | undefined;
}

/** Who gets a letter, among the people who are in the match now. */
export function audience(to: readonly Audience[], about: About, people: readonly MatchPerson[]): MatchPerson[] {
  if (about.persons !== undefined) return people.filter((person) => about.persons?.includes(person.id));
  return [...new Set(to.flatMap((one) => resolve(one, about, people)))];
}

function resolve(to: Audience, about: About, people: readonly MatchPerson[]): MatchPerson[] {
  const coming = people.filter(({ id }) => !isOnlyInvited(id, about.parts ?? []));
  switch (to) {
    case 'seekerTeam':
      return coming.filter((person) => isOf('seeker', person));
    case 'helperTeam':
      return coming.filter((person) => isOf('helper', person));
    case 'everyone':
    case 'attended':
      return coming.filter(isInATeam);
    case 'everyoneAndStaff':
      return coming.filter((person) => isInATeam(person) || person.roles.some(isStaff));
    case 'consultants':
      return coming.filter((person) => person.roles.includes('consultant'));
    case 'told':
      return people.filter(({ id, roles }) => about.told?.has(id) && !roles.some(isStaff) && !saidNo(id, about.parts));
    case 'person':
      return personOfPart(about.part, people);
    case 'owner':
      return ownerOf(about, people);
    case 'nextInLine':
      return afterReporter(about, people);
    default:
      return holders(to, people);
  }
}

/** Whoever holds a role; when nobody does, whoever holds the next in the escalation order (design.md 8). */
export function holders(role: Role, people: readonly MatchPerson[]): MatchPerson[] {
  const found = people.filter((person) => person.roles.includes(role) && !(role === 'lead' && isOf('helper', person)));
  const next = ESCALATION[role];
  return found.length > 0 || next === undefined ? found : holders(next, people);
}

/** `invitation/<person>`: a part that is about one person. */
export function personOfPart(part: PartId | undefined, people: readonly MatchPerson[]): MatchPerson[] {
  const id = part?.slice(part.indexOf('/') + 1);
  return people.filter((person) => person.id === id);
}

/**
 * A part about one person belongs to that person: always, when the window's owner is not staff, since nobody else can answer for her
 * (a consultant's review asks no participant, and a review of somebody who has left asks nobody); for staff, when she holds the role.
 */
export function ownerOf({ owner, part }: Pick<About, 'owner' | 'part'>, people: readonly MatchPerson[]): MatchPerson[] {
  if (owner === undefined) return [];
  const own = personOfPart(part, people).filter((person) => !isStaff(owner) || person.roles.includes(owner));
  if (own.length > 0) return own;
  return part !== undefined && ANSWER_FOR_THEMSELVES.includes(owner) ? [] : holders(owner, people);
}

/** The first in the escalation order who has not been asked already. */
export function nextInLine(owner: Role, owners: readonly MatchPerson[], people: readonly MatchPerson[]): MatchPerson[] {
  const next = ESCALATION[owner];
  if (next === undefined) return [];
  const found = holders(next, people).filter((person) => !owners.some((owner) => isSame(owner, person)));
  return found.length > 0 ? found : nextInLine(next, owners, people);
}

/** One human may stand in a match twice, with two roles: her address is the same. */
export const isSame = (one: MatchPerson, other: MatchPerson): boolean =>
  one.id === other.id || (one.email !== null && one.email.toLowerCase() === other.email?.toLowerCase());

/** Who is last in line has the facilitator after her: somebody must hear of it. */
function afterReporter({ owner, by }: About, people: readonly MatchPerson[]): MatchPerson[] {
  const told = people.filter(({ id }) => id === by);
  const next = owner === undefined ? [] : nextInLine(owner, told, people);
  return next.length > 0 ? next : holders('facilitator', people).filter((person) => !told.includes(person));
}

function isOnlyInvited(person: string, parts: MatchView['parts']): boolean {
  const invitation = parts.find(({ id }) => id === `invitation/${person}`);
  return invitation !== undefined && invitation.state !== 'accepted';
}

/** Who declined, or is not asked any more, has been thanked and hears nothing further. */
const saidNo = (person: string, parts: MatchView['parts'] = []): boolean =>
  parts.some(({ id, state }) => id === `invitation/${person}` && (state === 'declined' || state === 'withdrawn'));

const isOf = (team: string, person: MatchPerson): boolean =>
  person.team === team || person.team?.startsWith(`${team}/`) === true;
const isInATeam = (person: MatchPerson): boolean => isOf('seeker', person) || isOf('helper', person);
const isStaff = (role: Role): boolean => role === 'facilitator' || role === 'assistant' || role === 'programManager';
