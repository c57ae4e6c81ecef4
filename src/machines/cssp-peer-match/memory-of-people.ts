import type { Facts, Json } from '../kernel/types.ts';
import type { Candidate, Context, Happened, Memory, Person } from './context.ts';
import { fact, idOf, own, teamOf, text, texts, without, yes } from './facts.ts';

type People = Context['people'];

const withPeople = (people: People): Pick<Context, 'people' | 'seekers'> => ({
  people,
  seekers: teamOf('seeker', { people }),
});

function toPerson(said: Readonly<Record<string, Json>>, known?: Person): Person {
  const team = said['team'];
  const kind = said['kind'];
  const resident = said['resident'];
  return {
    team: typeof team === 'string' ? team : (known?.team ?? null),
    kind: typeof kind === 'string' ? kind : (known?.kind ?? null),
    resident:
      typeof resident === 'boolean' ? resident : (known?.resident ?? (kind === 'resident' || kind === 'parent')),
    ...whether('complete', said, known),
    ...whether('reachable', said, known),
  };
}

function whether(
  name: 'complete' | 'reachable',
  said: Readonly<Record<string, Json>>,
  known: Person | undefined,
): Pick<Person, typeof name> {
  const value = said[name] ?? known?.[name];
  return typeof value === 'boolean' ? { [name]: value } : {};
}

/** People can be named one by one (`PERSON_ADDED`), or many at once (`people: [{ person, team, kind, resident }]`). */
function peopleNamed({ people }: Pick<Context, 'people'>, event: Happened): People {
  const said = fact(event, 'people');
  const next: Record<string, Person> = { ...people };
  for (const one of Array.isArray(said) ? said : []) {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) continue;
    const id = one['person'];
    if (typeof id === 'string' && id !== '') next[id] = toPerson(one, own(next, id));
  }
  return next;
}

/** Does a list bring anybody or anything that is not known yet? */
export function bringsNews({ people }: Pick<Context, 'people'>, event: Happened): boolean {
  const next = peopleNamed({ people }, event);
  return Object.entries(next).some(([id, one]) => JSON.stringify(one) !== JSON.stringify(own(people, id)));
}

/** Does a person, or a list, bring a resident? Then what was said about there being none is over (X12). */
export const bringsResident = (event: Happened): boolean =>
  [event.facts ?? {}, ...(Array.isArray(event.facts?.['people']) ? (event.facts['people'] as Facts[]) : [])].some(
    (said) => typeof said === 'object' && said !== null && toPerson(said).resident,
  );

const nobodyMissing = (event: Happened): Partial<Context> => (bringsResident(event) ? { explained: false } : {});

function personSaid({ people, bounced }: Context, event: Happened): Partial<Context> {
  const id = text(event, 'person');
  if (id === null) return {};
  const next = { ...people, [id]: toPerson(event.facts ?? {}, own(people, id)) };
  return { ...withPeople(next), bounced: bounced.filter((one) => one !== id), ...nobodyMissing(event) };
}

function personLeft(context: Context, event: Happened): Partial<Context> {
  const id = text(event, 'person') ?? '';
  const candidate = own(context.candidates, id);
  return {
    ...withPeople(without(context.people, id)),
    bounced: context.bounced.filter((one) => one !== id),
    // X21: the designated writer is gone.
    ...(context.writer === id ? { writer: null, writerLeft: true } : {}),
    ...(candidate ? { candidates: { ...context.candidates, [id]: { ...candidate, state: 'lost' as const } } } : {}),
  };
}

/** A change of a list that was handed over makes its next version; one that brings nothing new does not (X7). */
const newVersion =
  (change: NonNullable<Memory['PERSON_LEFT']>): NonNullable<Memory['PERSON_LEFT']> =>
  (context, event) => {
    const next = change(context, event);
    const same = JSON.stringify(next.people) === JSON.stringify(context.people);
    return context.listed && !same ? { ...next, listVersion: context.listVersion + 1 } : next;
  };

const candidateIs =
  (change: Partial<Candidate>) =>
  ({ candidates }: Context, event: Happened): Partial<Context> => {
    const candidate = own(candidates, idOf(event));
    return candidate ? { candidates: { ...candidates, [idOf(event)]: { ...candidate, ...change } } } : {};
  };

function candidateSuggested({ candidates }: Context, event: Happened): Partial<Context> {
  const id = text(event, 'person');
  if (id === null || own(candidates, id)) return {};
  const lead = yes(event, 'lead');
  const candidate = { lead, examined: false, suitable: false, invited: false, state: 'open' } as const;
  return { candidates: { ...candidates, [id]: candidate } };
}

/** Who is asked to a call: the persons named, else the teams that its audience means; a call that names neither asks its letter's own audience. */
function callPlanned(context: Context, event: Happened): Partial<Context> {
  const id = text(event, 'call');
  if (id === null) return {};
  const audience = text(event, 'audience') ?? '';
  const seekers = audience === 'consultants' ? [] : teamOf('seeker', context);
  const helpers = ['initial', 'site'].includes(audience) ? [] : teamOf('helper', context);
  const named = texts(event, 'invitees');
  const persons = named.length > 0 ? named : [...seekers, ...helpers];
  return {
    calls: { ...context.calls, [id]: { audience, heldOn: null, seekers: 0, helpers: 0 } },
    ...(persons.length > 0 ? { invitees: { ...context.invitees, [`call/${id}`]: persons } } : {}),
  };
}

export const peopleMemory: Memory = {
  ASSIGNED: (context, event) => ({
    ...withPeople(peopleNamed(context, event)),
    assignedOn: text(event, 'assignedOn'),
    start: text(event, 'matchStart'),
    end: text(event, 'matchEnd'),
  }),
  PERSON_ADDED: newVersion(personSaid),
  PERSON_CHANGED: newVersion(personSaid),
  PEOPLE_LISTED: newVersion((context, event) => ({
    ...withPeople(peopleNamed(context, event)),
    ...nobodyMissing(event),
  })),
  PERSON_LEFT: newVersion(personLeft),
  PERSON_ERASED: newVersion(personLeft),
  ROLE_HANDED_OVER: (_, event) => (text(event, 'role') === 'facilitator' ? { reassigned: true } : {}),
  PERSON_BOUNCED: ({ bounced }, event) => ({
    bounced: [...new Set([...bounced, text(event, 'person') ?? ''])].filter((id) => id !== ''),
  }),
  CANDIDATE_SUGGESTED: candidateSuggested,
  CALL_PLANNED: callPlanned,
  CANDIDATE_FOUND_FIT: (context, event) =>
    candidateIs({ examined: true, suitable: fact(event, 'suitable') !== false })(context, event),
  CONSULTANT_ASKED: candidateIs({ state: 'open', invited: true }),
  CONSULTANT_ACCEPTED: candidateIs({ state: 'accepted' }),
  CONSULTANT_DECLINED: candidateIs({ state: 'declined' }),
  CONSULTANT_LOST: candidateIs({ state: 'lost' }),
  CONSULTANT_SILENT: candidateIs({ state: 'silent' }),
};
