import type { Facts } from '../kernel/types.ts';

export interface Context {
  /** Persons who take part and were asked what they hope to gain, and those who have settled it. */
  readonly asked: string[];
  readonly answered: string[];
  /** Persons who were invited, and those among them whom the last event named first: letters go to nobody twice. */
  readonly invited: string[];
  readonly newcomers: string[];
  readonly bounced: string[];
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

/** Somebody joins those who were chosen, in the place of another (X7) or besides. Before anybody was chosen she is only known. */
export function joined(context: Context, event: Said): Partial<Context> {
  const person = text(event, 'person');
  const bounced = without(context.bounced, person);
  if (person === null || context.asked.length === 0) return { bounced, newcomers: [] };
  const asked = among(without(context.asked, text(event, 'insteadOf')), [person]);
  const supervisor = context.supervisor || hasSupervisor(event);
  const overridden = context.overridden && !hasSupervisor(event);
  return { bounced, asked, supervisor, overridden, ...inviting(context, [person], overridden || !supervisor) };
}

export const left = (context: Context, event: Said): Partial<Context> => {
  const person = text(event, 'person');
  return {
    asked: without(context.asked, person),
    answered: without(context.answered, person),
    invited: without(context.invited, person),
    bounced: without(context.bounced, person),
  };
};

export const mailCameBack = ({ bounced }: Context, event: Said): Partial<Context> => ({
  bounced: among(bounced, [text(event, 'person') ?? '']).filter((id) => id !== ''),
});
export const corrected = ({ bounced }: Context, event: Said): Partial<Context> => ({
  bounced: without(bounced, text(event, 'person')),
});
export const answered = (context: Context, event: Said): Partial<Context> => ({
  answered: among(context.answered, [personOf(event)]),
});
export const askedAgain = (context: Context, event: Said): Partial<Context> => ({
  answered: without(context.answered, personOf(event)),
});
export const formatChosen = (_: Context, event: Said): Partial<Context> => ({ format: text(event, 'format') });
