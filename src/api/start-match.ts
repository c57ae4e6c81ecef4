import type { Match, NewMatch } from '../contracts/api.ts';
import { eventSchemas } from '../contracts/events/index.ts';
import type { Role } from '../contracts/names.ts';
import type { NewPerson } from '../contracts/people.ts';
import type { DatabaseTransaction } from '../db/database.ts';
import type { MatchRows } from '../db/api-queries.ts';
import { addPeople } from '../db/people-rows.ts';
import { makeId } from '../db/secrets.ts';
import { methods } from '../machines/index.ts';
import { mayReport } from '../machines/kernel/index.ts';
import type { Chart, Facts } from '../machines/kernel/types.ts';
import type { MatchEvent } from '../workflows/messages.ts';
import { rolesIn } from './access.ts';
import type { Caller } from './access.ts';
import { commandOf, otherBody, updateIdOf } from './commands.ts';
import type { Deliver } from './delivery.ts';
import type { ApiDeps } from './deps.ts';
import type { Delivery } from './engine.ts';
import { conflict, invalid, notAllowed, sendAgain } from './errors.ts';
import { toMatch } from './match-view.ts';
import { originOf, withOrigin } from './origin.ts';
import { peopleFacts } from './person-facts.ts';

/** Starts a match (design.md 6): key, match and people in one transaction, then the workflow with its first event. */
export async function startMatch(
  deps: ApiDeps & { deliver: Deliver },
  caller: Caller,
  input: NewMatch,
  key: string,
): Promise<{ match: Match; replayed: boolean }> {
  const chart = methods.get(input.method);
  if (chart === undefined) throw invalid('method', `there is no method ${input.method}`, [...methods.keys()]);
  const entry = chart.catalogue['MATCH_DRAFTED'];
  if (entry && !caller.roles.some((role) => mayReport(entry, role)))
    throw notAllowed('a match is started by a program manager, or by an administrator');
  if (input.rehearsal && deps.engine.whyNoSkipping !== undefined) throw conflict(deps.engine.whyNoSkipping);

  const origin = input.origin === undefined ? undefined : await originOf(deps, caller, input.origin.match);
  const command = commandOf(caller, key, { call: 'matches', ...input });
  const claim = await deps.commands.claim(command, makeId(), (tx) =>
    writeMatch(deps, tx, caller, chart, origin === undefined ? input : withOrigin(input, origin), command),
  );
  if (claim.kind === 'otherBody') throw otherBody();
  if (claim.kind === 'done') return { match: claim.answer as Match, replayed: true };

  const rows = await deps.queries.match(claim.match);
  if (rows === undefined) throw sendAgain('the match could not be started');
  const delivery = await sendStart(deps, rows, updateIdOf(command));
  if (delivery.kind === 'refused') throw conflict(delivery.refusal.because, { allowed: delivery.refusal.allowed });
  if (delivery.kind !== 'taken') throw sendAgain('the match is written down, but did not start in time');
  const now = (await deps.queries.match(claim.match)) ?? rows;
  const match = toMatch(now, rolesIn(caller, now.people), deps);
  await deps.commands.finish(command, delivery.seq, match);
  return { match, replayed: false };
}

/** Sends the first event; the sweep does the same for matches that stayed `starting`. */
export function sendStart(deps: { deliver: Deliver }, rows: MatchRows, updateId: string): Promise<Delivery> {
  const { match, people } = rows;
  const facilitator = people.find(({ roles }) => roles.includes('facilitator'))?.id;
  const day = match.match_start === null ? '' : ` · ${match.match_start}`;
  const starting = { match: match.id, method: match.method, version: match.version, facilitator };
  return deps.deliver.start({ ...starting, summary: `${match.method}${day}` }, firstEvent(rows), updateId);
}

/** `ASSIGNED` with a facilitator and a day of assignment, else `MATCH_DRAFTED`; the same however often it is made. */
function firstEvent({ match, people }: MatchRows): MatchEvent {
  const facilitated = people.some(({ roles }) => roles.includes('facilitator'));
  const days = { assignedOn: match.assigned_on, matchStart: match.match_start, matchEnd: match.match_end };
  const type = facilitated && match.assigned_on !== null ? 'ASSIGNED' : 'MATCH_DRAFTED';
  const schema = eventSchemas(match.method)[type];
  const facts: Facts = {
    ...(Object.fromEntries(Object.entries(days).filter(([, day]) => day !== null)) as Facts),
    ...(schema !== undefined && 'people' in schema.facts.shape ? { people: peopleFacts(people) } : {}),
  };
  return {
    type,
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
    by: { person: match.created_by, role: 'programManager' },
  };
}

async function writeMatch(
  deps: ApiDeps,
  tx: DatabaseTransaction,
  caller: Caller,
  chart: Chart,
  input: NewMatch,
  { account, key }: { account: string; key: string },
): Promise<void> {
  const { match } = await tx
    .selectFrom('commands')
    .select('match')
    .where('account', '=', account)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  const id = match ?? makeId();
  await tx
    .insertInto('matches')
    .values({
      id,
      method: chart.method,
      version: chart.version,
      title: input.title,
      ref: input.ref ?? null,
      time_zone: input.timeZone,
      status: 'starting',
      outcome: null,
      assigned_on: input.assignedOn ?? null,
      match_start: input.matchStart ?? null,
      match_end: input.matchEnd ?? input.matchStart ?? null,
      clock: input.rehearsal ? 'virtual' : 'wall',
      clock_name: input.clock ?? null,
      mail: deps.canSendMail && !input.rehearsal ? 'smtp' : 'captured',
      rehearsal: input.rehearsal,
      next_due: null,
      created_at: new Date(deps.clock()),
      created_by: account,
      origin: input.origin?.match ?? null,
    })
    .execute();
  await addPeople(tx, id, withManager(input.people, caller));
}

/** Without a program manager the caller is it (design.md 8). */
function withManager(people: readonly NewPerson[], caller: Caller): NewPerson[] {
  const manager: Role = 'programManager';
  if (people.some(({ roles }) => roles.includes(manager))) return [...people];
  const email = caller.email?.toLowerCase();
  const own = email === undefined ? -1 : people.findIndex((person) => person.email?.toLowerCase() === email);
  if (own >= 0) return people.map((one, index) => (index === own ? { ...one, roles: [...one.roles, manager] } : one));
  return [
    ...people,
    { name: caller.name, roles: [manager], ...(caller.email === null ? {} : { email: caller.email }) },
  ];
}
