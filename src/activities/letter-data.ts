import { isCalledOff } from '../contracts/names.ts';
import { dayAt, formatDay, isDay, languageOf, localeOf, namesOf, formatZone } from '../letters/index.ts';
import type { JournalLine } from '../contracts/record.ts';
import { whomToCall } from '../contracts/whom-to-call.ts';
import type { LetterData, LetterKind, ListedAsk } from '../letters/index.ts';
import { holders, isSame, personOfPart } from './audience.ts';
import type { Desk } from './desk.ts';
import { goalsAndCommitments } from './letter-commitments.ts';
import { asText, dayIn, given } from './letter-values.ts';
import { openTasks, titleOf } from './open-tasks.ts';
import { spokenData } from './spoken-data.ts';
import type { LetterSource } from './letter-ports.ts';
import type { MatchPerson } from './record-ports.ts';
import type { Facts, PartId, TaskId } from '../machines/kernel/types.ts';

export interface Subject {
  readonly kind: LetterKind;
  readonly task: TaskId | null;
  readonly part: PartId | null;
  readonly to: MatchPerson;
  readonly source: LetterSource;
}

/** Who signs; an unfilled role falls to the next, and Peermatch itself has no person. */
export const signer = (kind: LetterKind, people: readonly MatchPerson[]): MatchPerson | undefined =>
  kind.from === 'engine' ? undefined : holders(kind.from, people)[0];

/** Everything that the letter to this person can say, in the language of the letter. */
export function letterData(desk: Desk, { kind, task, part, to, source }: Subject): LetterData {
  const facilitator = holders('facilitator', desk.people)[0];
  const help = whomToCall(desk.people, (person) => isSame(person, to));
  const from = signer(kind, desk.people);
  const link = desk.ports.link({
    match: desk.match.id,
    method: desk.match.method,
    person: to.id,
    staff: isStaff(to),
    kind: kind.kind,
    purpose: source.link ?? kind.link,
    task,
    part,
  });
  const locale = localeOf(languageOf(kind));
  const team = to.team?.startsWith('helper') ? 'helper' : to.team?.startsWith('seeker') ? 'seeker' : undefined;
  return {
    ...goalsAndCommitments(desk, locale),
    ...spokenData(source.data, locale, desk.match.timeZone),
    ...openTasks(desk, kind, source),
    program: { name: desk.ports.program },
    match: matchWords(desk, kind),
    to: {
      name: to.name,
      firstName: to.name.split(' ')[0] ?? to.name,
      ...(team === undefined ? {} : { team }),
      ...(standsInForLead(kind, to) ? { standsIn: true } : {}),
    },
    from:
      from === undefined
        ? { name: desk.ports.program }
        : { ...contact(from), ...given('organization', from.organization) },
    ...(facilitator === undefined ? {} : { facilitator: contact(facilitator) }),
    ...(help === undefined ? {} : { help: contact(help) }),
    ...(task === null ? {} : { task: taskWords(desk, kind, { task, part, to }) }),
    ...(part === null ? {} : { part: partWords(desk, kind, part, source) }),
    ...(link === undefined ? {} : { link }),
  };
}

/** What the event itself brings: facts by their usual names, days as the record has them, and the texts it points to. */
export function eventData(desk: Desk, line: JournalLine): Partial<LetterData> {
  const facts = line.event.facts ?? {};
  const text = (name: string): string | undefined => asText(desk.texts[line.event.refs?.[name]?.id ?? '']);
  const on = facts['on'] ?? facts['date'] ?? facts['startsOn'];
  const call = {
    ...day('on', on),
    ...given('time', typeof facts['time'] === 'string' ? facts['time'] : undefined),
    ...given('place', text('place')),
    ...given('notes', text('notes')),
  };
  const review = day('until', facts['until'] ?? facts['reviewUntil']);
  const counts = { ...count('attended', facts), ...count('returned', facts), ...count('persons', facts) };
  const bounced = line.event.type === 'PERSON_BOUNCED' && desk.people.find(({ id }) => id === facts['person']);
  const own = text('text') ?? text('reason') ?? (line.event.type === 'ROLE_HANDED_OVER' ? text('notes') : undefined);
  return {
    ...handOverData(desk, line),
    ...(Object.keys(call).length > 0 ? { call } : {}),
    ...(Object.keys(review).length > 0 ? { review } : {}),
    ...(Object.keys(counts).length > 0 ? { counts } : {}),
    ...(bounced ? { bounced: contact(bounced) } : {}),
    ...given('text', own),
  };
}

