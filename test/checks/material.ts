import { checksOf } from '../../src/checks/index.ts';
import type { CheckedPerson, Material, Verdict } from '../../src/checks/index.ts';
import { ruleInput } from '../../src/machines/kernel/findings.ts';
import type { Facts, Json } from '../../src/machines/kernel/types.ts';
import { assigned, at } from '../machines/support/build.ts';
import type { Match } from '../machines/support/build.ts';

/** Somebody on the people list, complete unless said otherwise. */
export const person = (id: string, team: string | null, more: Partial<CheckedPerson> = {}): CheckedPerson => ({
  id,
  name: id,
  team,
  kind: null,
  resident: more.kind === 'resident',
  missing: [],
  ...more,
});

export interface Given {
  readonly people?: readonly CheckedPerson[];
  readonly bodies?: Readonly<Record<string, readonly Json[]>>;
  readonly reasons?: Readonly<Record<string, string>>;
  readonly on?: string;
}

/** What rules are given of a match under test: the chart's own facts, and what only the database knows. */
export function materialOf(match: Match, { people = [], bodies = {}, reasons = {}, on }: Given = {}): Material {
  const now = on === undefined ? match.now : at(on);
  const chart = ruleInput(match.chart, match.stored, now);
  return { chart, findings: match.chart.rules(chart), people, bodies, reasons };
}

/** A CSSP match whose chart knows the same people as the list. */
export const assignedWith = (people: readonly CheckedPerson[], facts: Facts = {}): Match =>
  assigned({
    matchStart: '2027-03-01',
    matchEnd: '2027-03-02',
    people: people.map(({ id, team, kind, resident }) => ({
      person: id,
      ...(team === null ? {} : { team }),
      ...(kind === null ? {} : { kind }),
      resident,
    })),
    ...facts,
  });

/** One rule's verdict on a match. */
export function verdict(rule: string, match: Match, given: Given = {}): Verdict {
  const found = checksOf(match.chart.method)
    .look(materialOf(match, given))
    .find((one) => one.rule === rule);
  if (found === undefined) throw new Error(`there is no rule ${rule}`);
  return found;
}
