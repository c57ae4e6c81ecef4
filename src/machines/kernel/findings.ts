import { live } from './deadlines.ts';
import type { Live } from './deadlines.ts';
import { stateName } from './refuse.ts';
import type { Chart, Draft, Effect, Facts, Finding, RuleInput, Stored } from './types.ts';
import { taskStates } from './view.ts';

const name = ({ code, task }: Finding): string => (task ? `${code}/${task}` : code);

/** Soft rules: what does not hold becomes a finding that people see, never a wall (design.md 4.5). */
export function updateFindings(chart: Chart, draft: Draft, after: Live, now: number): Effect[] {
  const found = new Map(chart.rules(ruleInput(chart, draft, now, after)).map((finding) => [name(finding), finding]));
  const effects: Effect[] = [];
  const next: Record<string, Stored['findings'][string]> = {};
  for (const [id, finding] of found) {
    const known = draft.findings[id];
    next[id] = { ...finding, since: known?.since ?? now };
    if (!known) effects.push({ type: 'finding', ...finding, raised: true });
  }
  for (const [id, { code, task }] of Object.entries(draft.findings)) {
    if (!found.has(id)) effects.push({ type: 'finding', code, ...(task ? { task } : {}), raised: false });
  }
  draft.findings = next;
  return effects;
}

export function ruleInput(chart: Chart, stored: Stored, now: number, at: Live = live(chart, stored)): RuleInput {
  const parts: Record<string, { chart: string; state: string; context: Facts }> = {};
  for (const [id, snapshot] of Object.entries(at.parts)) {
    parts[id] = {
      chart: stored.parts[id]?.chart ?? '',
      state: stateName(snapshot),
      context: snapshot.context as Facts,
    };
  }
  return {
    context: at.match.context as Facts,
    anchors: stored.anchors,
    past: stored.past ?? [],
    ...(stored.compress === undefined ? {} : { compress: stored.compress }),
    tasks: Object.fromEntries(taskStates(chart, at.match)),
    parts,
    adjusted: stored.adjust,
    now,
  };
}
