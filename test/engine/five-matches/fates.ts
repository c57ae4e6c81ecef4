import { people, scenes } from '../../../src/cli/story.ts';
import type { Scene } from '../../../src/cli/story.ts';
import { dayOf } from '../../../src/cli/player.ts';
import { ASSIGNED_ON } from '../../support/play.ts';

/** One of five matches: who is in it, and what is reported when. Days are counted from the assignment. */
export interface Fate {
  readonly title: string;
  readonly facilitator: string;
  readonly cast: readonly Record<string, unknown>[];
  readonly scenes: readonly Scene[];
}

const day = (days: number): string => dayOf({ assignedOn: ASSIGNED_ON }, days);
/** Six weeks and more before the match nothing depends on its date yet; then come the preparations, then the days together. */
const PREPARING = 29;
const TOGETHER = 56;

/** The worked match, with what depends on the date of the match put off by so many days. */
const story = (preparing = 0, together = preparing): Scene[] => {
  const shifted = (by: number, from: number, to: number): Scene[] =>
    scenes((days) => day(days + by))
      .filter((scene) => scene.day >= from && scene.day < to)
      .map((scene) => ({ ...scene, day: scene.day + by }));
  return [
    ...shifted(0, 0, PREPARING),
    ...shifted(preparing, PREPARING, TOGETHER),
    ...shifted(together, TOGETHER, Infinity),
  ];
};

const STAFF = ['programManager', 'facilitator', 'assistant'];
const FACILITATORS = { fac: 'Fran Facilitator', finn: 'Finn Facilitator' };

/** The people of a match: its own, but for the program manager, the assistant and the facilitator. */
function castOf(
  match: string,
  facilitator: keyof typeof FACILITATORS,
  change: (one: Cast) => Cast | undefined = (one) => one,
) {
  return people.flatMap((person) => {
    const roles: readonly string[] = person.roles;
    if (roles.includes('facilitator'))
      return [{ ...person, name: FACILITATORS[facilitator], email: `${facilitator}@example.org` }];
    if (roles.some((role) => STAFF.includes(role))) return [person];
    const changed = change(person);
    return changed === undefined ? [] : [{ ...changed, email: `${String(changed['ref'])}.${match}@example.org` }];
  });
}
type Cast = Readonly<Record<string, unknown>>;

const by = (as: Scene['as'], on: number, time: string, type: string, data?: Record<string, unknown>): Scene => ({
  day: on,
  time,
  as,
  type,
  ...(data ? { data } : {}),
});
const inOrder = (all: readonly Scene[]): Scene[] =>
  [...all].sort((a, b) => a.day - b.day || (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));

const smooth: Fate = {
  title: 'Youth councils',
  facilitator: 'fac',
  cast: castOf('youth', 'fac'),
  scenes: story(),
};

/** Five weeks later, said early; then four weeks more, said when the packets were out. */
const FIRST = { on: 10, by: 35 };
const SECOND = { on: 81, by: 63 };
const moveTo = (put: number) => ({ matchStart: day(TOGETHER + put), matchEnd: day(TOGETHER + put + 1), final: true });
const movedTwice: Fate = {
  title: 'Family housing',
  facilitator: 'fac',
  cast: castOf('housing', 'fac'),
  scenes: inOrder([
    ...story(FIRST.by, SECOND.by),
    by('facilitator', FIRST.on, '10:00', 'DATE_MOVED', moveTo(FIRST.by)),
    by('facilitator', FIRST.on, '10:30', 'RELEASE', { kind: 'x8' }),
    by('facilitator', SECOND.on, '10:00', 'DATE_MOVED', moveTo(SECOND.by)),
    by('facilitator', SECOND.on, '10:30', 'RELEASE', { kind: 'x8' }),
    by('facilitator', SECOND.on, '10:40', 'KEEP_WARM_SENT'),
  ]),
};

const MONEY = /^HONORARIUM_/;
const withoutResident = (scene: Scene): Scene[] => {
  if (MONEY.test(scene.type) || (scene.type === 'RELEASE' && scene.data?.['kind'] === 'm18b')) return [];
  const said = JSON.parse(JSON.stringify(scene).replaceAll('@resident', '@partner')) as Scene;
  // Without residents nobody needs phone cards (X12).
  if (scene.part === 'arrangement/phoneCards') return [];
  if (scene.type === 'ATTENDANCE_MARKED') return [{ ...said, data: { ...said.data, residents: [] } }];
  return [scene.type === 'FUNDS_ANSWERED' ? { ...said, data: { ...said.data, available: false } } : said];
};
const noResidents: Fate = {
  title: 'Safer streets',
  facilitator: 'fac',
  cast: castOf('streets', 'fac', (one) =>
    one['ref'] === 'resident' ? { ...one, ref: 'partner', name: 'Perry Partner', roles: ['participant'] } : one,
  ),
  scenes: inOrder([
    ...story().flatMap(withoutResident),
    by('facilitator', PREPARING, '15:10', 'NO_RESIDENTS_EXPLAINED', { reason: 'None could take two days off work.' }),
  ]),
};

/** Two days after the packets were mailed. */
const WITHDRAWN = 46;
const withdrawn: Fate = {
  title: 'After school',
  facilitator: 'finn',
  cast: castOf('school', 'finn'),
  scenes: [
    ...story().filter((scene) => scene.day < WITHDRAWN),
    by('facilitator', WITHDRAWN, '10:00', 'WITHDRAWN', { reason: 'The council stopped the program.' }),
    by('facilitator', WITHDRAWN, '10:30', 'RELEASE', { kind: 'x3' }),
    by('facilitator', WITHDRAWN, '11:00', 'CONSULTANTS_TOLD'),
    by('assistant', WITHDRAWN, '11:10', 'CALENDAR_ENTRIES_CANCELLED'),
    by('assistant', WITHDRAWN, '11:20', 'ARRANGEMENTS_RELEASED'),
    by('assistant', WITHDRAWN, '11:25', 'PACKETS_RECALLED'),
    by('programManager', WITHDRAWN, '11:30', 'HONORARIA_DECIDED'),
    by('facilitator', WITHDRAWN, '11:40', 'REASON_RECORDED', { reason: 'The council stopped the program.' }),
  ],
};

/** Nobody reads the summary, nobody answers the check-in. */
const REVIEW_OVER = 92;
const silent: Fate = {
  title: 'Elder care',
  facilitator: 'finn',
  cast: castOf('elders', 'finn'),
  scenes: inOrder([
    ...story().filter(({ day: on, type }) => type !== 'SUMMARY_APPROVED' && type !== 'CHECK_IN_ANSWERED' && on < 84),
    by('facilitator', REVIEW_OVER, '10:00', 'SUMMARY_FINALIZED'),
    by('facilitator', REVIEW_OVER, '10:10', 'RELEASE', { kind: 'm23a' }),
    by('programManager', REVIEW_OVER + 1, '10:00', 'SUMMARY_PUBLISHED'),
    by('programManager', REVIEW_OVER + 1, '10:10', 'RELEASE', { kind: 'm23b' }),
  ]),
};

export const fates = { smooth, movedTwice, noResidents, withdrawn, silent };
export type FateName = keyof typeof fates;

/** On which days the dates of `movedTwice` changed, and what they were until then. */
export const moves = [
  { on: day(FIRST.on), old: day(TOGETHER) },
  { on: day(SECOND.on), old: day(TOGETHER + FIRST.by) },
];
