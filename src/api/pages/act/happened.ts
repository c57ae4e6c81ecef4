import { dayAt } from '../../../calendar/index.ts';
import type { Match } from '../../../contracts/api.ts';
import type { Chart } from '../../../machines/kernel/types.ts';
import type { HappenedGroup, Questions } from '../../../words/index.ts';
import { placesOf } from '../match/places.ts';
import type { Place } from '../match/places.ts';
import { toDoable } from './doable.ts';

/** Things that may have happened, by what they are about. */
export interface Happened {
  readonly title: string;
  readonly lines: readonly { readonly title: string; readonly address: string; readonly says: string | undefined }[];
  /** Where the rest of it is reported. */
  readonly places: readonly Place[];
}

/** What the reader may report now, in the groups of the method; a group with nothing in it is left out. */
export function happenedNow(
  match: Match,
  chart: Chart,
  groups: readonly HappenedGroup[],
  questions: Questions,
): Happened[] {
  const today = dayAt(Date.parse(match.now), match.timeZone);
  const places = placesOf(match, chart);
  return groups
    .map((group) => ({
      title: group.title,
      places: places.filter(({ path }) => group.places.includes(path)),
      lines: group.events.flatMap(({ type, says, from }) => {
        const allowed = match.allowed.find((one) => one.type === type && one.part === undefined);
        if (allowed === undefined || (from !== undefined && today < (match.dates[from] ?? '9'))) return [];
        const { title, address } = toDoable(match, chart, { task: chart.catalogue[type]?.task, ...allowed }, questions);
        return [{ title, address, says }];
      }),
    }))
    .filter(({ lines }) => lines.length > 0);
}
