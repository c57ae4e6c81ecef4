import type { Live } from './deadlines.ts';
import type { Act } from './snapshot.ts';
import { partIds } from './parts.ts';
import type { Chart, Draft, Effect, Facts, MatchEvent, PartId } from './types.ts';

interface Done {
  readonly act: Act;
  readonly part?: PartId;
  readonly event: MatchEvent;
}

/** The named actions of a chart, as effects. Assignments are XState's own and never come here. */
export function toEffects(chart: Chart, draft: Draft, event: MatchEvent, acts: readonly Done[], after: Live): Effect[] {
  const effects = acts.flatMap((done) => toEffect(draft, done, after));
  if (after.match.status !== 'active') effects.push({ type: 'close', outcome: String(after.match.value) });
  return effects;
}

function toEffect(draft: Draft, done: Done, after: Live): Effect[] {
  switch (done.act.type) {
    case 'draftLetter':
      return [letter(draft, done, after)];
    case 'openPart':
      return partIds(done.act, done.event).map((part) => ({
        type: 'openPart',
        chart: String(done.act.params['chart']),
        part,
      }));
    default:
      throw new Error(`a chart asks for the unknown action ${done.act.type}`);
  }
}

/** `persons` names a fact of the event or a key of the match's context; `repeat` makes each event's letter its own. */
function letter(draft: Draft, { act, part, event }: Done, after: Live): Effect {
  const { kind, task, persons, repeat } = act.params as {
    kind: string;
    task?: string;
    persons?: string;
    repeat?: boolean;
  };
  const about = part ?? event.part;
  const window = about && task ? `${about}/${task}` : (task ?? '');
  const named = persons === undefined ? undefined : (event.facts?.[persons] ?? (after.match.context as Facts)[persons]);
  return {
    type: 'draftLetter',
    kind,
    ...(task ? { task } : {}),
    ...(about ? { part: about } : {}),
    generation: draft.open[window]?.generation ?? 1,
    ask: repeat ? draft.seq : 0,
    ...(named === undefined ? {} : { persons: (Array.isArray(named) ? named : [named]).map(String) }),
  };
}
