import type { Peermatch } from '../../support/peermatch.ts';
import { at, forward, report, startMatch, toTheEnd } from '../../support/play.ts';
import type { Played } from '../../support/play.ts';
import { fates } from './fates.ts';
import type { FateName } from './fates.ts';

export type PlayedFates = Readonly<Record<FateName, Played>>;
const NAMES = Object.keys(fates) as FateName[];

/**
 * Plays all five to their ends. Each has a virtual clock of its own today, so they are played side by side; when matches can share
 * a clock, start them on one and play `inOneOrder`.
 */
export async function playFates(peermatch: Peermatch): Promise<PlayedFates> {
  const started = await Promise.all(
    NAMES.map(async (name) => {
      const { title, cast, facilitator } = fates[name];
      return [name, await startMatch(peermatch, { title, cast, facilitator: `${facilitator}@example.org` })] as const;
    }),
  );
  const played = Object.fromEntries(started) as PlayedFates;
  await (SHARED_CLOCK ? inOneOrder(peermatch, played) : sideBySide(peermatch, played));
  return played;
}

const SHARED_CLOCK = process.env['SHARED_CLOCK'] !== undefined;

const sideBySide = (peermatch: Peermatch, played: PlayedFates): Promise<unknown> =>
  Promise.all(NAMES.map((name) => playInTurn(peermatch, played, [name])));

const inOneOrder = (peermatch: Peermatch, played: PlayedFates): Promise<void> => playInTurn(peermatch, played, NAMES);

/** Time goes to each day on which somebody reports something; what is reported on a day is reported one after the other. */
async function playInTurn(peermatch: Peermatch, played: PlayedFates, names: readonly FateName[]): Promise<void> {
  const acts = names
    .flatMap((name) => fates[name].scenes.map((scene) => ({ match: played[name], scene })))
    .map((act) => ({ ...act, when: at(act.match, act.scene.day, act.scene.time) }))
    .sort((one, other) => Date.parse(one.when) - Date.parse(other.when));
  let reached = '';
  for (const { match, scene, when } of acts) {
    const today = `${match.id} ${scene.day}`;
    if (today !== reached) await forward(peermatch, match, when);
    reached = today;
    await report(peermatch, match, scene);
  }
  for (const name of names) await toTheEnd(peermatch, played[name]);
}
