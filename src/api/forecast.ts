import type { ForecastEntry } from '../contracts/api.ts';
import type { Chart, Stored } from '../machines/kernel/types.ts';
import { rungStates } from '../machines/kernel/index.ts';
import { iso } from './match-view.ts';

/** What is planned already: every ask and moment of the windows that are open now. */
export function plannedEntries(chart: Chart, stored: Stored): ForecastEntry[] {
  return Object.keys(stored.planned)
    .flatMap((window) =>
      rungStates(stored, window)
        .filter(({ state }) => state === 'planned')
        .map(({ rung, at }) => ({ window, rung, at })),
    )
    .sort((one, other) => one.at - other.at)
    .map(({ window, rung, at }) => {
      const part = window.split('/').slice(0, -1).join('/') || null;
      const task = (window.split('/').at(-1) ?? window).replace(/:opens$/, '');
      const moves = rung === 'moment' || rung === 'expire';
      return {
        at: iso(at),
        what: moves ? ('moment' as const) : ('ask' as const),
        kind: rung,
        task,
        part,
        to: moves ? null : (chart.tasks[task]?.owner ?? null),
      };
    });
}
