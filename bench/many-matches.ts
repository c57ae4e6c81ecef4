import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { people, scenes, ZONE } from '../src/cli/story.ts';
import type { Peermatch } from '../test/support/peermatch.ts';
import { insist } from '../test/support/play.ts';

const DAY = 86_400_000;
const day = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** Matches of the story that stand at different points of it today: days since the assignment. */
export const STANDING = { early: 5, preparing: 30, after: 79, ended: 200 } as const;
export type StandingAt = keyof typeof STANDING;

/** Plays one real match up to a day, today being that day. */
export async function playedUpTo(peermatch: Peermatch, at: StandingAt): Promise<string> {
  const last = STANDING[at];
  const dayOf = (days: number): string => day(days - last);
  const dates = { assignedOn: dayOf(0), matchStart: dayOf(56), matchEnd: dayOf(57) };
  const match = {
    method: 'cssp-peer-match',
    title: `Learning from Otherville, ${at}`,
    timeZone: ZONE,
    people,
    ...dates,
  };
  const { id } = await good(insisting<{ id: string }>(peermatch, '/api/v1/matches', match));
  const { items } = await good(
    peermatch.call<{ items: { id: string; ref: string }[] }>('GET', `/api/v1/matches/${id}/people`),
  );
  const persons = new Map(items.map((person) => [person.ref, person.id]));
  for (const scene of scenes(dayOf).filter(({ day: on }) => on <= last)) {
    if (scene.type === 'RELEASE') {
      await release(peermatch, id, String(scene.data?.['kind']));
      continue;
    }
    const { type, task, part, data } = scene;
    const event = JSON.stringify({ type, task, part, data: { ...data, ...evaluation(type, part) } });
    const named = event.replaceAll(/@(\w+)/g, (all, ref: string) => persons.get(ref) ?? all);
    const answer = await insisting(peermatch, `/api/v1/matches/${id}/events`, JSON.parse(named));
    // On the wall clock months pass in a minute: some things have closed by themselves before they are reported.
    if (answer.status !== 409) await good(Promise.resolve(answer));
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

async function release(peermatch: Peermatch, id: string, kind: string): Promise<void> {
  const path = `/api/v1/matches/${id}/letters?kind=${kind}`;
  const { items } = await good(peermatch.call<{ items: { id: string; kind: string; state: string }[] }>('GET', path));
  const letters = items.filter((one) => one.kind === kind && one.state === 'draft').map((one) => one.id);
  if (letters.length > 0) await good(insisting(peermatch, `/api/v1/letters/${letters[0]}/release`, { letters }));
}

/** A machine that is busy may answer "send again with the same key". */
function insisting<T>(peermatch: Peermatch, path: string, body: unknown) {
  const key = randomUUID();
  return insist(() => peermatch.call<T>('POST', path, body, { key }));
}

async function good<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  if (status < 200 || status > 299) throw new Error(`${status} ${JSON.stringify(body).slice(0, 600)}`);
  return body;
}

const TABLES = ['matches', 'match_people', 'tasks', 'parts', 'deadlines', 'journal', 'forms', 'letters', 'standings'];

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
  await db.query(
    `insert into ${table} (${columns}) select ${columns} from (
       select regexp_replace((to_jsonb(t) - 'mime')::text, $2, '\\1' || $3 || serial.copied, 'g')::jsonb as copy
       from ${table} t, generate_series(1, $4::integer) serial (copied) where ${own}) copies,
     lateral jsonb_populate_record(null::${table}, copy) r`,
    [id, pattern, mark, copies],
  );
}
