import type { MethodChecks, Spec } from './types.ts';

/** A method's rules, ready to look: what its forms look like stays inside. */
export function makeChecks<Forms>(spec: Spec<Forms>): MethodChecks {
  const { checks, conditions, readForms, readiness, roleKinds, reasons } = spec;
  return {
    rules: checks,
    reasons,
    ...(readiness ? { readiness } : {}),
    ...(roleKinds ? { roleKinds } : {}),
    conditions: Object.keys(conditions),
    look: (material) => {
      const input = { ...material, forms: readForms(material.bodies) };
      return checks.map(({ rule, level, task, look }) => {
        const outcome = look(input);
        return {
          rule,
          level: outcome.level ?? level,
          task,
          holds: outcome.holds,
          facts: outcome.facts ?? {},
          points: outcome.points ?? [],
        };
      });
    },
    circumstances: (material) => Object.entries(conditions).flatMap(([name, isSo]) => (isSo(material) ? [name] : [])),
  };
}
