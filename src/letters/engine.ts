import { Liquid } from 'liquidjs';
import type { Template } from 'liquidjs';

const TAGS = ['if', 'unless', 'elsif', 'else', 'for', 'case', 'when', 'comment', '#'];

function makeEngine(): Liquid {
  const engine = new Liquid({ strictFilters: true, lenientIf: true, ownPropertyOnly: true, templates: {} });
  // Tags that read files or keep values of their own are no part of a letter: without them a use is a load error.
  for (const tag of Object.keys(engine.tags)) if (!TAGS.includes(tag)) delete engine.tags[tag];
  return engine;
}

/**
 * The one Liquid engine of all letters: conditions, loops and filters, and nothing that touches the world. A condition and
 * `default` say that a value may be absent, also where rendering is strict (`renderLetter`).
 */
export const engine = makeEngine();

export interface UsedVariable {
  /** Dotted: `match.title`. */
  readonly path: string;
  /** From 1, within the template. */
  readonly line: number;
  /** True when the name comes from a loop around it. */
  readonly local: boolean;
}

/** Every variable that a template uses, loops looked through. */
export function usedVariables(templates: Template[]): UsedVariable[] {
  const { variables, globals } = engine.analyzeSync(templates);
  return Object.entries(variables).flatMap(([root, uses]) =>
    uses.map((use) => {
      const line = use.location.row;
      const local = !globals[root]?.some((one) => one.location.row === line && one.location.col === use.location.col);
      return { path: use.segments.map(String).join('.'), line, local };
    }),
  );
}
