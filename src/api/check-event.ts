import type { NewEvent } from '../contracts/api.ts';
import { eventSchemas, readData } from '../contracts/events/index.ts';
import type { EventSchema } from '../contracts/events/schema.ts';
import type { Answers } from '../contracts/forms/answers.ts';
import type { Role } from '../contracts/names.ts';
import type { Command, Text } from '../db/api-commands.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { sha256 } from '../db/secrets.ts';
import { meetingOfPart } from '../letters/index.ts';
import type { DateLine } from '../letters/index.ts';
import { mayReport } from '../machines/kernel/index.ts';
import type { Chart, EventEntry, Facts } from '../machines/kernel/types.ts';
import type { MatchEvent } from '../workflows/messages.ts';
import { personOf, rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { knownComments } from './closing/review.ts';
import { completeFacts } from './complete-facts.ts';
import { nowOf } from './deps.ts';
import type { ApiDeps } from './deps.ts';
import { ApiProblem, invalid, issuePaths, notAllowed } from './errors.ts';
import { mustKnowFiles } from './files/sharing.ts';
import { factsOfForm } from './forms/facts-of-form.ts';
import type { Said, Telling } from './forms/facts-of-form.ts';
import { refuseSecrets } from './forms/refuse-secrets.ts';
import { withForm } from './forms/submit.ts';
import { chartOfMatch, storedOf } from './match-view.ts';
import { namePersons, personId } from './name-persons.ts';

/** An event that nothing speaks against, and the texts that come with it. */
export interface Checked {
  readonly event: MatchEvent;
  readonly texts: readonly Text[];
}

/** Events whose letters are looked at before: what is missing, who must approve, how many go. */
const BY_LETTER: Readonly<Record<string, string>> = {
  LETTERS_RELEASED: 'POST /letters/{id}/release',
  LETTERS_RECALLED: 'POST /letters/{id}/recall',
};

/** Everything that can be said against an event before its chart is asked. */
export async function checkEvent(
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
  const said = await saidByForm(deps, rows, { form: entry.form, brought, schema, makeId });
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

/** What the form says that comes with an event, so that nobody types it twice. */
async function saidByForm(
  deps: ApiDeps,
  rows: MatchRows,
  { form, brought, ...telling }: Pick<Telling, 'schema' | 'makeId'> & { form: string | undefined; brought: Brought },
): Promise<Said> {
  const definition = deps.forms.get(rows.match.method)?.get(form ?? '');
  const answers = brought['form'] as Answers | undefined;
  if (definition === undefined || answers === undefined) return { facts: {}, texts: {} };
  return factsOfForm(deps, rows, { definition, answers, ...telling });
}
type Brought = Readonly<Record<string, unknown>>;

async function mustKnowComment(deps: ApiDeps, match: string, { comment }: Facts): Promise<void> {
  const known = await knownComments(deps, match);
  if (!known.includes(String(comment))) throw invalid('data.comment', 'is none of the comments on the summary', known);
}

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
