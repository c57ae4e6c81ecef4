import { describe, expect, test } from 'vitest';
import { people, scenes } from '../../src/cli/story.ts';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { view } from '../../src/machines/kernel/index.ts';
import type { Facts, Json } from '../../src/machines/kernel/types.ts';
import { simulate } from '../../src/machines/simulate.ts';
import type { Scripted } from '../../src/machines/simulate.ts';
import { A, at, day, event, local, plan } from './support/build.ts';

const bare = (value: unknown): Json =>
  JSON.parse(
    JSON.stringify(value ?? {})
      .replaceAll('"@', '"')
      .replaceAll('/@', '/'),
  ) as Json;

const PEOPLE = people.map((one) => ({
  person: one.ref,
  team:
    'team' in one ? String(one['team' as never]) : one.roles.some((role) => role === 'consultant') ? 'helper' : null,
  resident: one.roles.some((role) => role === 'resident'),
}));

const script = (): Scripted[] => [
  {
    at: at(`${A} 08:00`),
    event: event('ASSIGNED', { assignedOn: A, matchStart: day(A, 56), matchEnd: day(A, 57), people: PEOPLE }),
  },
  ...scenes((n) => day(A, n))
    .filter(({ type }) => type in csspPeerMatch.catalogue)
    .map((scene) => ({
      at: at(`${day(A, scene.day)} ${scene.time}`),
      event: event(scene.type, bare(scene.data) as Facts, {
        role: scene.as,
        ...(scene.task ? { task: scene.task } : {}),
        ...(scene.part ? { part: scene.part.replace('@', '') } : {}),
      }),
    })),
];

describe('the worked CSSP match', () => {
  test('is taken whole and ends as completed', () => {
    const run = simulate(csspPeerMatch, plan, script());

    const refused = run.happened.filter((one) => one.refused);
    expect(
      refused.map(({ at: when, event: { type, part }, refused: r }) => [local(when), type, part, r?.because]),
    ).toEqual([]);
    expect(view(csspPeerMatch, run.stored).outcome).toBe('completed');
  });

  test('takes about a millisecond a step, plans included', () => {
    simulate(csspPeerMatch, plan, script());
    const before = performance.now();
    const { happened } = simulate(csspPeerMatch, plan, script());
    const each = (performance.now() - before) / happened.length;
    console.log(`${happened.length} steps, ${each.toFixed(2)} ms a step`);
    expect(happened.length).toBeGreaterThan(90);
  });
});
