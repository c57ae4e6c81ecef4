import { expect, test } from 'vitest';
import { loadLetters } from '../../src/letters/index.ts';
import { contentDir } from './letter-data.ts';

/** requirements.md A2.3: who signs, who gets it, who lets it go, whether it goes at once, whether it names the date. */
const CSSP = [
  ['digest', 'engine', 'owner', 'automatic', false, ''],
  ['kept', 'engine', 'nextInLine', 'automatic', true, ''],
  ['last', 'engine', 'programManager', 'automatic', true, ''],
  ['link', 'engine', 'person', 'automatic', true, ''],
  ['m1', 'facilitator', 'lead', 'facilitator', true, ''],
  ['m1r', 'facilitator', 'lead', 'automatic', true, ''],
  ['m2', 'facilitator', 'assistant', 'automatic', false, 'date'],
  ['m3', 'facilitator', 'programManager', 'facilitator', true, ''],
  ['m4', 'facilitator', 'person', 'facilitator', true, 'date'],
  ['m4r', 'facilitator', 'person', 'automatic', true, ''],
  ['m5', 'facilitator', 'consultants seekerTeam', 'facilitator', true, ''],
  ['m6', 'facilitator', 'person', 'facilitator', true, ''],
  ['m6c', 'facilitator', 'person', 'facilitator', true, ''],
  ['m7', 'facilitator', 'everyoneAndStaff', 'facilitator', true, ''],
  ['m8', 'facilitator', 'assistant', 'automatic', false, ''],
  ['m9', 'assistant', 'facilitator', 'automatic', false, ''],
  ['m10', 'facilitator', 'assistant', 'automatic', false, 'date'],
  ['m11', 'facilitator', 'assistant', 'automatic', false, ''],
  ['m12', 'facilitator', 'everyone', 'facilitator', true, 'date'],
  ['m13a', 'assistant', 'seekerTeam', 'assistant', true, 'date'],
  ['m13b', 'assistant', 'helperTeam', 'assistant', true, 'date'],
  ['m14', 'facilitator', 'everyone', 'facilitator', true, 'date'],
  ['m15', 'assistant', 'everyone', 'assistant', true, 'date'],
  ['m16', 'assistant', 'assistant facilitator', 'automatic', false, 'date'],
  ['m17', 'facilitator', 'assistant', 'automatic', false, ''],
  ['m18a', 'facilitator', 'assistant', 'automatic', false, ''],
  ['m18b', 'assistant', 'person', 'assistant', true, ''],
  ['m19', 'facilitator', 'attended', 'facilitator', true, ''],
  ['m20', 'facilitator', 'everyone', 'facilitator', true, 'date'],
  ['m21', 'facilitator', 'attended', 'facilitator', true, ''],
  ['m22', 'assistant', 'person', 'automatic', true, ''],
  ['m23a', 'facilitator', 'everyone assistant', 'facilitator', true, ''],
  ['m23b', 'programManager', 'everyone', 'programManager', false, ''],
  ['m24a', 'facilitator', 'lead', 'automatic', true, ''],
  ['m24b', 'facilitator', 'programManager lead', 'automatic', true, ''],
  ['r', 'engine', 'owner', 'automatic', false, ''],
  ['wrongPerson', 'engine', 'nextInLine', 'automatic', true, ''],
  ['x3', 'facilitator', 'lead told', 'facilitator', true, ''],
  ['x4', 'engine', 'person', 'automatic', true, ''],
  ['x4b', 'facilitator', 'told facilitator assistant programManager', 'facilitator', true, ''],
  ['x5', 'facilitator', 'person', 'facilitator', true, ''],
  ['x7', 'facilitator', 'person', 'facilitator', true, 'date'],
  ['x8', 'facilitator', 'everyoneAndStaff', 'facilitator', true, 'date'],
  ['x10', 'facilitator', 'lead consultants', 'facilitator', true, ''],
  ['x16', 'facilitator', 'everyoneAndStaff', 'facilitator', true, 'date'],
  ['x24', 'engine', 'assistant', 'automatic', true, ''],
  ['x26', 'facilitator', 'person', 'facilitator', true, ''],
] as const;
const NCDB = [
  ['n1', 'facilitator', 'person', 'facilitator', true, 'date'],
  ['n2', 'facilitator', 'everyone', 'facilitator', true, 'date'],
  ['n3', 'facilitator', 'person', 'facilitator', true, ''],
  ['n5', 'facilitator', 'everyone', 'facilitator', true, ''],
] as const;

const catalogueOf = (method: string) =>
  [...loadLetters(contentDir, method).values()].map(
    ({ kind, from, to, release, essential, bears = '' }) =>
      [kind, from, to.join(' '), release, essential, bears] as const,
  );

test('CSSP letters are signed, addressed and released as the requirements say', () => {
  expect(catalogueOf('cssp-peer-match')).toEqual(CSSP);
});

test('NCDB letters are signed by whoever leads the match, and released by the same', () => {
  expect(catalogueOf('ncdb-peer-match').filter(([kind]) => kind.startsWith('n'))).toEqual(NCDB);
});
