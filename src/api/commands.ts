import type { Match, NewEvent } from '../contracts/api.ts';
import { eventSchemas, readData } from '../contracts/events/index.ts';
import type { ReadData } from '../contracts/events/index.ts';
import type { EventSchema } from '../contracts/events/schema.ts';
import type { Answers } from '../contracts/forms/answers.ts';
import type { Role } from '../contracts/names.ts';
import { refsOf, writePending } from '../db/api-commands.ts';
import type { Author, Command, Text } from '../db/api-commands.ts';
import type { MatchRows } from '../db/api-queries.ts';
import type { DatabaseTransaction } from '../db/database.ts';
import { makeId, sha256 } from '../db/secrets.ts';
import { meetingOfPart } from '../letters/index.ts';
import type { DateLine } from '../letters/index.ts';
import { mayReport } from '../machines/kernel/index.ts';
import type { Chart, EventEntry, Facts } from '../machines/kernel/types.ts';
import type { MatchEvent } from '../workflows/messages.ts';
import { personOf, rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { canonical } from './canonical.ts';
import { knownComments } from './closing/review.ts';
import type { Deliver } from './delivery.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import {
  ApiProblem,
  conflict,
  invalid,
  isDatabaseAway,
  issuePaths,
  notAllowed,
  notFound,
  sendAgain,
} from './errors.ts';
import { completeFacts, WHOLE_DATE } from './complete-facts.ts';
import { mustKnowFiles } from './files/sharing.ts';
import { refuseSecrets } from './forms/refuse-secrets.ts';
import { factsOfForm } from './forms/facts-of-form.ts';
import { withForm } from './forms/submit.ts';
import { chartOfMatch, storedOf, toMatch } from './match-view.ts';
import { hasEnded, takeLate } from './take-late.ts';

export type Answer =
  | { readonly status: 200; readonly match: Match; readonly replayed: boolean; readonly seq?: number }
  | { readonly status: 202; readonly taken: { id: string; seq: number; recorded: false } };

/** What is written with an event, besides its texts: once, when its key is claimed. */
export interface Writing {
  /** Belongs to what the caller asked: with another one the key is another request's. */
  readonly said: unknown;
  /** The match as it will be, for the facts of the event. */
  readonly after: (rows: MatchRows) => MatchRows;
  readonly write: (tx: DatabaseTransaction) => Promise<void>;
}

/** One event from a caller: checked, its texts written, sent to the match, answered with the match (design.md 5, 9). */
export async function reportEvent(
  deps: ApiDeps & { deliver: Deliver },
  caller: Caller,
  matchId: string,
  input: NewEvent,
  key: string,
  writing?: Writing,
): Promise<Answer> {
  const rows = await visibleMatch(deps, caller, matchId);
  const command = commandOf(caller, key, { call: 'events', match: matchId, ...input, said: writing?.said });
  const lines = WHOLE_DATE.includes(input.type) ? await deps.queries.dateLines(matchId) : [];
  const checked = await checkEvent(deps, caller, writing?.after(rows) ?? rows, { ...input, lines }, command);

  const ended = hasEnded(rows);
  const late = ended && entryOf(chartOfMatch(rows), input.type).afterTheEnd === true;
  const claim = await deps.commands.claim(command, matchId, async (tx) => {
    await writePending(tx, command, matchId, authorOf(deps, rows, checked.event), checked.texts);
    await writing?.write(tx);
  });
  if (claim.kind === 'otherBody') throw otherBody();
  if (claim.kind === 'done') return { status: 200, match: claim.answer as Match, replayed: true };
  if (late) {
    const seq = await takeLate(deps, rows, { command, ...checked, key: updateIdOf(command) });
    return answer(deps, caller, command, matchId, { seq });
  }
  if (ended) {
    await deps.commands.release(command, matchId);
    throw conflict('the match is closed', { allowed: [] });
  }
  return send(deps, caller, command, { rows, ...checked });
}

/** The match, when the caller may see it; else 404. */
export async function visibleMatch({ queries }: ApiDeps, caller: Caller, id: string): Promise<MatchRows> {
  const rows = await queries.match(id);
  if (rows === undefined || rolesIn(caller, rows.people).length === 0) throw notFound('there is no such match');
  return rows;
}

export const commandOf = (caller: Caller, key: string, body: unknown): Command => ({
  account: caller.account,
  key,
  bodySha256: sha256(canonical(body)),
});
export const otherBody = (): ApiProblem => conflict('this key was used for another request: take a new one');
/** The same account and key is the same update, however often it is sent. */
export const updateIdOf = ({ account, key }: Pick<Command, 'account' | 'key'>): string =>
  sha256(`${account}\n${key}`).slice(0, 32);

