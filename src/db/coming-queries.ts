import { sql } from 'kysely';
import type { Database } from './database.ts';
import { isMine } from './letter-queries.ts';
import type { Mine } from './letter-queries.ts';

export interface ComingWanted {
  /** The last instant that is looked at. */
  readonly until: Date;
  /** From 1. */
  readonly page: number;
  readonly size: number;
  /** Only matches in which this e-mail holds one of these roles; undefined: all. */
  readonly mine: Mine | undefined;
}
export interface ComingMatch {
  readonly id: string;
  readonly seq: number;
  readonly title: string;
  readonly zone: string;
  readonly total: number;
}
export interface ComingRow {
  readonly id: string;
  readonly match: string;
  readonly kind: string;
  readonly state: string;
  readonly channel: string;
  readonly automatic: boolean;
  readonly due_at: Date;
  readonly name: string;
}

const STATES = sql`('draft', 'edited', 'queued', 'released', 'sending', 'deferred')`;

/** Letters of all matches that have not left yet. Rehearsals send nothing, and so do matches on hold. */
export function makeComingQueries(db: Database) {
  return {
    /** Matches in which something is planned or written for this time, whichever comes first. */
    async matches({ until, page, size, mine }: ComingWanted): Promise<ComingMatch[]> {
      const { rows } = await sql<ComingMatch>`
        select m.id, m.seq, m.title, m.time_zone as zone, count(*) over () as total
        from matches m left join lateral (
          select due_at from letters where match = m.id and state in ${STATES} and due_at <= ${until} order by due_at limit 1
        ) waiting on true
        where m.status in ('draft', 'underway', 'cancelling') and not m.rehearsal
          and (m.next_due <= ${until} or waiting.due_at is not null)
          and ${mine === undefined ? sql`true` : isMine(sql`m.id`, mine)}
        order by least(m.next_due, waiting.due_at), m.id
        limit ${size} offset ${(page - 1) * size}`.execute(db);
      return rows;
    },

    /** What is written and has not left, in these matches. */
    async written(matches: readonly string[], until: Date): Promise<ComingRow[]> {
      if (matches.length === 0) return [];
      const { rows } = await sql<ComingRow>`
        select l.id, l.match, l.kind, l.state, l.channel, l.automatic, l.due_at, p.name
        from letters l join people p on p.id = l.person
        where l.match = any (${sql.val([...matches])}::text[]) and l.state in ${STATES} and l.due_at <= ${until}
        order by l.due_at, l.id`.execute(db);
      return rows;
    },
  };
}
