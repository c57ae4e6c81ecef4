import type { MatchRows } from '../db/api-queries.ts';
import { invalid } from './errors.ts';
import { shareNow } from './lead-time.ts';
import { chartOfMatch } from './match-view.ts';
import { onlyNamed, peopleFacts, personFacts } from './person-facts.ts';
import type { Meeting } from '../letters/index.ts';
import type { EventSchema } from '../contracts/events/schema.ts';
import type { Facts, Json, Stored } from '../machines/kernel/types.ts';

export interface Completing {
  readonly rows: MatchRows;
  readonly stored: Stored | undefined;
  readonly schema: EventSchema;
  /** An opaque id that is the same whenever the same command is sent. */
  readonly makeId: (what: string) => string;
  readonly workingDaysAfter: (day: string, days: number) => string;
  /** When the part takes place as far as the record knows. */
  readonly meeting?: Meeting | undefined;
  /** The match's own day. */
  readonly today: string;
}

/** Working days of a review when nobody says otherwise (requirements.md T21). */
const REVIEW_DAYS = 10;

/** What is opened, or is settled one day, needs an id; who reports need not invent one. */
const OPENS: Readonly<Record<string, string>> = {
  SESSION_PLANNED: 'session',
  CALL_PLANNED: 'call',
  COMMITMENT_MADE: 'commitment',
  SUMMARY_AMENDED: 'comment',
  SUMMARY_OBJECTED: 'comment',
};

/** Its letter names the whole date: also the day when only the hour moves, and what is called off. */
export const WHOLE_DATE: readonly string[] = ['CALL_MOVED', 'CALL_CANCELLED', 'SESSION_MOVED'];

/** Fills in what the API knows better than who reports; what is said stays. */
export function completeFacts(type: string, facts: Facts, known: Completing): Facts {
  const id = OPENS[type];
  if (id !== undefined) return { [id]: known.makeId(id), ...facts };
  if (WHOLE_DATE.includes(type)) return { ...standing(type, known.meeting), ...facts };
  if (type === 'DATE_MOVED') {
    checkReopened(known.rows, facts['reopen'] as string[] | undefined, 'data.reopen');
    return facts;
  }
  if (type === 'PLAN_COMPRESSED') {
    const share = facts['share'] ?? shareNow(chartOfMatch(known.rows), known.stored);
    if (share === undefined) throw invalid('data.share', 'is needed: the dates of the match leave time enough');
    return { ...facts, share };
  }
  if (type === 'ROLE_HANDED_OVER' && facts['from'] === undefined) {
    const [holder, other] = known.rows.people.filter(({ roles }) => (roles as Json[]).includes(facts['role'] ?? null));
    return holder === undefined || other !== undefined ? facts : { from: holder.id, ...facts };
  }
  if (type === 'ATTENDANCE_MARKED') return { residents: residentsOf(known.rows, facts), ...facts };
  if (type === 'SUMMARY_CIRCULATED') {
    const sentOn = typeof facts['reviewSentOn'] === 'string' ? facts['reviewSentOn'] : known.today;
    const readers = attendedOf(known.stored) ?? teamsOf(known.rows);
    return {
      reviewSentOn: sentOn,
      reviewUntil: known.workingDaysAfter(sentOn, REVIEW_DAYS),
      reviewers: readers,
      ...facts,
    };
  }
  if (type === 'ASSIGNED' && 'people' in known.schema.facts.shape)
    return { people: peopleFacts(known.rows.people), ...facts };
  if (type === 'PEOPLE_LISTED') return { ...facts, people: knownPeople(known.rows, facts['people']) };
  if (type === 'PERSON_ADDED' || type === 'PERSON_CHANGED') {
    const row = known.rows.people.find(({ id }) => id === facts['person']);
    if (row === undefined) return facts;
    const { resident, ...others } = onlyNamed(personFacts(row), known.schema);
    // Who says the kind has said whether she is a resident.
    return { ...others, ...(resident === undefined || 'kind' in facts ? {} : { resident }), ...facts };
  }
  return facts;
}

/** Tasks that are ticked to be done again must be tasks, and settled; else 422 with those that are. */
export function checkReopened({ tasks }: MatchRows, reopen: readonly string[] | undefined, path: string): void {
  const settled = tasks.filter(({ state }) => state !== 'open' && state !== 'upcoming').map(({ id }) => id);
  const wrong = reopen?.findIndex((id) => !settled.includes(id)) ?? -1;
  if (wrong >= 0) throw invalid(`${path}.${wrong}`, 'is no task that is settled', settled);
}

function standing(type: string, meeting: Meeting | undefined): Facts {
  if (meeting === undefined) return {};
  const { startsOn, time } = meeting;
  return {
    ...(type === 'SESSION_MOVED' ? { startsOn } : { on: startsOn }),
    ...(time === undefined ? {} : { time }),
  };
}

/** Residents among those who attended. */
function residentsOf({ people }: MatchRows, facts: Facts): string[] {
  const attended = facts['attended'];
  const here = (id: string) => !Array.isArray(attended) || attended.includes(id);
  return people.filter(({ id, roles }) => roles.includes('resident') && here(id)).map(({ id }) => id);
}

/** Everybody who attended reads the summary (R8); before attendance was marked, both teams. */
function attendedOf(stored: Stored | undefined): string[] | undefined {
  const { attended } = ((stored?.snapshot as { context?: { attended?: unknown } } | undefined)?.context ?? {}) as {
    attended?: unknown;
  };
  return Array.isArray(attended) && attended.length > 0 ? attended.map(String) : undefined;
}
const teamsOf = ({ people }: MatchRows): string[] => people.filter(({ team }) => team !== null).map(({ id }) => id);

/** A list names people of this match only: the chart would believe in anybody else. */
function knownPeople({ people }: MatchRows, listed: Json | undefined): Json[] {
  const known = new Set(people.map(({ id }) => id));
  const all = Array.isArray(listed) ? listed : [];
  all.forEach((one, index) => {
    if (!known.has(String((one as Facts)['person'])))
      throw invalid(`data.people.${index}.person`, 'is nobody of this match: give the id of one of its people');
  });
  return all;
}
