import { makeChecks } from './make.ts';

/** The tips have no rules besides those of their chart (requirements.md A3). */
export const ncdbChecks = makeChecks({
  checks: [],
  reasons: {},
  readForms: () => null,
  conditions: { supervisor: ({ chart }) => chart.context['supervisor'] === true },
});
