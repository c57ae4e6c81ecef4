import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { MatchRow, MatchRows, TaskRow } from './match-rows.ts';
import type { Database } from './database.ts';
import { ownRows, withDates, withReturned } from './own-rows.ts';
import type { AsJson } from './own-rows.ts';

type Deadline = MatchRows['deadlines'][number];

/** What a line of a list shows of a match: a small part of it (decision 0033). Whatever shows a line can show a whole match too. */
export interface ListedRows {
  readonly match: Pick<
    MatchRow,
    | ('id' | 'method' | 'version' | 'title' | 'time_zone' | 'status' | 'outcome' | 'seq' | 'origin' | 'stored')
    | ('date_status' | 'assigned_on' | 'match_start' | 'match_end' | 'date_version')
    | ('clock' | 'clock_offset' | 'rehearsal' | 'steps' | 'findings')
  >;
  readonly people: readonly Pick<
    MatchRows['people'][number],
    'id' | 'name' | 'email' | 'telephone' | 'roles' | 'bounced_at'
  >[];
  /** Those that are open. */
  readonly tasks: readonly Pick<TaskRow, 'id' | 'state' | 'person' | 'reason_text' | 'opens' | 'due' | 'late'>[];
  /** Those that are not done, and calls that are planned: they have a day, but no window yet. */
  readonly parts: readonly Pick<MatchRows['parts'][number], 'id' | 'chart' | 'state' | 'done' | 'person'>[];
  /** Those that somebody can be late with. */
  readonly deadlines: readonly Pick<
    Deadline,
    | ('id' | 'task' | 'part' | 'policy' | 'owner' | 'person' | 'generation' | 'date_version')
    | ('opens' | 'due' | 'late' | 'rungs')
  >[];
  readonly successors: readonly string[];
}

export interface ListedMatch extends ListedRows {
  /** How many matches the list has in all. */
  readonly total: number;
}

type Found = ListedRows['match'] & {
  readonly total: number;
  readonly people: readonly AsJson<ListedRows['people'][number]>[];
  readonly tasks: readonly AsJson<ListedRows['tasks'][number]>[];
  readonly parts: ListedRows['parts'];
  readonly deadlines: readonly AsJson<ListedRows['deadlines'][number]>[];
};

/**
 * The lines of a list in one statement: one round trip, and a few values for each match in place of hundreds.
 * @param wanted a query for `id`, `total` and `place`, the place in the list
 */
export async function listedMatches(db: Database, wanted: RawBuilder<unknown>): Promise<ListedMatch[]> {
  const { rows } = await sql<Found>`
    with wanted as materialized (${wanted})
    select m.id, m.method, m.version, m.title, m.time_zone, m.status, m.outcome, m.seq, m.origin, null as stored,
      m.date_status, m.assigned_on, m.match_start, m.match_end, m.date_version,
      m.clock, m.clock_offset, m.rehearsal, m.steps, m.findings, wanted.total,
      ${ownRows(sql`select p.id, p.name, p.email, p.telephone, mp.roles, p.bounced_at
        from match_people mp join people p on p.id = mp.person
        where mp.match = m.id and mp.left_at is null order by mp.position`)} as people,
      open.tasks,
      ${ownRows(sql`select id, chart, state, done, person
        from parts where match = m.id and (not done or state = 'planned') order by id collate "C"`)} as parts,
      ${
        // The same as in stand_anew(): what nobody can be late with is most of them.
        ownRows(sql`select d.id, d.task, d.part, d.policy, d.owner, d.person, d.generation, d.date_version, d.opens, d.due, d.late, d.rungs
        from deadlines d
        where d.match = m.id and d.policy not in ('moment', 'endOfDay') and (d.part is not null or d.task = any (open.ids))
        order by d.id collate "C"`)
      } as deadlines
    from wanted join matches m on m.id = wanted.id
      cross join lateral (
        select coalesce(json_agg(one), '[]') as tasks, array_agg(one.id) as ids from (
          select id, state, person, null as reason_text, opens, due, late from tasks where match = m.id and state = 'open') one) open
    order by wanted.place`.execute(db);
  return rows.map(({ total, people, tasks, parts, deadlines, ...match }) => ({
    match,
    total,
    people: people.map((person) => withReturned<ListedRows['people'][number]>(person)),
    tasks: tasks.map((task) => withDates<ListedRows['tasks'][number]>(task)),
    parts,
    deadlines: deadlines.map((deadline) => withDates<ListedRows['deadlines'][number]>(deadline)),
    successors: [],
  }));
}
