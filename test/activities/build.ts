import { Liquid } from 'liquidjs';
import type { JournalLine, RecordInput } from '../../src/contracts/record.ts';
import type { Role } from '../../src/contracts/names.ts';
import { createActivities } from '../../src/activities/index.ts';
import type { ActivityPorts } from '../../src/activities/ports.ts';
import type { HandOver, MailPort, OutgoingMail } from '../../src/activities/hand-over-ports.ts';
import type { Database } from '../../src/db/database.ts';
import { makeWorkCalendar } from '../../src/calendar/index.ts';
import { makeDigests } from '../../src/db/digests.ts';
import { makeOutbox } from '../../src/db/outbox.ts';
import { makeRecords } from '../../src/db/records.ts';
import { messageId } from '../../src/letters/index.ts';
import type { LetterBook, LetterKind } from '../../src/letters/index.ts';
import { makeMailer } from '../../src/mail/index.ts';
import type { Deadline, Effect, MatchEvent, Planned, Stored } from '../../src/machines/kernel/types.ts';

/** Monday, 09:00 UTC. */
export const NOW = Date.parse('2027-03-01T09:00:00Z');

const engine = new Liquid();
engine.registerFilter('break', () => {
  throw new Error('broken');
});
/** The letters of this book do without what is not known. */
const lenient = (text: string): string =>
  text.replace(/\{\{ ([\w.]+) \}\}/g, '{{ $1 | default: "", allow_false: true }}');
const kind = (name: string, front: Partial<LetterKind> & { text: string }): [string, LetterKind] => [
  name,
  {
    kind: name,
    title: name,
    subject: front.subject ?? name,
    to: front.to ?? ['lead'],
    from: front.from ?? 'facilitator',
    release: front.release ?? 'facilitator',
    essential: true,
    ...(front.bears === undefined ? {} : { bears: front.bears }),
    ...(front.calendar === undefined ? {} : { calendar: front.calendar }),
    ...(front.checkInAfter === undefined ? {} : { checkInAfter: front.checkInAfter }),
    file: `${name}.md`,
    templates: {
      subject: engine.parse(lenient(front.subject ?? name)),
      body: engine.parse(lenient(front.text)),
      closing: engine.parse('{{ from.name }}'),
    },
  },
];

/** A small book: one letter of each sort that the activities treat differently. */
export const BOOK: LetterBook = new Map([
  kind('m1', { text: 'Dear {{ to.name }}, welcome to {{ match.title }}.' }),
  kind('m2', { text: 'The timeline of {{ match.title }}.', to: ['assistant'], release: 'automatic' }),
  kind('m12', { text: 'We meet on {{ match.startsOn }}.', to: ['everyone'], bears: 'date' }),
  kind('x8', {
    text: 'Not {{ match.oldStartsOn }} but {{ match.startsOn }}.',
    to: ['everyone'],
    bears: 'date',
    calendar: 'match',
  }),
  kind('m13a', { text: 'You have a place on {{ match.startsOn }}.', bears: 'date', calendar: 'match' }),
  kind('m20', {
    text: 'Three months after {{ match.endsOn }}.',
    to: ['everyone'],
    bears: 'date',
    calendar: 'checkIn',
    checkInAfter: 3,
  }),
  kind('m6', { text: 'On {{ call.on }} at {{ call.time }}.', to: ['person'], calendar: 'part' }),
  kind('m6c', { text: 'Not on {{ call.on }}.', to: ['person'], calendar: 'partCancelled' }),
  kind('x3', { text: 'It will not take place.', to: ['everyone'], calendar: 'matchCancelled' }),
  kind('broken', { text: '{{ to.name | break }}', to: ['assistant'], release: 'automatic' }),
  kind('status', { text: 'The dates are {{ match.dateStatus }}.', to: ['assistant'] }),
  kind('m7', { text: 'The notes.', to: ['everyoneAndStaff'] }),
  kind('m4r', { text: 'Will you? {{ reminder.last }}', to: ['person'], release: 'automatic' }),
  kind('m22', { text: 'Until {{ review.until }}. {{ reminder.last }}', to: ['person'], release: 'automatic' }),
  kind('m24a', { text: 'How is it? {{ reminder.last }}', release: 'automatic' }),
  kind('digest', {
    subject: '{{ counts.asks }} in {{ match.title }}',
    text: '{% for ask in asks %}- {{ ask.title }}: {{ ask.part }} {{ ask.rung }} {{ ask.due }}\n{% endfor %}{{ link }}',
    to: ['owner'],
    from: 'engine',
    release: 'automatic',
  }),
  kind('r', {
    subject: '{{ reminder.rung }}: {{ part.title }}',
    text: '{{ task.title }} {{ reminder.rung }} {{ reminder.askedBefore }}',
    to: ['owner'],
    from: 'engine',
    release: 'automatic',
  }),
]);