/** X4: who had it, and who has it now. */
function handOverData(desk: Desk, { event: { type, facts = {} } }: JournalLine): Partial<LetterData> {
  if (type !== 'ROLE_HANDED_OVER') return {};
  const to = desk.people.find(({ id }) => id === facts['to']);
  const from = (desk.before ?? desk.people).find(({ id }) => id === facts['from']);
  return {
    handOver: {
      ...given('role', typeof facts['role'] === 'string' ? facts['role'] : undefined),
      ...given('from', from?.name),
      ...given('to', to?.name),
      ...given('email', to?.email),
      ...given('telephone', to?.telephone),
    },
    ...(from === undefined ? {} : { part: { person: from.name } }),
  };
}

export const isStaff = (person: Pick<MatchPerson, 'roles'>): boolean =>
  person.roles.some((role) => role === 'facilitator' || role === 'assistant' || role === 'programManager');

/** A letter to the lead contact reaches staff by the order of escalation, when nobody is that any more (design.md 8). */
const standsInForLead = ({ to: audience }: LetterKind, person: MatchPerson): boolean =>
  audience.includes('lead') && isStaff(person) && !person.roles.includes('lead');

function matchWords({ match, input, info, forms }: Desk, kind: LetterKind): LetterData['match'] {
  const names = namesOf(kind);
  const locale = localeOf(languageOf(kind));
  const day = dayIn(locale);
  const { matchStart: start, matchEnd: end } = input.stored.anchors;
  const moved = match.matchStart !== null && (match.matchStart !== start || match.matchEnd !== (end ?? null));
  return {
    title: match.title,
    seeker: names.seeker ?? info.words.seeker,
    helper: names.helper ?? info.words.helper,
    zone: formatZone(match.timeZone, locale),
    ...given('place', asText(forms['venue'])),
    ...(input.view.place === 'virtual' ? { isVirtual: true } : {}),
    ...(isCalledOff(input.view.status) ? { isCancelled: true } : {}),
    dateStatus: input.view.dateStatus ?? match.dateStatus,
    ...day('startsOn', start),
    ...(end === start ? {} : day('endsOn', end)),
    ...(moved ? day('oldStartsOn', match.matchStart) : {}),
    ...(moved && match.matchEnd !== match.matchStart ? day('oldEndsOn', match.matchEnd) : {}),
  };
}

function taskWords(
  desk: Desk,
  kind: LetterKind,
  { task, part, to }: { readonly task: TaskId; readonly part: PartId | null; readonly to: MatchPerson },
): NonNullable<LetterData['task']> {
  const locale = localeOf(languageOf(kind));
  const deadline = desk.input.deadlines.find((one) => one.task === task && (one.part ?? null) === part);
  const plan = deadline === undefined ? undefined : desk.planned[deadline.id];
  const zone = to.zone ?? desk.match.timeZone;
  const instant = (name: 'opens' | 'due' | 'late', at: number | undefined) =>
    given(name, at === undefined ? undefined : formatDay(dayAt(at, zone), locale));
  return {
    ...given('title', titleOf(desk, kind, task)),
    ...instant('opens', plan?.opens),
    ...instant('due', plan?.due),
    ...instant('late', plan?.late),
  };
}

/**
 * Which part a letter is about, in words: a person's name, or what is arranged. A call has no name of its own, so a reminder names
 * its day, and other letters say it themselves.
 */
function partWords(
  { people, input }: Desk,
  kind: LetterKind,
  part: PartId,
  source: LetterSource,
): NonNullable<LetterData['part']> {
  const names = namesOf(kind);
  const day = dayIn(localeOf(languageOf(kind)));
  const [chart = '', id = ''] = part.split('/');
  const person = personOfPart(part, people)[0];
  if (person !== undefined) return { title: person.name, person: person.name };
  if (chart === 'arrangement') return { title: names.arrangements[id] ?? spelledOut(id) };
  const { on } = day('on', input.stored.parts[part]?.anchors.callHeld);
  return source.window === undefined || on === undefined ? {} : { title: `${names.callOf} ${on}` };
}

/** phoneCards: phone cards */
const spelledOut = (id: string): string => id.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What a mail that carries several reminders says about this one. */
export function listedAsk(desk: Desk, { kind, task, part, to, source }: Subject): ListedAsk {
  const about = task === null ? {} : taskWords(desk, kind, { task, part, to });
  return {
    ...spokenData(source.data, localeOf(languageOf(kind)), desk.match.timeZone).reminder,
    title: about.title ?? kind.title,
    ...given('part', part === null ? undefined : partWords(desk, kind, part, source).title),
    ...given('due', about.due),
  };
}

export const contact = (person: MatchPerson) => ({
  name: person.name,
  ...given('email', person.email),
  ...given('telephone', person.telephone),
});

/** A day as the record has it. */
const day = <K extends string>(name: K, value: unknown): { [P in K]?: string } =>
  given(name, isDay(value) ? value : undefined);
const count = (name: string, facts: Facts): Record<string, number> =>
  typeof facts[name] === 'number' ? { [name]: facts[name] } : {};
