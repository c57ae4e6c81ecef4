import { instance } from '@viz-js/viz';
import type { TaskState } from '../contracts/names.ts';
import type { Match } from '../contracts/api.ts';
import { partWords, STATUS_WORDS } from './pages/words.ts';

const STATE_WORDS: Readonly<Record<TaskState, string>> = {
  upcoming: 'not open yet',
  open: 'open',
  done: 'done',
  skipped: 'skipped',
  notApplicable: 'does not apply',
};
/** Colours repeat what the label says, for those who see them; all have contrast 4.5 or more with black text. */
const COLOURS: Readonly<Record<TaskState, string>> = {
  upcoming: '#f0f0f0',
  open: '#face00',
  done: '#a0c9a0',
  skipped: '#dfe1e2',
  notApplicable: '#dfe1e2',
};
const STAGE_WORDS = { waiting: 'not begun', underway: 'under way', complete: 'complete' } as const;

/** Steps stand beside one another, so many to a row. */
const COLUMNS = 3;

let viz: ReturnType<typeof instance> | undefined;

/** The chart of a match with what is active now, as a drawing that also reads as text. */
export async function chartSvg(match: Match, label: string): Promise<string> {
  viz ??= instance();
  const svg = (await viz).renderString(toDot(match), { format: 'svg' });
  const title = escape(label);
  // Graphviz titles its boxes by our ids, which would show as hints.
  const open = svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<title>[^<]*<\/title>\s*/g, '')
    .replaceAll(/<!--.*?-->\s*/gs, '');
  return open
    .replace('<svg ', '<svg role="img" aria-labelledby="chart-title chart-desc" ')
    .replace(
      /(<svg[^>]*>)/,
      `$1<title id="chart-title">${title}</title><desc id="chart-desc">${escape(toWords(match))}</desc>`,
    );
}

/** The same as sentences. */
export function toWords(match: Match): string {
  const steps = match.steps.map((step) => {
    const tasks = match.tasks
      .filter((task) => task.step === step.id)
      .map((task) => `${task.title}: ${STATE_WORDS[task.state]}`);
    return `${step.title} (${STAGE_WORDS[step.stage]}): ${tasks.join('; ')}.`;
  });
  const parts = countParts(match).map(([chart, { all, done }]) => `${partWords(chart)}: ${done} of ${all} settled.`);
  return [...steps, ...parts].join(' ');
}

export function countParts(match: Match): [string, { all: number; done: number }][] {
  const counts = new Map<string, { all: number; done: number }>();
  for (const { chart, done } of match.parts) {
    const count = counts.get(chart) ?? { all: 0, done: 0 };
    counts.set(chart, { all: count.all + 1, done: count.done + (done ? 1 : 0) });
  }
  return [...counts];
}

/** The drawing in Graphviz's own language: one cluster a step, one node a task. */
export function toDot(match: Match): string {
  const clusters = match.steps.map((step, index) => {
    const tasks = match.tasks.filter((task) => task.step === step.id);
    const nodes = tasks.map(
      (task) =>
        `${quote(task.id)} [label=${quote(`${wrap(task.title)}\n${STATE_WORDS[task.state]}`)}, fillcolor="${COLOURS[task.state]}"` +
        `${task.state === 'open' ? ', penwidth=2.5' : ''}${task.state === 'upcoming' ? ', style="filled,rounded,dashed"' : ''}];`,
    );
    const chain = tasks.slice(1).map((task, at) => `${quote(tasks[at]?.id ?? '')} -> ${quote(task.id)} [style=invis];`);
    return `subgraph cluster_${index} { label=${quote(`${step.title} (${STAGE_WORDS[step.stage]})`)}; style="rounded${
      step.stage === 'underway' ? ',bold' : ''
    }"; color="#3d4551"; ${nodes.join(' ')} ${chain.join(' ')} }`;
  });
  const rows = match.steps.flatMap((step, index) => {
    const above = match.steps[index - COLUMNS];
    const last = match.tasks.filter((task) => task.step === above?.id).at(-1);
    const first = match.tasks.find((task) => task.step === step.id);
    return last && first ? [`${quote(last.id)} -> ${quote(first.id)} [style=invis];`] : [];
  });
  const parts = countParts(match).map(
    ([chart, { all, done }]) =>
      `${quote(`part ${chart}`)} [label=${quote(`${partWords(chart)}\n${done} of ${all} settled`)}, shape=note, fillcolor="#e1f3f8"];`,
  );
  const dates = match.dates;
  const day = dates.matchStart === null ? 'no date yet' : `${dates.matchStart} (${dates.status})`;
  const life = `"life" [label=${quote(`${STATUS_WORDS[match.status]}\n${day}`)}, shape=ellipse, fillcolor="#ffffff"];`;
  return `digraph match { graph [fontname="Helvetica", fontsize=13, rankdir=TB, nodesep=0.15, ranksep=0.2, bgcolor="transparent"];
    node [fontname="Helvetica", fontsize=11, shape=box, style="filled,rounded", margin="0.12,0.06"];
    ${[life, ...clusters, ...rows, ...parts].join('\n')} }`;
}

const quote = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** Lines of some 28 letters, so that boxes stay narrow. */
function wrap(text: string): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    if (last.length > 0 && last.length + word.length > 27) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
