import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';

/** How an API process hears of changed matches. */
export interface MatchChanges {
  /** Listens until it is closed, over broken connections. `onBack`: whatever happened before was not heard. */
  listen(to: { onChange: (match: string) => void; onBack: () => void }): { close(): Promise<void> };
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** One connection of its own: a pool hands its connections to others, and loses what they listen to. */
export function makeMatchChanges(url: string, onError: (error: Error) => void): MatchChanges {
  return {
    listen({ onChange, onBack }) {
      let client: pg.Client | undefined;
      let timer: NodeJS.Timeout | undefined;
      let isClosed = false;

      const again = (pause: number): void => {
        if (isClosed) return;
        timer = setTimeout(() => void connect(pause), pause);
      };
      const connect = async (pause: number): Promise<void> => {
        const next = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 2_000 });
        client = next;
        let isBroken = false;
        const lose = (error: Error): void => {
          if (isBroken || isClosed) return;
          isBroken = true;
          onError(error);
          void next.end().catch(() => undefined);
          again(Math.min(2 * pause, LONGEST_PAUSE));
        };
        next.on('error', lose);
        next.on('end', () => lose(new Error('the connection that listens ended')));
        next.on('notification', ({ payload }) => payload !== undefined && onChange(payload));
        try {
          await next.connect();
          await next.query('listen peermatch');
          pause = FIRST_PAUSE;
          onBack();
        } catch (error) {
          lose(error as Error);
        }
      };
      void connect(FIRST_PAUSE);
      return {
        async close() {
          isClosed = true;
          clearTimeout(timer);
          await client?.end().catch(() => undefined);
        },
      };
    },
  };
}

/** Asks to be told of these matches for so many seconds more; says how far each record is, by match. */
export async function watchMatches(
  db: Database,
  matches: readonly string[],
  seconds: number,
): Promise<Map<string, number>> {
  if (matches.length === 0) return new Map();
  const ids = [...matches].sort();
  await sql`
    insert into watched (match, until)
    select match, now() + make_interval(secs => ${seconds}) from unnest(${ids}::text[]) as match
    on conflict (match) do update set until = greatest(watched.until, excluded.until)`.execute(db);
  await sql`
    delete from watched where match in (select match from watched where until < now() for update skip locked)`.execute(
    db,
  );
  const rows = await db.selectFrom('matches').select(['id', 'seq']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}
