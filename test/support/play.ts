import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { people, scenes, ZONE, type Scene } from '../../src/cli/story.ts';
import type { Peermatch } from './peermatch.ts';

export interface Played {
  readonly id: string;
  /** `fac` -> the opaque id of that person. */
  readonly persons: Readonly<Record<string, string>>;
  readonly tokens: Readonly<Record<Scene['as'], string>>;
  dayOf(day: number): string;
  /** An instant of the match's day, local time. */
  at(day: number, time: string): string;
}

/** A Monday far ahead: virtual clocks only go forward, and the expected days must stay the same for years. */
export const ASSIGNED_ON = '2040-01-02';

export const dayAfter = (first: string, days: number): string =>
  Temporal.PlainDate.from(first).add({ days }).toString();
export const localInstant = (day: string, time: string, zone = ZONE): string =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toInstant().toString();

interface StartOptions {
  readonly title: string;
  readonly assignedOn?: string;
  readonly cast?: readonly Record<string, unknown>[];
  readonly dates?: { readonly matchStart: string; readonly matchEnd: string };
  /** Real SMTP on a virtual clock: only the test harness combines them (design.md 9). */
  readonly smtp?: boolean;
}

/** Starts a rehearsal match, takes its clock to the morning of the assignment, and assigns it. */
export async function startMatch(peermatch: Peermatch, options: StartOptions): Promise<Played> {
  const assignedOn = options.assignedOn ?? ASSIGNED_ON;
  const body = {
    method: 'cssp-peer-match',
    title: options.title,
    timeZone: ZONE,
    rehearsal: true,
    people: options.cast ?? people,
  };
  const made = await peermatch.call<{ id: string }>('POST', '/api/v1/matches', body);
  if (made.status !== 201) throw new Error(`the match was not started: ${made.status} ${JSON.stringify(made.body)}`);
  const { id } = made.body;
  if (options.smtp ?? true) await peermatch.db.query(`update matches set mail = 'smtp' where id = $1`, [id]);
  const rows = await peermatch.db.query<{ id: string; email: string }>(
    'select p.id, p.email from people p join match_people m on m.person = p.id where m.match = $1',
    [id],
  );
  const persons = Object.fromEntries(rows.rows.map((row) => [row.email?.split('@')[0] ?? row.id, row.id]));
  const played: Played = {
    id,
    persons,
    tokens: {
      facilitator: await peermatch.token(['facilitator'], 'fac@example.org'),
      assistant: await peermatch.token(['assistant'], 'aa@example.org'),
      programManager: await peermatch.token(['programManager'], 'pm@example.org'),
    },
    dayOf: (day) => dayAfter(assignedOn, day),
    at: (day, time) => localInstant(dayAfter(assignedOn, day), time),
  };
  await forward(peermatch, id, localInstant(assignedOn, '08:00'));
  await report(peermatch, played, {
    day: 0,
    time: '08:00',
    as: 'programManager',
    type: 'ASSIGNED',
    data: { assignedOn, ...options.dates },
  });
  return played;
}

export async function forward(peermatch: Peermatch, id: string, until: string): Promise<void> {
  const answer = await insist(() => peermatch.call('POST', `/api/v1/matches/${id}/fast-forward`, { until }));
  if (answer.status !== 200)
    throw new Error(`fast-forward to ${until}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** Asks again while processes are down: no connection, 503, and 202 ("taken, not recorded yet"). The same key makes it one command. */
export async function insist<T extends { status: number }>(send: () => Promise<T>, patience = 120_000): Promise<T> {
  for (const limit = Date.now() + patience; ; await setTimeout(100)) {
    const answer = await send().catch((error: unknown) => {
      if (Date.now() > limit) throw error;
    });
    if (answer && ![202, 503].includes(answer.status)) return answer;
    if (Date.now() > limit) throw new Error(`still ${answer?.status} after ${patience} ms`);
  }
}

/** Reports one scene, as its role would. Releases are scenes too: all drafts of a kind go out. */
export async function report(peermatch: Peermatch, played: Played, scene: Scene): Promise<void> {
  const token = played.tokens[scene.as];
  const named = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replaceAll(/@(\w+)/g, (all, ref: string) => played.persons[ref] ?? all)) as T;
  if (scene.type === 'RELEASE') return release(peermatch, played.id, String(scene.data?.['kind']), token);
  const { type, task, part, data } = named(scene);
  const key = randomUUID();
  const answer = await insist(() =>
    peermatch.call('POST', `/api/v1/matches/${played.id}/events`, { type, task, part, data }, { token, key }),
  );
  if (answer.status !== 200)
    throw new Error(`${type} on day ${scene.day}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 600)}`);
}

async function release(peermatch: Peermatch, id: string, kind: string, token: string): Promise<void> {
  const { body } = await insist(() =>
    peermatch.call<{ items: { id: string; kind: string; state: string }[] }>(
      'GET',
      `/api/v1/matches/${id}/letters`,
      undefined,
      { token },
    ),
  );
  const drafts = body.items
    .filter((letter) => letter.kind === kind && letter.state === 'draft')
    .map((letter) => letter.id);
  if (drafts.length === 0) throw new Error(`no draft of ${kind} to release`);
  const key = randomUUID();
  const answer = await insist(() =>
    peermatch.call('POST', `/api/v1/letters/${drafts[0]}/release`, { letters: drafts }, { token, key }),
  );
  if (answer.status !== 200) throw new Error(`release of ${kind}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** Plays the whole story: time goes to each scene's instant, then the scene is reported. */
export async function playAll(
  peermatch: Peermatch,
  played: Played,
  between?: (scene: Scene, n: number) => Promise<void>,
): Promise<void> {
  for (const [n, scene] of scenes(played.dayOf).entries()) {
    await forward(peermatch, played.id, played.at(scene.day, scene.time));
    await between?.(scene, n);
    await report(peermatch, played, scene);
  }
}

/** Runs time on to the end of the match. */
export async function toTheEnd(peermatch: Peermatch, played: Played): Promise<void> {
  await forward(peermatch, played.id, played.at(57 + 200, '12:00'));
}

/** All mails of a match that left, one line each: when, what, to whom, about what. For people to read. */
export async function mailList(peermatch: Peermatch, played: Played): Promise<string> {
  const { rows } = await peermatch.db.query<Record<string, string>>(
    `select to_char(coalesce(l.message_date, l.sent_at) at time zone $2, 'YYYY-MM-DD Dy HH24:MI') as at, l.kind, l.subject, p.name
     from letters l join people p on p.id = l.person where l.match = $1 and l.state = 'sent' order by 1, l.kind, p.name, l.subject`,
    [played.id, ZONE],
  );
  return (
    rows
      .map(({ at, kind, name, subject }) => `${at}  ${String(kind).padEnd(5)} ${String(name).padEnd(18)} ${subject}`)
      .join('\n') + '\n'
  );
}