interface Checked {
  readonly event: MatchEvent;
  readonly texts: readonly Text[];
}

/** Events whose letters are looked at before: what is missing, who must approve, how many go. */
const BY_LETTER: Readonly<Record<string, string>> = {
  LETTERS_RELEASED: 'POST /letters/{id}/release',
  LETTERS_RECALLED: 'POST /letters/{id}/recall',
};

/** Everything that can be said against an event before its chart is asked. */
async function checkEvent(
  deps: ApiDeps,
  caller: Caller,
  rows: MatchRows,
  input: NewEvent & { readonly lines: readonly DateLine[] },
  command: Command,
): Promise<Checked> {
  const chart = chartOfMatch(rows);
  const way = BY_LETTER[input.type];
  if (way !== undefined) throw invalid('type', `letters are not let go by an event: use ${way}`);
  const entry = entryOf(chart, input.type);
  const possible = rolesIn(caller, rows.people).filter((one) => mayReport(entry, one));
  // Who holds several roles may say in which one it is said (X10 needs the word of two).
  const role = possible.find((one) => one === input.data?.['as']) ?? possible[0];
  if (role === undefined)
    throw notAllowed(`"${entry.title}" is for ${entry.roles.filter((one) => one !== 'engine').join(', ')}`);
  const part = partOf(entry, rows, input);
  checkTask(chart, entry, input);
  const read = readData(chart.method, input.type, input.data ?? {});
  if (!read.ok) throw new ApiProblem(422, { errors: issuePaths(read.issues, ['data']) });
  const schema = eventSchemas(chart.method)[input.type] as EventSchema;
  // A command that is sent again must make the same ids.
  const makeId = (what: string) => sha256(`${command.account}\n${command.key}\n${what}`).slice(0, 16);
  const completed = completeFacts(input.type, namePersons(rows, input.type, read.data), {
    rows,
    stored: storedOf(rows),
    schema,
    makeId,
    workingDaysAfter: deps.workingDaysAfter,
    meeting: part === undefined ? undefined : meetingOfPart(input.lines, part),
    today: deps.dayAt(nowOf(rows.match, deps.clock()), rows.match.time_zone),
  });
  const partial = completed['partial'] === true;
  const submitting = { rows, type: input.type, entry, part: part ?? null, command, partial, texts: read.data.texts };
  const brought = await withForm(deps, submitting);
  if (entry.money) refuseSecrets(brought, ['data']);
  const definition = deps.forms.get(chart.method)?.get(entry.form ?? '');
  const answers = brought['form'] as Answers | undefined;
  const said =
    definition === undefined || answers === undefined
      ? { facts: {}, texts: {} }
      : await factsOfForm(deps, rows, { definition, answers, schema, makeId });
  const facts = { ...said.facts, ...completed };
  if (input.type === 'AMENDMENT_SETTLED') await mustKnowComment(deps, rows.match.id, facts);
  await mustKnowFiles(deps.files, rows.match.id, facts);
  const texts = Object.entries({ ...brought, ...said.texts }).map(([name, body]) => ({
    name,
    form: name === 'form' ? (entry.form ?? input.type) : name,
    part: part ?? null,
    body,
  }));
  return { event: toEvent(caller, rows, { ...input, part }, role, facts), texts };
}

async function mustKnowComment(deps: ApiDeps, match: string, { comment }: Facts): Promise<void> {
  const known = await knownComments(deps, match);
  if (!known.includes(String(comment))) throw invalid('data.comment', 'is none of the comments on the summary', known);
}

const authorOf = ({ clock }: ApiDeps, { match }: MatchRows, { by, onBehalfOf }: MatchEvent): Author => ({
  person: by.person,
  onBehalfOf: onBehalfOf ?? null,
  at: new Date(nowOf(match, clock())),
});

type About = Omit<NewEvent, 'part'> & { readonly part: string | undefined };

function toEvent(caller: Caller, rows: MatchRows, input: About, role: Role, facts: Facts): MatchEvent {
  const onBehalfOf = input.onBehalfOf === undefined ? undefined : personId(rows, input.onBehalfOf, 'onBehalfOf');
  return {
    type: input.type,
    ...(input.task === undefined ? {} : { task: input.task }),
    ...(input.part === undefined ? {} : { part: input.part }),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
    by: { person: personOf(caller, rows.people), role },
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  };
}

/** The catalogue entry of an event that people may report; else 422 with those that are known. */
export function entryOf(chart: Chart, type: string): EventEntry {
  const known = Object.entries(chart.catalogue).filter(([, entry]) => mayReport(entry, 'administrator'));
  const entry = known.find(([name]) => name === type)?.[1];
  const names = known.map(([name]) => name).filter((name) => name in eventSchemas(chart.method));
  if (entry === undefined || !names.includes(type))
    throw invalid('type', `${chart.method} knows no event ${type}`, names);
  return entry;
}

