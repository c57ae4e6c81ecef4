import { fileURLToPath } from 'node:url';
import type { LetterData } from '../../src/letters/index.ts';

export const contentDir = fileURLToPath(new URL('../../content', import.meta.url));

/** No more than a letter needs. */
export const emptiest: LetterData = {
  match: { title: 'Sample match' },
  to: { name: 'Sam Sample' },
  from: { name: 'Fran Sample' },
};

const long = 'A long sample value, with commas; and "quotes", (brackets) & more ';

/** Every field there, long, and with marks that would format. */
export const longest: LetterData = {
  program: { name: 'Sample Program for Peer Learning' },
  match: {
    title: `${long.repeat(4)}*starred* [boxed] <b>bold</b>`.trim(),
    seeker: 'requesting site',
    helper: 'peer consultants',
    startsOn: 'Tuesday, March 2, 2027',
    endsOn: 'Wednesday, March 3, 2027',
    oldStartsOn: 'Tuesday, February 2, 2027',
    oldEndsOn: 'Wednesday, February 3, 2027',
    place: 'Sample Hall, 1 Sample Street, Sampletown',
    zone: 'Eastern Time',
    dateStatus: 'final',
  },
  to: { name: 'Samantha_Maria de la Sample-Example', firstName: 'Samantha', team: 'helper' },
  from: {
    name: 'Fran Sample',
    role: 'Facilitator',
    organization: 'Sample Organization',
    telephone: '555 0100',
    email: 'fran@example.org',
  },
  facilitator: { name: 'Fran Sample', email: 'fran@example.org', telephone: '555 0100' },
  help: { name: 'Pam Sample', email: 'pam@example.org', telephone: '555 0101' },
  task: {
    title: 'Send the completed Fact Sheet to the assistant',
    opens: 'Tuesday, February 2, 2027',
    due: 'Tuesday, February 9, 2027',
    late: 'Friday, February 12, 2027',
  },
  part: { title: 'second call with both teams', person: 'Pat Sample' },
  reminder: {
    rung: 'overdue2',
    last: false,
    isLate: true,
    next: 'Monday, February 15, 2027',
    goesTo: 'Pam Sample, program manager',
  },
  call: {
    on: 'Tuesday, January 5, 2027',
    time: '2:00 PM EST',
    place: 'Town hall, or https://example.org/room',
    notes: 'We met.\r\n\r\n\r\n- first point\n- second point\n```\nnever closed',
  },
  review: { until: 'Friday, April 16, 2027' },
  honorarium: { person: 'Ria Sample' },
  bounced: { name: 'Bo Sample', telephone: '555 0199', email: 'bo@example.org' },
  counts: { attended: 17, returned: 15, persons: 9, asks: 9, matches: 2 },
  goals: '1. How others began\n2. What they would do differently',
  commitments: [{ who: 'Sam Sample', what: 'call the school', when: 'May 1, 2027' }, { what: 'write to the council' }],
  asks: [
    {
      title: 'In another',
      match: `${long}*starred*`,
      roles: ['lead'],
      help: 'Pam, 555',
      link: 'https://example.org/a_b',
    },
    { title: `${long}*starred*`, part: 'phone_cards_x', due: 'Tuesday, February 9, 2027', rung: 'due', next: 'Friday' },
    { title: 'Bare' },
    ...(['ahead', 'due', 'overdue', 'overdue2'] as const).map((rung) => ({ title: rung, rung, isLate: true })),
    { title: 'Last', rung: 'escalate', last: true, goesTo: 'Pam Sample' },
    { title: 'Yours', rung: 'escalate', askedBefore: 'Fran Sample', due: 'Tuesday, February 9, 2027' },
    { title: 'Silent', rung: 'escalate', askedBefore: 'Fran Sample', unanswered: true },
  ],
  items: ['Hotel: 12 rooms', '# not a heading', '- not a list', 'one_two_three'],
  text: `${long.repeat(20)}\n\n---\nand a last line\twith a tab`,
  link: 'https://example.org/l/abc123?x=1&y=2',
};

/** One of each way to be reminded. */
export const RUNGS: readonly NonNullable<LetterData['reminder']>[] = [
  { rung: 'ahead' },
  { rung: 'due' },
  { rung: 'due', isLate: true },
  { rung: 'overdue', isLate: true, next: 'Monday, February 15, 2027' },
  { rung: 'overdue2', isLate: true },
  { rung: 'escalate', isLate: true, last: true },
  { rung: 'escalate', isLate: true, last: true, goesTo: 'Pam Sample, program manager' },
  { rung: 'overdue', isLate: true, goesOn: 'Monday, February 15, 2027' },
  { rung: 'overdue', isLate: true, goesOn: 'Monday, February 15, 2027', goesTo: 'Pam Sample' },
  { rung: 'escalate', isLate: true, last: false, askedBefore: 'Fran Sample' },
  { rung: 'escalate', isLate: true, last: false, askedBefore: 'Fran Sample', unanswered: true },
  { rung: 'escalate', isLate: true, last: false, unanswered: true },
];
