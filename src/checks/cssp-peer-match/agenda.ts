import type { Agenda, AgendaItem, AgendaKind } from '../../contracts/cssp-peer-match/agenda.ts';
import type { Outcome } from '../types.ts';
import type { Input, Rule } from './input.ts';

const has = (agenda: Agenda, kind: AgendaKind): boolean => agenda.items.some((item) => item.kind === kind);
const ofKind = (agenda: Agenda, kind: AgendaKind): AgendaItem[] => agenda.items.filter((item) => item.kind === kind);

/** What may still follow when the work is done. */
const AFTERWARDS: readonly AgendaKind[] = ['meal', 'social', 'informal', 'break'];
const ends = ({ items }: Agenda): AgendaKind | undefined =>
  items.findLast(({ kind }) => !AFTERWARDS.includes(kind))?.kind;

/** Problems get more time than talks; as long as some of these items have no time, they are counted instead. */
function solvesMoreThanItPresents(agenda: Agenda): boolean {
  const solving = ofKind(agenda, 'problemSolving');
  const talks = ofKind(agenda, 'presentation');
  const timed = [...solving, ...talks].every(({ minutes }) => minutes != null);
  const weight = (items: readonly AgendaItem[]): number =>
    timed ? items.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0) : items.length;
  return weight(solving) > weight(talks);
}

/** What the guide asks of an agenda (requirements.md R12; S0 l.82 to 105), point by point. */
const POINTS: Readonly<Record<string, (agenda: Agenda, visitsWanted: boolean) => boolean>> = {
  firstItem: ({ items }) => items[0]?.kind === 'meal' || items[0]?.kind === 'social',
  orientation: (agenda) => has(agenda, 'orientation'),
  roleAlike: (agenda) => has(agenda, 'roleAlike'),
  informal: (agenda) => has(agenda, 'informal'),
  timeTargets: ({ items }) => items.every(({ minutes }) => minutes != null),
  problemSolving: solvesMoreThanItPresents,
  siteVisits: (agenda, wanted) => !has(agenda, 'siteVisit') || wanted || agenda.siteVisitsWanted === true,
  wrapUp: (agenda) => has(agenda, 'wrapUp'),
  evaluation: (agenda) => ends(agenda) === 'evaluation',
};

/** R12: all nine points; nothing is said about an agenda that is not there yet, or not written item by item. */
function agendaHolds({ forms: { agenda, visitsWanted } }: Input): Outcome {
  if (agenda === null || agenda === 'unreadable' || agenda.items.length === 0)
    return { holds: 'notYet', facts: { missing: 0, items: 0, unreadable: agenda === 'unreadable' } };
  const points = Object.entries(POINTS).map(([id, holds]) => ({ id, holds: holds(agenda, visitsWanted) }));
  const missing = points.filter(({ holds }) => !holds).length;
  return {
    holds: missing > 0 ? 'no' : 'yes',
    facts: { missing, items: agenda.items.length, unreadable: false },
    points,
  };
}

export const agendaCheck: Rule = {
  rule: 'R12',
  level: 'warn',
  task: 'T10',
  facts: ['missing', 'items', 'unreadable'],
  points: Object.keys(POINTS),
  look: agendaHolds,
};
