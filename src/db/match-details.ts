import { sql } from 'kysely';
import type { MatchRows, TaskRow } from './match-rows.ts';
import { ownRows, withDates, withReturned } from './own-rows.ts';
import type { AsJson } from './own-rows.ts';
import { PERSON_COLUMNS } from './people-queries.ts';

type Details = Omit<MatchRows, 'match'>;

/** Everything that belongs to the match `m`, as columns of a statement; `readDetails` reads them. */
export const DETAILS = sql`
  ${ownRows(sql`select ${sql.join(PERSON_COLUMNS.map((column) => sql.ref(column)))}
    from match_people join people on people.id = match_people.person
    where match_people.match = m.id and match_people.left_at is null order by match_people.position`)} as people,
  ${ownRows(sql`select match, person as id, ref from match_people
    where match = m.id and left_at is not null order by position`)} as former,
  ${ownRows(sql`select tasks.*, forms.body as reason_text from tasks left join forms on forms.id = tasks.reason
    where tasks.match = m.id`)} as tasks,
  ${ownRows(sql`select * from parts where match = m.id order by id`)} as parts,
  ${ownRows(sql`select * from deadlines where match = m.id order by id`)} as deadlines,
  array(select id from matches younger where younger.origin = m.id order by created_at) as successors`;

export interface FoundDetails {
  readonly people: readonly AsJson<Details['people'][number]>[];
  readonly former: Details['former'];
  readonly tasks: readonly AsJson<TaskRow>[];
  readonly parts: Details['parts'];
  readonly deadlines: readonly AsJson<Details['deadlines'][number]>[];
  readonly successors: readonly string[];
}

export const readDetails = ({ people, former, tasks, parts, deadlines, successors }: FoundDetails): Details => ({
  people: people.map((person) => withReturned<Details['people'][number]>(person)),
  former,
  tasks: tasks.map((task) => withDates<TaskRow>(task)),
  parts,
  deadlines: deadlines.map((deadline) => withDates<Details['deadlines'][number]>(deadline)),
  successors,
});
