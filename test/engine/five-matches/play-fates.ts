import type { Peermatch } from '../../support/peermatch.ts';
import { at, forward, report, startMatch, toTheEnd } from '../../support/play.ts';
import type { Played } from '../../support/play.ts';
import { fates } from './fates.ts';
import type { FateName } from './fates.ts';

export type PlayedFates = Readonly<Record<FateName, Played>>;
const NAMES = Object.keys(fates) as FateName[];

/** They share a virtual clock, so that a person of several gets one mail a day from all of them (B3). */
const CLOCK = 'the year';

/** Plays all five to their ends. Time goes to each day on which somebody reports something; what is reported on a day is reported one after the other. */
export async function playFates(peermatch: Peermatch): Promise<PlayedFates> {
  const started: [FateName, Played][] = [];
  for (const name of NAMES) {
    const { title, cast, facilitator } = fates[name];
    const options = { title, cast, facilitator: `${facilitator}@example.org`, clock: CLOCK };
    started.push([name, await startMatch(peermatch, options)]);
  }
  const played = Object.fromEntries(started) as PlayedFates;
  const acts = NAMES.flatMap((name) => fates[name].scenes.map((scene) => ({ match: played[name], scene })))
    .map((act) => ({ ...act, when: at(act.match, act.scene.day, act.scene.time) }))
    .sort((one, other) => Date.parse(one.when) - Date.parse(other.when));
  let reached: number | undefined;
  for (const { match, scene, when } of acts) {
    if (scene.day !== reached) await forward(peermatch, match, when);
    reached = scene.day;
    await report(peermatch, match, scene);
  }
  await toTheEnd(peermatch, played.smooth);
  return played;
}