const person = (id: string, roles: Role[], team: string | null, email: string | null = `${id}@example.org`) => ({
  id,
  roles,
  team,
  email,
});
export const PEOPLE = [
  person('fay', ['facilitator'], null),
  person('ada', ['assistant'], null),
  person('pam', ['programManager'], null),
  person('leo', ['lead', 'participant'], 'seeker'),
  person('sue', ['participant'], 'seeker', null),
  person('con', ['consultant'], 'helper'),
];

/** A mail port that keeps what it is given and answers as told. */
export function fakeMail(answers: HandOver[] = []): MailPort & { readonly sent: { to: string; text: string }[] } {
  const sent: { to: string; text: string }[] = [];
  return {
    sent,
    canSend: true,
    compose: (mail: OutgoingMail) => Promise.resolve(Buffer.from(JSON.stringify(mail))),
    handOver: ({ to, bytes }) => {
      sent.push({ to, text: Buffer.from(bytes).toString('utf8') });
      return Promise.resolve(answers.shift() ?? { outcome: 'sent', response: '250 ok' });
    },
  };
}

/** The real way out, as the worker wires it. */
export function smtp(url: string): MailPort {
  const sender = { name: 'Peermatch', address: 'peermatch@example.org' };
  const mailer = makeMailer({ smtpUrl: url, sender, timeouts: { connection: 1_000, socket: 2_000 } });
  return {
    canSend: true,
    compose: (mail) =>
      mailer.compose({
        messageId: messageId(mail.sendKey, mailer.domain),
        at: mail.date.getTime(),
        kind: mail.kind,
        automatic: mail.automatic,
        fromName: mail.from.name,
        replyTo: mail.replyTo === null ? sender : { name: mail.replyTo.name, address: mail.replyTo.email },
        to: { name: mail.to.name, address: mail.to.email },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        invitation: mail.invitation,
        files: mail.files,
      }),
    handOver: async ({ to, bytes }) => {
      const { state, response } = await mailer.handOver(Buffer.from(bytes), { from: mailer.sender, to });
      return { outcome: state, response };
    },
  };
}

export const PULSE = { beat: () => undefined, stopped: () => false };

/** Plans one ask per deadline, a day from its entering; the real calendar has its own tests. */
const plan: ActivityPorts['plan'] = (deadlines, known) =>
  Object.fromEntries(
    deadlines.map((deadline) => [
      deadline.id,
      known[deadline.id] ??
        ({
          generation: deadline.generation,
          dateVersion: deadline.dateVersion,
          basis: `g${deadline.generation} v${deadline.dateVersion}`,
          due: deadline.entered + 86_400_000,
          rungs: [{ rung: 'due', at: deadline.entered + 86_400_000 }],
        } satisfies Planned),
    ]),
  );

export function portsFor(db: Database, mail: MailPort = fakeMail(), clock: () => number = () => NOW): ActivityPorts {
  return {
    records: makeRecords(db),
    outbox: makeOutbox(db),
    digests: makeDigests(db),
    letters: () => BOOK,
    mail,
    plan,
    calendar: 'US',
    digestRules: { work: makeWorkCalendar({ country: 'US' }), perWeek: 5 },
    link: ({ match }) => `https://example.org/matches/${match}`,
    linked: (letter) => Promise.resolve(letter),
    filesFor: () => Promise.resolve(undefined),
    program: 'Peermatch',
    methodInfo: () => ({
      title: 'CSSP',
      words: { seeker: 'requesting site', helper: 'peer consultants', match: 'peer match' },
      tasks: {
        T01: { title: 'First contact', owner: 'facilitator', step: '1' },
        T06: { title: 'Recruit', owner: 'facilitator', step: '2' },
        T15: { title: 'Arrange', owner: 'assistant', step: '3' },
        T18: { title: 'Honoraria', owner: 'assistant', step: '4' },
        T25: { title: 'Send the notes', owner: 'facilitator', step: '3' },
      },
    }),
    morning: (at) => at,
    clock,
  };
}

