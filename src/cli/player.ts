import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { scenes, ZONE } from './story.ts';
import type { Scene } from './story.ts';

/** Sends one request to the API. Throws when it cannot be answered. */
export type Call = <T>(
  method: string,
  path: string,
  body?: unknown,
  options?: { readonly token?: string; readonly key?: string },
) => Promise<{ readonly status: number; readonly body: T }>;

/** A match on its way through the story. */
export interface Played {
  readonly id: string;
  /** `fac` -> the opaque id of that person. */
  readonly persons: Readonly<Record<string, string>>;
  /** Whose token reports what; without one the caller's own. */
  readonly tokens: Readonly<Partial<Record<Scene['as'], string>>>;
  readonly assignedOn: string;
}

/** The day so many days after the assignment. */
export const dayOf = ({ assignedOn }: Pick<Played, 'assignedOn'>, days: number): string =>
  Temporal.PlainDate.from(assignedOn).add({ days }).toString();

/** An instant of the story, ISO 8601. */
export const instantOf = (played: Pick<Played, 'assignedOn'>, day: number, time: string): string =>
  Temporal.PlainDateTime.from(`${dayOf(played, day)}T${time}`)
    .toZonedDateTime(ZONE)
    .toInstant()
    .toString();

/** Starts a rehearsal with these people, takes its clock to the morning of the assignment, and assigns it. */
export async function startPlaying(
  call: Call,
  options: {
    readonly title: string;
    readonly people: readonly unknown[];
    readonly assignedOn: string;
    readonly tokens?: Played['tokens'];
    readonly dates?: { readonly matchStart: string; readonly matchEnd: string };
    /** The name of a virtual clock that it shares with others. */
    readonly clock?: string;
    /** Runs between the start and the assignment. */
    readonly prepare?: (id: string) => Promise<void>;
  },
): Promise<Played> {
  const { title, people, assignedOn, tokens = {}, dates = {} } = options;
  const clock = options.clock === undefined ? {} : { clock: options.clock };
  const match = { method: 'cssp-peer-match', title, timeZone: ZONE, rehearsal: true, people, ...clock };
  const { id } = await good(call<{ id: string }>('POST', '/api/v1/matches', match, { key: randomUUID() }));
  await options.prepare?.(id);
  const { items } = await good(call<{ items: { id: string; ref: string }[] }>('GET', `/api/v1/matches/${id}/people`));
  const persons = Object.fromEntries(items.map((person) => [person.ref, person.id]));
  const played: Played = { id, persons, tokens, assignedOn };
  await forward(call, played, instantOf(played, 0, '08:00'));
  await report(call, played, {
    day: 0,
    time: '08:00',
    as: 'programManager',
    type: 'ASSIGNED',
    data: { assignedOn, ...dates },
  });
  return played;
}

export async function forward(call: Call, { id }: Pick<Played, 'id'>, until: string): Promise<void> {
  await good(call('POST', `/api/v1/matches/${id}/fast-forward`, { until }));
}

/** Reports one scene, as its role would; releases are scenes too. */
export async function report(call: Call, played: Played, scene: Scene): Promise<void> {
  const token = played.tokens[scene.as];
  const options = { key: randomUUID(), ...(token === undefined ? {} : { token }) };
  if (scene.type === 'RELEASE') return release(call, played, String(scene.data?.['kind']), options);
  const { type, task, part, data } = withPersons(scene, played);
  await good(call('POST', `/api/v1/matches/${played.id}/events`, { type, task, part, data }, options));
}

/** All drafts of a kind go out. */
async function release(
  call: Call,
  { id }: Played,
  kind: string,
  options: { token?: string; key: string },
): Promise<void> {
  interface Letter {
    readonly id: string;
    readonly kind: string;
    readonly state: string;
  }
  const { items } = await good(call<{ items: Letter[] }>('GET', `/api/v1/matches/${id}/letters`, undefined, options));
  const letters = items.filter((letter) => letter.kind === kind && letter.state === 'draft').map((letter) => letter.id);
  if (letters.length === 0) throw new Error(`there is no draft of ${kind} to release`);
  await good(call('POST', `/api/v1/letters/${letters[0]}/release`, { letters }, options));
}

/** Plays the scenes up to a day: time goes to each scene's instant, then the scene is reported. */
export async function playUntil(
  call: Call,
  played: Played,
  lastDay: number,
  before?: (scene: Scene) => Promise<void>,
): Promise<void> {
  for (const scene of scenes((days) => dayOf(played, days)).filter(({ day }) => day <= lastDay)) {
    await forward(call, played, instantOf(played, scene.day, scene.time));
    await before?.(scene);
    await report(call, played, scene);
  }
}

const withPersons = <T>(value: T, { persons }: Played): T =>
  JSON.parse(JSON.stringify(value).replaceAll(/@(\w+)/g, (all, ref: string) => persons[ref] ?? all)) as T;

async function good<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  if (status < 200 || status > 299) throw new Error(`${status} ${JSON.stringify(body).slice(0, 600)}`);
  return body;
}