function checkTask(chart: Chart, entry: EventEntry, { task }: NewEvent): void {
  const known = Object.keys(chart.tasks);
  if (entry.needsTask && task === undefined) throw invalid('task', 'is needed', known);
  if (task !== undefined && !known.includes(task)) throw invalid('task', `there is no task ${task}`, known);
}

/** The part that the event is about. A part of a person may be named by the person's `ref`: `invitation/ann`. */
export function partOf(entry: EventEntry, rows: MatchRows, { part }: Partial<NewEvent>): string | undefined {
  if (entry.part === undefined && part === undefined) return undefined;
  if (entry.part === undefined) throw invalid('part', 'must be left out: the event is about the match');
  const known = rows.parts.filter(({ chart }) => chart === entry.part).map(({ id }) => id);
  if (part === undefined) throw invalid('part', `is needed: ${entry.part}/...`, known);
  if (known.includes(part)) return part;
  const person = rows.people.find(({ ref }) => ref !== null && part === `${entry.part}/${ref}`);
  const named = `${entry.part}/${person?.id ?? ''}`;
  if (!known.includes(named)) throw invalid('part', `there is no part ${part}`, known);
  return named;
}

/** Events that may name somebody who has left: she comes back, another comes in her place or takes over what was hers, or she is to be erased. */
const NAME_FORMER = ['PERSON_ADDED', 'ROLE_HANDED_OVER', 'PERSON_ERASED'];

/** The caller's own names of persons become ids, so that history holds nothing else. */
function namePersons(
  { people, former }: Pick<MatchRows, 'people' | 'former'>,
  type: string,
  { facts, persons }: ReadData,
): Facts {
  const rows = { people: NAME_FORMER.includes(type) ? [...people, ...former] : people };
  const named = Object.entries(facts).map(([name, value]) => {
    if (!persons.includes(name)) return [name, value];
    const ids = Array.isArray(value)
      ? value.map((one, index) => personId(rows, String(one), `data.${name}.${index}`))
      : personId(rows, String(value), `data.${name}`);
    return [name, ids];
  });
  return Object.fromEntries(named) as Facts;
}

export function personId({ people }: { people: MatchRows['former'] }, idOrRef: string, path: string): string {
  const found = people.find(({ id, ref }) => id === idOrRef || ref === idOrRef);
  if (found === undefined) throw invalid(path, 'is nobody of this match: give the id or the ref of one of its people');
  return found.id;
}

async function send(
  deps: ApiDeps & { deliver: Deliver },
  caller: Caller,
  command: Command,
  { rows, event, texts }: Checked & { rows: MatchRows },
): Promise<Answer> {
  const { id } = rows.match;
  const refs = refsOf(command, texts);
  const whole = texts.length > 0 ? { ...event, refs } : event;
  const delivery = await deps.deliver.event(id, whole, updateIdOf(command));
  switch (delivery.kind) {
    case 'taken':
      return answer(deps, caller, command, id, delivery);
    case 'refused': {
      await deps.commands.release(command, id);
      const { because, allowed, rule } = delivery.refusal;
      throw conflict(because, { allowed, ...(rule ? { rule } : {}) });
    }
    case 'gone': {
      const now = await deps.queries.match(id);
      if (now?.match.status !== 'closed' && now?.match.status !== 'cancelled')
        throw sendAgain('the match does not answer at the moment');
      await deps.commands.release(command, id);
      throw conflict('the match is closed', { allowed: [] });
    }
    case 'unavailable':
      throw sendAgain('the match did not answer in time');
  }
}

/** A taken event is answered with the match; when the database is away since, with its place in the record to come. */
async function answer(
  deps: ApiDeps,
  caller: Caller,
  command: Command,
  id: string,
  { seq }: { seq: number },
): Promise<Answer> {
  const later: Answer = { status: 202, taken: { id, seq, recorded: false } };
  try {
    const rows = await deps.queries.match(id);
    if (rows === undefined || rows.match.seq < seq) return later;
    const match = toMatch(rows, rolesIn(caller, rows.people), deps);
    await deps.commands.finish(command, seq, match);
    return { status: 200, match, replayed: false, seq };
  } catch (error) {
    if (isDatabaseAway(error)) return later;
    throw error;
  }
}

/** The caller's key, or one of our own. */
export function keyOf(header: string | string[] | undefined): string {
  const key = Array.isArray(header) ? header[0] : header;
  if (key === undefined || key === '') return makeId();
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw invalid('headers.idempotency-key', 'must be 1 to 200 characters of ASCII without spaces');
  return key;
}
