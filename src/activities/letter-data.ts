import { formatDay, formatInstant, formatTime } from '../letters/index.ts';
import type { Commitment } from '../contracts/commitments.ts';
import type { JournalLine, RecordInput } from '../contracts/record.ts';
import { whomToCall } from '../contracts/whom-to-call.ts';
import type { LetterData, LetterKind, ListedAsk } from '../letters/index.ts';
import { holders, isSame, personOfPart } from './audience.ts';
import type { ActivityPorts, MethodInfo } from './ports.ts';
import type { LetterSource, OpenLetter } from './letter-ports.ts';
import type { MatchPerson, RecordedMatch } from './record-ports.ts';
import type { Facts, PartId, Stored, TaskId } from '../machines/kernel/types.ts';

/** What all letters of one record share. */
export interface Desk {
  readonly ports: Pick<ActivityPorts, 'letters' | 'link' | 'morning' | 'program'>;
  readonly match: RecordedMatch;
  readonly input: RecordInput;
  readonly info: MethodInfo;
  readonly people: readonly MatchPerson[];
  /** Who was in the match before this record. */
  readonly before?: readonly MatchPerson[];
  /** Who was written to before; looked up when a letter is for them. */
  readonly told?: ReadonlySet<string>;
  /** Accepted forms by name, and the texts that events point to, by id. */
  readonly forms: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, unknown>>;
  /** What people have said they would do. */
  readonly commitments: readonly Commitment[];
  /** Drafts that wait to be released. */
  readonly unreleased: readonly Pick<OpenLetter, 'kind' | 'part' | 'person'>[];
  /** The instants of every window that is open after this record. */
  readonly planned: Stored['planned'];
}

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

/** Everything that the letter to this person can say. */
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
  const team = to.team?.startsWith('helper') ? 'helper' : to.team?.startsWith('seeker') ? 'seeker' : undefined;
  return {
    ...goalsAndCommitments(desk),
    ...source.data,
    program: { name: desk.ports.program },
    match: matchWords(desk),
    to: { name: to.name, firstName: to.name.split(' ')[0] ?? to.name, ...(team === undefined ? {} : { team }) },
    from:
      from === undefined
        ? { name: desk.ports.program }
        : { ...contact(from), ...given('organization', from.organization) },
    ...(facilitator === undefined ? {} : { facilitator: contact(facilitator) }),
    ...(help === undefined ? {} : { help: contact(help) }),
    ...(task === null ? {} : { task: taskWords(desk, task, part, to) }),
    ...(part === null ? {} : { part: partWords(desk, part, source) }),
    ...(link === undefined ? {} : { link }),
  };
}

/** What the event itself brings: facts by their usual names, and the texts it points to. */
export function eventData(desk: Desk, line: JournalLine): Partial<LetterData> {
  const facts = line.event.facts ?? {};
  const text = (name: string): string | undefined => asText(desk.texts[line.event.refs?.[name]?.id ?? '']);
  const on = facts['on'] ?? facts['date'] ?? facts['startsOn'];
  const call = {
    ...day('on', on),
    ...given('time', timeWords(on, facts['time'], desk.match.timeZone)),
    ...given('place', text('place')),
    ...given('notes', text('notes')),
  };
  const review = day('until', facts['until'] ?? facts['reviewUntil']);
  const counts = { ...count('attended', facts), ...count('returned', facts), ...count('persons', facts) };
  const bounced = line.event.type === 'PERSON_BOUNCED' && desk.people.find(({ id }) => id === facts['person']);
  const own = text('text') ?? text('reason') ?? (line.event.type === 'ROLE_HANDED_OVER' ? text('notes') : undefined);
  return {
    ...handOverData(desk, line),
    ...leftOpen(desk, line),
    ...(Object.keys(call).length > 0 ? { call } : {}),
    ...(Object.keys(review).length > 0 ? { review } : {}),
    ...(Object.keys(counts).length > 0 ? { counts } : {}),
    ...(bounced ? { bounced: contact(bounced) } : {}),
    ...given('text', own),
  };
}

/** X4: who had it, who has it now, and what is open of it. */
function handOverData(desk: Desk, { event: { type, facts = {} } }: JournalLine): Partial<LetterData> {
  if (type !== 'ROLE_HANDED_OVER') return {};
  const to = desk.people.find(({ id }) => id === facts['to']);
  const from = (desk.before ?? desk.people).find(({ id }) => id === facts['from']);
  const open = desk.input.view.tasks.filter(
    ({ id, state }) =>
      state === 'open' &&
      (desk.info.tasks[id]?.owner === facts['role'] ||
        desk.input.deadlines.some(({ task, person }) => task === id && person === to?.id)),
  );
  const items = open.map(({ id }) => {
    const due = desk.planned[id]?.due;
    const title = desk.info.tasks[id]?.title ?? id;
    return due === undefined ? title : `${title} (${dayOf(due, desk.match.timeZone)})`;
  });
  return {
    handOver: {
      ...given('role', typeof facts['role'] === 'string' ? facts['role'] : undefined),
      ...given('from', from?.name),
      ...given('to', to?.name),
      ...given('email', to?.email),
      ...given('telephone', to?.telephone),
    },
    ...(from === undefined ? {} : { part: { person: from.name } }),
    ...(items.length > 0 ? { items } : {}),
  };
}

/** What nobody had settled when the match ended, by its title. */
function leftOpen({ info }: Desk, { effects }: JournalLine): Partial<LetterData> {
  const items = effects.flatMap((effect) =>
    effect.type === 'close' ? (effect.open ?? []).map((task) => info.tasks[task]?.title ?? task) : [],
  );
  return items.length > 0 ? { items } : {};
}

