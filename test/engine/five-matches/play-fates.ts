import type { Peermatch } from '../../support/peermatch.ts';
import { at, forward, report, startMatch, toTheEnd } from '../../support/play.ts';
import type { Played } from '../../support/play.ts';
import { fates } from './fates.ts';
import type { FateName } from './fates.ts';

export type PlayedFates = Readonly<Record<FateName, Played>>;
const NAMES = Object.keys(fates) as FateName[];

/**
 * Plays all five to their ends, side by side: each has a virtual clock of its own, so that the list is the same however busy the
 * machine is. One digest over several matches is shown by digest.test.ts, on a clock that matches share.
 */
export async function playFates(peermatch: Peermatch): Promise<PlayedFates> {
  const started = await Promise.all(
    NAMES.map(async (name) => {
      const { title, cast, facilitator } = fates[name];
      return [name, await startMatch(peermatch, { title, cast, facilitator: `${facilitator}@example.org` })] as const;
    }),
  );
  const played = Object.fromEntries(started) as PlayedFates;
  await Promise.all(NAMES.map((name) => play(peermatch, played[name], name)));
  return played;
}

/** Time goes to each day on which somebody reports something; what is reported on a day is reported one after the other. */
async function play(peermatch: Peermatch, match: Played, name: FateName): Promise<void> {
  let reached: number | undefined;
  for (const scene of fates[name].scenes) {
    if (scene.day !== reached) await forward(peermatch, match, at(match, scene.day, scene.time));
    reached = scene.day;
    await report(peermatch, match, scene);
  }
  await toTheEnd(peermatch, match);
}
