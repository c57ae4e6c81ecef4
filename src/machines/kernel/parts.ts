import type { AnyMachineSnapshot } from 'xstate';
import { initial, save } from './snapshot.ts';
import type { Act } from './snapshot.ts';
import type { Chart, Draft, Facts, MatchEvent, PartId } from './types.ts';

/** The ids that an `openPart` act names: fixed ones (`ids`), or those of a fact (`each`). */
export function partIds(act: Act, event: MatchEvent): PartId[] {
  const chart = String(act.params['chart']);
  const named = act.params['ids'] ?? event.facts?.[String(act.params['each'])] ?? [];
  return (Array.isArray(named) ? named : [named]).map((id) => `${chart}/${String(id)}`);
}

/** Opens the parts that are not there yet; the event's facts, what the match knows and the part's own id are its machine's input. */
export function openParts(
  chart: Chart,
  draft: Draft,
  act: Act,
  event: MatchEvent,
  match: Facts,
): { id: PartId; snapshot: AnyMachineSnapshot }[] {
  const name = String(act.params['chart']);
  const machine = chart.parts[name];
  if (!machine) throw new Error(`${chart.method} has no part chart "${name}"`);
  return partIds(act, event)
    .filter((id) => !draft.parts[id])
    .map((id) => {
      const input: Facts = { ...event.facts, match, id: id.slice(name.length + 1) };
      const snapshot = initial(machine, input);
      draft.parts = { ...draft.parts, [id]: { chart: name, snapshot: save(machine, snapshot), anchors: {} } };
      return { id, snapshot };
    });
}