export const activitiesFor = (db: Database, mail?: MailPort, clock?: () => number) =>
  createActivities(portsFor(db, mail, clock), PULSE);

let made = 0;

/** A starting match with its people. */
export async function givenMatch(
  db: Database,
  columns: { clock?: 'wall' | 'virtual'; clock_name?: string; mail?: 'smtp' | 'captured' } = {},
): Promise<string> {
  const id = `m${++made}`;
  await db
    .insertInto('people')
    .values(PEOPLE.map((one) => ({ ...EMPTY_PERSON, id: one.id, name: `${one.id} Doe`, email: one.email })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await db
    .insertInto('matches')
    .values({ ...EMPTY_MATCH, id, ...columns })
    .execute();
  await db
    .insertInto('match_people')
    .values(
      PEOPLE.map(({ id: one, roles, team }) => ({ match: id, person: one, ref: null, roles, team, left_at: null })),
    )
    .execute();
  return id;
}

const EMPTY_PERSON = { title: null, organization: null, address: null, telephone: null, zone: null, bounced_at: null };
const EMPTY_MATCH = {
  method: 'cssp-peer-match',
  version: 1,
  title: 'Bridges',
  ref: null,
  time_zone: 'America/New_York',
  status: 'starting' as const,
  outcome: null,
  assigned_on: null,
  match_start: null,
  match_end: null,
  next_due: null,
  created_by: 'administrator',
};

export const line = (
  seq: number,
  key: string,
  at: number,
  effects: Effect[] = [],
  event: Partial<MatchEvent> = {},
): JournalLine => ({
  seq,
  key,
  at,
  effects,
  event: { type: 'CALL_HELD', by: { person: 'fay', role: 'facilitator' }, ...event },
});

export const draft = (letter: string, about: Partial<Extract<Effect, { type: 'draftLetter' }>> = {}): Effect => ({
  type: 'draftLetter',
  kind: letter,
  generation: 1,
  ask: 0,
  ...about,
});

export const deadline = (id: string, entered: number, rest: Partial<Deadline> = {}): Deadline => ({
  id,
  task: id,
  owner: 'facilitator',
  window: { anchor: 'entered', due: '+1d' },
  policy: 'standard',
  generation: 1,
  dateVersion: 0,
  anchors: {},
  entered,
  ...rest,
});

/** An ask about a deadline. */
export const notify = (
  { id, task, part, owner, person, generation }: Deadline,
  rest: Partial<Extract<Effect, { type: 'notify' }>> = {},
): Effect => ({
  type: 'notify',
  rung: 'due',
  window: id,
  task,
  ...(part === undefined ? {} : { part }),
  ...(person === undefined ? {} : { person }),
  owner,
  generation,
  ask: 1,
  last: false,
  late: false,
  ...rest,
});

export interface World {
  readonly stored?: Partial<Stored>;
  readonly view?: Partial<RecordInput['view']>;
  readonly deadlines?: Deadline[];
}

/** A record's argument: the lines, and where the match stands after them. */
export function recordInput(match: string, lines: JournalLine[], { stored, view, deadlines }: World = {}): RecordInput {
  const last = lines.at(-1);
  return {
    match,
    lines,
    stored: {
      method: 'cssp-peer-match',
      version: 1,
      seq: last?.seq ?? 0,
      snapshot: null,
      parts: {},
      anchors: {},
      dateVersion: 0,
      open: {},
      planned: {},
      fired: {},
      adjust: {},
      findings: {},
      ...stored,
    },
    deadlines: deadlines ?? [],
    view: { status: 'underway', outcome: null, dateStatus: 'unset', steps: [], tasks: [], parts: [], ...view },
    now: last?.at ?? NOW,
  };
}

export async function lettersOf(db: Database, match: string) {
  const rows = await db
    .selectFrom('letters')
    .selectAll()
    .where('match', '=', match)
    .orderBy('seq')
    .orderBy('kind')
    .orderBy('person')
    .execute();
  return rows.map(({ id, kind: name, person: to, state, v, channel, body, names_old_date, reason }) => ({
    id,
    kind: name,
    to,
    state,
    v,
    channel,
    body,
    namesOldDate: names_old_date,
    reason,
  }));
}
