import type { FormFinding } from './form-finding.ts';
import type { KnownMatch } from './knowledge.ts';
import type { Found, Reading } from './read.ts';

/** Nobody arrives after the start or leaves before the end, and the form names the days of the match. */
export function dateRules(reading: Reading, match: KnownMatch): FormFinding[] {
  const start = reading.at('start.day', 'string');
  const end = reading.at('end.day', 'string');
  const firstDay = start?.value ?? match.firstDay;
  const lastDay = end?.value ?? match.lastDay;
  const people = reading.rows('people');
  const arrivals = [reading.at('arrival.day', 'string'), ...people.map(({ at }) => at('person.arrival', 'string'))];
  const departures = [
    reading.at('departure.day', 'string'),
    ...people.map(({ at }) => at('person.departure', 'string')),
  ];
  return [
    ...endsBeforeStart(reading, start, end),
    ...arrivals.flatMap((day) => arrivesLate(day, firstDay)),
    ...departures.flatMap((day) => leavesEarly(day, lastDay)),
    ...[start, reading.at('match.firstDay', 'string')].flatMap((day) => otherDay(day, match.firstDay, 'begins')),
    ...[end, reading.at('match.lastDay', 'string')].flatMap((day) => otherDay(day, match.lastDay, 'ends')),
  ];
}

type Day = Found<string> | undefined;

function endsBeforeStart(reading: Reading, start: Day, end: Day): FormFinding[] {
  if (start === undefined || end === undefined) return [];
  const from = reading.at('start.time', 'string');
  const to = reading.at('end.time', 'string');
  const sameDay = end.value === start.value && from !== undefined && to !== undefined;
  if (end.value < start.value)
    return [
      finding(
        'END_BEFORE_START',
        end,
        `It ends on ${end.value}, but starts on ${start.value}.`,
        'Correct one of the two days.',
      ),
    ];
  if (sameDay && to.value <= from.value)
    return [
      finding(
        'END_BEFORE_START',
        to,
        `It ends at ${to.value}, but starts at ${from.value} on that day.`,
        'Correct one of the two times.',
      ),
    ];
  return [];
}

const arrivesLate = (day: Day, firstDay: string | null): FormFinding[] =>
  day === undefined || firstDay === null || day.value <= firstDay
    ? []
    : [
        finding(
          'ARRIVES_LATE',
          day,
          `Arrival on ${day.value} is after the start on ${firstDay}.`,
          'Correct the day, or tell the facilitator who misses the opening.',
        ),
      ];

const leavesEarly = (day: Day, lastDay: string | null): FormFinding[] =>
  day === undefined || lastDay === null || day.value >= lastDay
    ? []
    : [
        finding(
          'LEAVES_EARLY',
          day,
          `Departure on ${day.value} is before the end on ${lastDay}.`,
          'Correct the day, or tell the facilitator who misses the closing.',
        ),
      ];

const otherDay = (day: Day, known: string | null, does: string): FormFinding[] =>
  day === undefined || known === null || day.value === known
    ? []
    : [
        finding(
          'OTHER_DATES',
          day,
          `The form says ${day.value}, but the match ${does} on ${known}.`,
          'Correct the form, or move the dates of the match.',
        ),
      ];

const finding = (code: string, { path }: Found, why: string, todo: string): FormFinding => ({ code, path, why, todo });
