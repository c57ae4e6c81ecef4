import type { Allowed, Facts } from '../../../src/machines/kernel/types.ts';

const review = { reviewSentOn: '2027-03-30', reviewUntil: '2027-04-13', reviewers: ['p1', 'p2'] };
const dates = { matchStart: '2027-03-08', matchEnd: '2027-03-09' };

/** Facts with which an event is complete; `n` makes ids that no part has yet. */
export function properFacts({ type }: Allowed, n: number): Facts {
  const known: Record<string, Facts> = {
    TIMELINE_DRAFTED: { targetStart: dates.matchStart, targetEnd: dates.matchEnd },
    DATES_FINALIZED: dates,
    DATE_MOVED: { ...dates, final: n % 3 === 0 },
    WRITER_NAMED: { writer: 'f' },
    FUNDS_ANSWERED: { for: n % 2 ? 'site' : 'consultants', available: n % 5 !== 0 },
    CALL_PLANNED: { call: `c${n}`, audience: 'everyone' },
    CALL_HELD: { heldOn: '2027-01-20', seekers: 3, helpers: 1 },
    CANDIDATE_SUGGESTED: { person: `k${n}`, lead: n % 2 === 0 },
    CANDIDATE_EXAMINED: { suitable: true },
    SHARING_ANSWERED: { team: n % 2 ? 'seeker' : 'helper' },
    ATTENDANCE_MARKED: { attended: ['p1', 'p2'], residents: n % 2 ? ['p1'] : [] },
    COMMITMENT_MADE: { commitment: `m${n}` },
    AMENDMENT_SETTLED: { comment: 'p1', outcome: 'noted' },
    SUMMARY_CIRCULATED: review,
    REVIEW_EXTENDED: { reviewUntil: '2027-04-20' },
    CHECK_IN_ANSWERED: { requests: 0, newNeeds: false },
    PERSON_ADDED: { person: `p${n % 7}`, team: n % 2 ? 'seeker' : 'helper', kind: 'official' },
    PEOPLE_LISTED: { people: [{ person: `p${n % 7}`, team: 'seeker', kind: 'parent', reachable: n % 2 === 0 }] },
    PERSON_ERASED: { person: `p${n % 7}` },
    PERSON_LEFT: { person: `p${n % 7}` },
    PERSON_BOUNCED: { person: `p${n % 7}` },
    PERSON_CHANGED: { person: `p${n % 7}`, resident: n % 2 === 0 },
    ROLE_HANDED_OVER: { role: 'facilitator', from: 'f', to: 'g' },
    TASK_SNOOZED: { until: '2027-02-01' },
    TASK_REASSIGNED: { to: 'g' },
    WINDOW_SHIFTED: { by: '+1w' },
    PLAN_COMPRESSED: { share: 0.8 },
    LETTERS_RELEASED: { letters: ['l1'], kind: 'm1' },
    ASSIGNED: { assignedOn: '2027-01-04', ...dates },
    PEOPLE_CHOSEN: { persons: ['a', 'b'], supervisorIncluded: false },
    EQUAL_FOOTING_OVERRIDDEN: { persons: ['a', 'b'] },
    SESSION_PLANNED: { session: `s${n}`, startsOn: '2027-02-01' },
  };
  return known[type] ?? {};
}