export const isStaff = (person: Pick<MatchPerson, 'roles'>): boolean =>
  person.roles.some((role) => role === 'facilitator' || role === 'assistant' || role === 'programManager');

function matchWords({ match, input, info, forms }: Desk): LetterData['match'] {
  const { matchStart: start, matchEnd: end } = input.stored.anchors;
  const moved = match.matchStart !== null && (match.matchStart !== start || match.matchEnd !== (end ?? null));
  return {
    title: match.title,
    seeker: info.words.seeker,
    helper: info.words.helper,
    zone: match.timeZone,
    ...given('place', asText(forms['venue'])),
    ...(input.view.place === 'virtual' ? { isVirtual: true } : {}),
    dateStatus: input.view.dateStatus ?? match.dateStatus,
    ...day('startsOn', start),
    ...(end === start ? {} : day('endsOn', end)),
    ...(moved ? day('oldStartsOn', match.matchStart) : {}),
    ...(moved && match.matchEnd !== match.matchStart ? day('oldEndsOn', match.matchEnd) : {}),
  };
}

function taskWords(desk: Desk, task: TaskId, part: PartId | null, to: MatchPerson): NonNullable<LetterData['task']> {
  const deadline = desk.input.deadlines.find((one) => one.task === task && (one.part ?? null) === part);
  const plan = deadline === undefined ? undefined : desk.planned[deadline.id];
  const zone = to.zone ?? desk.match.timeZone;
  const instant = (name: 'opens' | 'due' | 'late', at: number | undefined) =>
    given(name, at === undefined ? undefined : dayOf(at, zone));
  return {
    ...given('title', desk.info.tasks[task]?.title),
    ...instant('opens', plan?.opens),
    ...instant('due', plan?.due),
    ...instant('late', plan?.late),
  };
}

/**
 * Which part a letter is about, in words: a person's name, or what is arranged. A call has no name of its own, so a reminder names
 * its day, and other letters say it themselves.
 */
function partWords({ people, input }: Desk, part: PartId, source: LetterSource): NonNullable<LetterData['part']> {
  const [chart = '', id = ''] = part.split('/');
  const person = personOfPart(part, people)[0];
  if (person !== undefined) return { title: person.name, person: person.name };
  if (chart === 'arrangement') return { title: spelledOut(id) };
  const { on } = day('on', input.stored.parts[part]?.anchors.callHeld);
  return source.window === undefined || on === undefined ? {} : { title: `call of ${on}` };
}

/** phoneCards: phone cards */
const spelledOut = (id: string): string => id.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What a mail that carries several reminders says about this one. */
export function listedAsk(desk: Desk, { kind, task, part, to, source }: Subject): ListedAsk {
  const about = task === null ? {} : taskWords(desk, task, part, to);
  return {
    ...source.data.reminder,
    title: about.title ?? kind.title,
    ...given('part', part === null ? undefined : partWords(desk, part, source).title),
    ...given('due', about.due),
  };
}

/** The day of an instant in words, without its time. */
export const dayOf = (at: number, zone: string): string => formatInstant(at, zone).replace(/ at .*$/, '');

function goalsAndCommitments({ forms, commitments: recorded, people }: Desk): Partial<LetterData> {
  const goals = asText(field(forms['F1'], 'goals') ?? field(forms['F1'], 'learningGoals'));
  const listed = field(forms['F9'], 'commitments');
  const inForm = Array.isArray(listed) ? listed.flatMap((one) => asCommitment(one)) : [];
  const commitments = recorded.length > 0 ? recorded.flatMap((one) => promised(one, people)) : inForm;
  return { ...given('goals', goals), ...(commitments.length > 0 ? { commitments } : {}) };
}

/** A commitment in words; whose it is, so that a letter can speak of the reader's own. */
function promised(
  commitment: Commitment,
  people: readonly MatchPerson[],
): NonNullable<LetterData['commitments']>[number][] {
  const { what, due, state, owners } = commitment;
  if (what === null) return [];
  const theirs = people.filter(({ id }) => owners.includes(id));
  const sides = [...new Set(theirs.map(({ team }) => team?.split('/')[0]))];
  const who = commitment.who ?? theirs.map(({ name }) => name).join(', ');
  return [
    {
      what,
      ...given('who', who || null),
      ...day('when', due),
      state,
      ...given('team', sides.length === 1 ? sides[0] : null),
    },
  ];
}

function asCommitment(one: unknown): { who?: string; what: string; when?: string }[] {
  const what = asText(field(one, 'what'));
  return what === undefined
    ? []
    : [{ what, ...given('who', asText(field(one, 'who'))), ...given('when', dayWords(asText(field(one, 'when')))) }];
}

function dayWords(when: string | undefined): string | undefined {
  return day('when', when).when ?? when;
}

export const contact = (person: MatchPerson) => ({
  name: person.name,
  ...given('email', person.email),
  ...given('telephone', person.telephone),
});

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** A text as the API stores it: a JSON string, or a form with one field `text`. */
function asText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : field(value, 'text');
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function given<K extends string>(name: K, value: string | null | undefined): { [P in K]?: string } {
  return (value === null || value === undefined ? {} : { [name]: value }) as { [P in K]?: string };
}
const day = <K extends string>(name: K, value: unknown): { [P in K]?: string } =>
  given(name, typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value) : undefined);
/** Without its day the zone of a time has no name yet: summer or winter. */
function timeWords(on: unknown, time: unknown, zone: string): string | undefined {
  if (typeof time !== 'string') return undefined;
  return typeof on === 'string' ? formatTime(on, time, zone) : `${time} (${zone})`;
}
const count = (name: string, facts: Facts): Record<string, number> =>
  typeof facts[name] === 'number' ? { [name]: facts[name] } : {};
