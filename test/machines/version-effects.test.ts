import { describe, expect, test } from 'vitest';
import { chartOf, methods } from '../../src/machines/index.ts';
import { csspPeerMatch } from '../../src/machines/cssp-peer-match/index.ts';
import { begin, isRefusal, step } from '../../src/machines/kernel/index.ts';
import type { Chart } from '../../src/machines/kernel/types.ts';
import { versionEffects } from '../../src/machines/version-effects.ts';
import { A, at, event } from './support/build.ts';

const { T33, ...others } = csspPeerMatch.tasks;
const { invitation, ...parts } = csspPeerMatch.parts;

/** A next version: a task less, one with another title, and no invitations any more. */
const next: Chart = {
  ...csspPeerMatch,
  version: 2,
  tasks: { ...others, T28: { ...(others['T28'] as Chart['tasks'][string]), title: 'Send the note for the journey' } },
  parts,
  catalogue: { ...csspPeerMatch.catalogue, NOTE_READ: { title: 'Note read', roles: ['participant'] } },
};

describe('X27: the method changes while matches run', () => {
  test('X27: a running match keeps its version, and a build without it says so', () => {
    const stored = begin(csspPeerMatch);
    const outcome = step(csspPeerMatch, stored, event('ASSIGNED', { assignedOn: A }), at(`${A} 09:00`));
    expect(isRefusal(outcome) ? outcome : outcome.stored.version).toBe(1);
    expect(() => chartOf('cssp-peer-match', 2)).toThrow('no chart cssp-peer-match@2 in this build');
  });

  test('X27: tasks, windows and events that are other in the next version are listed, and nothing else', () => {
    expect(versionEffects(csspPeerMatch, next)).toEqual({
      tasks: [
        { id: 'T28', was: 'Send the practical note', will: 'Send the note for the journey' },
        { id: 'T33', was: T33?.title, will: null },
      ],
      windows: [
        {
          id: 'invitation/invitation',
          task: 'T06',
          was: { window: { anchor: 'entered', due: '+3wd', ends: '+10wd' }, policy: 'invitation' },
          will: null,
        },
      ],
      events: [{ id: 'NOTE_READ', was: null, will: 'Note read' }],
    });
    expect(invitation).toBeDefined();
  });

  test('X27: the newest version of every method has no effect on itself', () => {
    for (const chart of methods.values())
      expect(versionEffects(chart, chart)).toEqual({ tasks: [], windows: [], events: [] });
  });
});
