import type { Facts } from '../kernel/types.ts';

export interface Context {
  /** Persons who take part and were asked what they hope to gain, and those who have settled it. */
  readonly asked: string[];
  readonly answered: string[];
  /** Persons who were invited, and those among them whom the last event named first: letters go to nobody twice. */
  readonly invited: string[];
  readonly newcomers: string[];
  readonly bounced: string[];
  /** Nobody knows an e-mail address, a telephone or an address of theirs. Absent in matches of before it was kept. */
  readonly unreachable?: string[];
  readonly sessionsPlanned: number;
  readonly sessionsHeld: number;
  readonly supervisor: boolean;
  readonly overridden: boolean;
  /** training, caseStudy or groupProblemSolving (Q5). */
  readonly format: string | null;
  /** The organizer wishes to ask again some months later (A3: an offer, nothing more). */
  readonly checkIn: boolean;
}

export const emptyContext: Context = {
  asked: [],
  answered: [],
  invited: [],
  newcomers: [],
  bounced: [],
  unreachable: [],
  sessionsPlanned: 0,
  sessionsHeld: 0,
  supervisor: false,
  overridden: false,
  format: null,
  checkIn: false,
};

/** What memory reads of an event: facts are what a sender wrote, and may be missing or of another kind. */
interface Said {
  readonly type: string;
  readonly part?: string;
  readonly facts?: Facts;
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const among = (list: readonly string[], more: readonly string[]): string[] => [...new Set([...list, ...more])];
const without = (list: readonly string[], id: string | null): string[] => list.filter((one) => one !== id);
const text = ({ facts }: Said, name: string): string | null => {
  const value = facts?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
};
export const personOf = ({ part }: Said): string => part?.split('/')[1] ?? '';
export const hasSupervisor = ({ facts }: Said): boolean => facts?.['supervisorIncluded'] === true;
export const isSubstitute = (event: Said): boolean => text(event, 'insteadOf') !== null;

/** Nobody is invited before the footing is equal, or was overridden with a reason (Q3). */
function inviting({ invited }: Context, persons: readonly string[], settled: boolean): Partial<Context> {
  const newcomers = settled ? persons.filter((id) => !invited.includes(id)) : [];
  return { newcomers, invited: among(invited, newcomers) };
}

export function chosen(context: Context, event: Said): Partial<Context> {
  const persons = strings(event.facts?.['persons']);
  const overridden = event.type === 'EQUAL_FOOTING_OVERRIDDEN';
  const supervisor = hasSupervisor(event);
  return { asked: persons, supervisor, overridden, ...inviting(context, persons, overridden || !supervisor) };
}

/** Of each one who is named: is there a way to reach her (X14)? */
function reached({ unreachable = [] }: Context, said: Facts): string[] {
  const { person, reachable } = said;
  if (typeof person !== 'string' || typeof reachable !== 'boolean') return unreachable;
  return reachable ? without(unreachable, person) : among(unreachable, [person]);
}

export const listed = (context: Context, { facts }: Said): Partial<Context> => {
  const people = Array.isArray(facts?.['people']) ? facts['people'] : [];
  const unreachable = people.reduce<string[]>(
    (known, one) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? reached({ ...context, unreachable: known }, one)
        : known,
    context.unreachable ?? [],
  );
  return { unreachable };
};

/** Somebody joins those who were chosen, in the place of another (X7) or besides. Before anybody was chosen she is only known. */
export function joined(context: Context, event: Said): Partial<Context> {
  const person = text(event, 'person');
  const bounced = without(context.bounced, person);
  const unreachable = reached(context, event.facts ?? {});
  if (person === null || context.asked.length === 0) return { bounced, unreachable, newcomers: [] };
  const asked = among(without(context.asked, text(event, 'insteadOf')), [person]);
  const supervisor = context.supervisor || hasSupervisor(event);
  const overridden = context.overridden && !hasSupervisor(event);
  return {
    bounced,
    unreachable,
    asked,
    supervisor,
    overridden,
    ...inviting(context, [person], overridden || !supervisor),
  };
}

export const left = (context: Context, event: Said): Partial<Context> => {
  const person = text(event, 'person');
  return {
    asked: without(context.asked, person),
    answered: without(context.answered, person),
    invited: without(context.invited, person),
    bounced: without(context.bounced, person),
    unreachable: without(context.unreachable ?? [], person),
  };
};

export const mailCameBack = ({ bounced }: Context, event: Said): Partial<Context> => ({
  bounced: among(bounced, [text(event, 'person') ?? '']).filter((id) => id !== ''),
});
export const corrected = (context: Context, event: Said): Partial<Context> => ({
  bounced: without(context.bounced, text(event, 'person')),
  unreachable: reached(context, event.facts ?? {}),
});
export const answered = (context: Context, event: Said): Partial<Context> => ({
  answered: among(context.answered, [personOf(event)]),
});
export const askedAgain = (context: Context, event: Said): Partial<Context> => ({
  answered: without(context.answered, personOf(event)),
});
export const formatChosen = (_: Context, event: Said): Partial<Context> => ({ format: text(event, 'format') });
