import { LiquidError } from 'liquidjs';
import type { Template } from 'liquidjs';
import { engine, usedVariables } from './engine.ts';
import type { UsedVariable } from './engine.ts';
import { LOOP_PLACEHOLDERS, PLACEHOLDERS } from './placeholders.ts';

/** `offset`: how many lines of the file stand before the template. */
export function parseTemplate(
  source: string,
  offset: number,
  report: (line: number) => (name: string, problem: string) => void,
): { templates: Template[]; used: UsedVariable[] } {
  try {
    const templates = engine.parse(source);
    const used = usedVariables(templates).map((use) => ({ ...use, line: use.line + offset }));
    for (const { path, line, local } of used) {
      if (!Object.hasOwn(local ? LOOP_PLACEHOLDERS : PLACEHOLDERS, path))
        report(line)(path, 'is not a known placeholder');
    }
    return { templates, used };
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [line] = error.token.getPosition();
    const problem = error.message.replace(/, (?:file|line):.*$/s, '').replace(/\\n/g, ' ');
    report((line ?? 1) + offset)(error.token.getText().trim().slice(0, 60), problem);
    return { templates: [], used: [] };
  }
}
