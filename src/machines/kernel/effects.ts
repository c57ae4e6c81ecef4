import { settledBy } from './catalogue.ts';
import type { Live } from './deadlines.ts';
import type { Act } from './snapshot.ts';
import { partIds } from './parts.ts';
import { taskStates } from './view.ts';
import type { Chart, Draft, Effect, Facts, Json, MatchEvent, PartId } from './types.ts';

interface Done {
  readonly act: Act;
  readonly part?: PartId;
  readonly event: MatchEvent;
}

/** The named actions of a chart, as effects. Assignments are XState's own and never come here. */
export function toEffects(
  chart: Chart,
  draft: Draft,
  event: MatchEvent,
  acts: readonly Done[],
  { before, after }: { before: Live; after: Live },
): Effect[] {
  const effects = acts.flatMap((done) => toEffect(draft, done, after));
  if (after.match.status !== 'active') {
    const open = leftOpen(chart, event, before);
    effects.push({ type: 'close', outcome: String(after.match.value), ...(open.length > 0 ? { open } : {}) });
  }
  return effects;
}

/** What was open before the event that ended the match, but for what the event itself settled. */
function leftOpen(chart: Chart, event: MatchEvent, before: Live): string[] {
  const settled = settledBy(chart, event);
  return taskStates(chart, before.match).flatMap(([task, state]) =>
    (state === 'open' || state === 'upcoming') && task !== settled ? [task] : [],
  );
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

/**
 * `persons` names a fact of the event or a key of the match's context, where persons may stand by part id; while it is
 * null the letter's own audience gets it; `ofPart` is the person that the part is about. `repeat` makes each event's letter its own.
 */
function letter(draft: Draft, { act, part, event }: Done, after: Live): Effect {
  const { kind, task, persons, about, repeat } = act.params as {
    kind: string;
    task?: string;
    persons?: string;
    about?: string;
    repeat?: boolean;
  };
  const subject =
    part ?? event.part ?? (about === undefined ? undefined : `${about}/${String(event.facts?.[about] ?? '')}`);
  const window = subject && task ? `${subject}/${task}` : (task ?? '');
  const named = persons === undefined ? null : (event.facts?.[persons] ?? known(after, persons, subject));
  return {
    type: 'draftLetter',
    kind,
    ...(task ? { task } : {}),
    ...(subject ? { part: subject } : {}),
    generation: draft.open[window]?.generation ?? 0,
    ask: repeat ? draft.seq : 0,
    ...(named === null ? {} : { persons: (Array.isArray(named) ? named : [named]).map(String) }),
  };
}

function known(after: Live, key: string, part: PartId | undefined): Json {
  if (key === 'ofPart') return part?.slice(part.indexOf('/') + 1) ?? null;
  const value = (after.match.context as Facts)[key] ?? null;
  const byPart = typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  return byPart ? (byPart[part ?? ''] ?? null) : value;
}
