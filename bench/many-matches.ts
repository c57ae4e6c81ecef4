import type pg from 'pg';
import { people, scenes, ZONE } from '../src/cli/story.ts';
import type { House } from '../test/api/house.ts';

const DAY = 86_400_000;
const day = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** Matches of the story that stand at different points of it today: days since the assignment. */
export const STANDING = { early: 5, preparing: 30, after: 79, ended: 200 } as const;
export type StandingAt = keyof typeof STANDING;

/** Plays one real match up to a day, today being that day, through the API and the real record, without waiting for timers. */
export async function playedUpTo(house: House, token: string, at: StandingAt): Promise<string> {
  const last = STANDING[at];
  const dayOf = (days: number): string => day(days - last);
  const dates = { assignedOn: dayOf(0), matchStart: dayOf(56), matchEnd: dayOf(57) };
  const title = `Learning from Otherville, ${at}`;
  const match = { method: 'cssp-peer-match', title, timeZone: ZONE, people, ...dates };
  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await house.call(token, method, path, body);
    if (answer.status < 200 || answer.status > 299)
      throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 600)}`);
    return answer.body;
  };
  const { id } = await send('POST', 'matches', match);
  const { items } = await send('GET', `matches/${id}/people`);
  const persons = new Map<string, string>(items.map((person: { ref: string; id: string }) => [person.ref, person.id]));
  for (const scene of scenes(dayOf).filter(({ day: on }) => on <= last)) {
    const { type, task, part, data } = scene;
    if (type === 'RELEASE') {
      const { items: all } = await send('GET', `matches/${id}/letters`);
      const drafts = (all as { id: string; kind: string; state: string }[]).filter(
        ({ kind, state }) => kind === data?.['kind'] && state === 'draft',
      );
      const letters = drafts.map((letter) => letter.id);
      if (letters.length > 0) await send('POST', `letters/${letters[0]}/release`, { letters });
      continue;
    }
    const event = JSON.stringify({ type, task, part, data: { ...data, ...evaluation(type, part) } });
    const named = event.replaceAll(/@(\w+)/g, (all, ref: string) => persons.get(ref) ?? all);
    await send('POST', `matches/${id}/events`, JSON.parse(named));
  }
  return id;
}

/** The story returns its forms on paper; here they are typed in, so that the report has something to count. */
const evaluation = (type: string, part = ''): object =>
  type === 'EVALUATION_RETURNED'
    ? {
        form: {
          organized: 'fully',
          heard: part < 'evaluation/@m' ? 'mostly' : 'fully',
          peers: 'fully',
          learned: 'mostly',
          nextSteps: 'partly',
        },
      }
    : {};

const TABLES = ['matches', 'match_people', 'tasks', 'parts', 'deadlines', 'journal', 'forms', 'letters'];

/**
 * Copies a match so many times, with everything that belongs to it; every id gets a mark of its copy. Forty copies share their
 * staff, as forty matches of one facilitator. The bytes of captured mail are left out.
 */
export async function copyMatch(db: pg.Pool, id: string, copies: number, mark: string): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    `select $1 as id union select person from match_people where match = $1 union select id from letters where match = $1
     union select id from forms where match = $1`,
    [id],
  );
  await letThemLeave(db);
  const pattern = `(${rows.map((one) => one.id).join('|')})`;
  await copyRows(db, 'people', `id in (select person from match_people where match = $1)`, {
    id,
    copies,
    mark,
    pattern,
  });
  for (const table of TABLES)
    await copyRows(db, table, `${table === 'matches' ? 'id' : 'match'} = $1`, { id, copies, mark, pattern });
  await db.query(`update matches set title = title || ' ' || substring(id from '[0-9]+$') where id like $1`, [
    `${id}${mark}%`,
  ]);
  await db.query(
    `update people set organization = organization || ' ' || substring(id from '[0-9]+$')::integer % 50, town = 'Town ' || substring(id from '[0-9]+$')::integer % 300,
       email = split_part(email, '@', 1) || $2 || substring(id from '[0-9]+$')::integer / 40 || '@example.org'
     where id in (select person from match_people where match like $1)`,
    [`${id}${mark}%`, mark],
  );
}

/** No worker sends for these matches: what was to leave by now has left, as it would have. */
async function letThemLeave(db: pg.Pool): Promise<void> {
  await db.query(
    `update letters set state = 'sent', sent_at = due_at where state in ('queued', 'released') and due_at < now()`,
  );
}

async function copyRows(
  db: pg.Pool,
  table: string,
  own: string,
  { id, copies, mark, pattern }: { id: string; copies: number; mark: string; pattern: string },
): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
    [table],
  );
  const columns = rows.map(({ name }) => `"${name}"`).join(', ');
  // Ids are found once; to copy a row is then to put another mark behind each of them.
  await db.query(
    `with template as materialized (
       select regexp_replace((to_jsonb(t) - 'mime')::text, $2, '\\1<copy>', 'g') as words from ${table} t where ${own})
     insert into ${table} (${columns}) select ${columns}
     from template, generate_series(1, $4::integer) serial (copied),
       lateral jsonb_populate_record(null::${table}, replace(words, '<copy>', $3 || serial.copied)::jsonb) r`,
    [id, pattern, mark, copies],
  );
}
