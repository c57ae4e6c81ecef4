import type { Facts, Json } from '../kernel/types.ts';
import type { Candidate, Context, Person } from './context.ts';

interface WithFacts {
  readonly facts?: Facts;
  readonly part?: string;
}

/** Facts are what a sender wrote: every reading is total, and what is missing or of another kind counts as not said. */
export const fact = (event: WithFacts, name: string): Json => event.facts?.[name] ?? null;

export const text = (event: WithFacts, name: string): string | null => {
  const value = fact(event, name);
  return typeof value === 'string' && value !== '' ? value : null;
};
export const count = (event: WithFacts, name: string): number => {
  const value = fact(event, name);
  return typeof value === 'number' ? value : 0;
};
export const yes = (event: WithFacts, name: string): boolean => fact(event, name) === true;
export const texts = (event: WithFacts, name: string): string[] => {
  const value = fact(event, name);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
};

/** The site was asked, and there was no answer (X2). */
export const isNoAnswer = (event: WithFacts): boolean => text(event, 'outcome') === 'noAnswer';

/** The id in `<chart>/<id>`: the person, call or arrangement that a part is about. */
export const idOf = (event: WithFacts): string => event.part?.slice(event.part.indexOf('/') + 1) ?? '';

export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

export const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

export const among = (list: readonly string[], item: string): string[] =>
  list.includes(item) ? [...list] : [...list, item];

export const isOfTeam = (team: 'seeker' | 'helper', person: Person): boolean =>
  person.team === team || person.team?.startsWith(`${team}/`) === true;

export const teamOf = (team: 'seeker' | 'helper', context: Pick<Context, 'people'>): string[] =>
  Object.entries(context.people).flatMap(([id, person]) => (isOfTeam(team, person) ? [id] : []));

/** Consultants who have accepted and are still with us. */
export const accepted = (context: Pick<Context, 'candidates'>): [string, Candidate][] =>
  Object.entries(context.candidates).filter(([, { state }]) => state === 'accepted');
