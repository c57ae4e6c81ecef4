import { LiquidError } from 'liquidjs';
import { engine, usedVariables } from '../letters/engine.ts';
import type { Report } from './problems.ts';

/** A short text with placeholders, ready to be said. */
export type Saying = (facts: Readonly<Record<string, unknown>>) => string;

/** Reads a text whose placeholders are the given names. What is wrong is reported; what is said then is nothing. */
export function readTemplate(source: string, names: readonly string[], line: number, report: Report): Saying {
  try {
    const templates = engine.parse(source);
    for (const use of usedVariables(templates)) {
      const [name = ''] = use.path.split('.');
      if (!use.local && !names.includes(name))
        report(
          line,
          use.path,
          names.length === 0 ? 'is not known: there are none here' : `is none of ${names.join(', ')}`,
        );
    }
    return (facts) => oneLine(String(engine.renderSync(templates, filled(facts))));
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    report(line, error.token.getText().trim().slice(0, 60), error.message.replace(/, (?:file|line):.*$/s, ''));
    return () => '';
  }
}

/** Liquid takes an empty list or text for true; here it is as if it were not there. */
const filled = (facts: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== '' && !isEmptyList(value)));
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
