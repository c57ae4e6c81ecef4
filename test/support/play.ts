import { setTimeout } from 'node:timers/promises';
import { forward as forwardBy, instantOf, playUntil, report as reportBy, startPlaying } from '../../src/cli/player.ts';
import { people, ZONE } from '../../src/cli/story.ts';
import type { Call, Played } from '../../src/cli/player.ts';
import type { Scene } from '../../src/cli/story.ts';
import type { Peermatch } from './peermatch.ts';

export type { Played };

/** A Monday far ahead: virtual clocks only go forward, and the expected days must stay the same for years. */
export const ASSIGNED_ON = '2040-01-02';
const THE_END = 57 + 200;

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

const insisting =
  (peermatch: Peermatch): Call =>
  (method, path, body, options) =>
    insist(() => peermatch.call(method, path, body, options));

export interface StartOptions {
  /** Whose token reports as the facilitator. */
  readonly facilitator?: string;
  readonly title: string;
  readonly cast?: readonly Record<string, unknown>[];
  readonly dates?: { readonly matchStart: string; readonly matchEnd: string };
  /** The name of a virtual clock that it shares with other matches. */
  readonly clock?: string;
  /** Real SMTP on a virtual clock: only the test harness combines them (design.md 9). */
  readonly smtp?: boolean;
}

/** Starts a rehearsal, takes its clock to the morning of the assignment, and assigns it. */
export async function startMatch(
  peermatch: Peermatch,
  { title, cast = people, dates, clock, smtp = true, facilitator: email = 'fac@example.org' }: StartOptions,
): Promise<Played> {
  const [facilitator, assistant, programManager] = await Promise.all([
    peermatch.token(['facilitator'], email),
    peermatch.token(['assistant'], 'aa@example.org'),
    peermatch.token(['programManager'], 'pm@example.org'),
  ]);
  return startPlaying(insisting(peermatch), {
    title,
    people: cast,
    assignedOn: ASSIGNED_ON,
    tokens: { facilitator, assistant, programManager },
    ...(dates ? { dates } : {}),
    ...(clock === undefined ? {} : { clock }),
    prepare: async (id) => {
      if (smtp) await peermatch.db.query(`update matches set mail = 'smtp' where id = $1`, [id]);
    },
  });
}

export const at = (played: Played, day: number, time: string): string => instantOf(played, day, time);

export const forward = (peermatch: Peermatch, played: Played, until: string): Promise<void> =>
  forwardBy(insisting(peermatch), played, until);

export const report = (peermatch: Peermatch, played: Played, scene: Scene): Promise<void> =>
  reportBy(insisting(peermatch), played, scene);

/** Plays the whole story. */
export const playAll = (
  peermatch: Peermatch,
  played: Played,
  before?: (scene: Scene) => Promise<void>,
): Promise<void> => playUntil(insisting(peermatch), played, THE_END, before);

/** Runs time on past the end of the match. */
export const toTheEnd = (peermatch: Peermatch, played: Played): Promise<void> =>
  forward(peermatch, played, at(played, THE_END, '12:00'));

const zoned = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  ...{
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
} as Intl.DateTimeFormatOptions);

/** All mails that the SMTP server got of a match, one line each: when, what, to whom, about what. For people to read. */
export function mailList(peermatch: Peermatch, title: string): string {
  const lines = peermatch.sink.received
    .filter(({ mail }) => mail.subject?.includes(title))
    .map(({ mail, to }) => {
      const part = Object.fromEntries(zoned.formatToParts(mail.date).map(({ type, value }) => [type, value]));
      const when = `${part['year']}-${part['month']}-${part['day']} ${part['weekday']} ${part['hour']}:${part['minute']}`;
      return `${when}  ${String(mail.headers.get('x-peermatch-kind')).padEnd(6)} ${to.padEnd(20)} ${mail.subject}`;
    });
  return `${lines.sort().join('\n')}\n`;
}
