import { eventSchemas } from '../../contracts/events/index.ts';
import type { Role } from '../../contracts/names.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import type { FileStore } from '../../db/files.ts';
import { mayReport } from '../../machines/kernel/index.ts';
import type { Chart, EventEntry, Facts } from '../../machines/kernel/types.ts';
import { rolesIn } from '../access.ts';
import type { Caller } from '../access.ts';
import { ApiProblem, conflict, notAllowed } from '../errors.ts';
import { chartOfMatch } from '../match-view.ts';

/** The fact by which an event shares files, whatever the method calls the event. */
const FACT = 'files';

/** The events of a method that share files. */
export function sharingEvents({ method, catalogue }: Chart): (readonly [string, EventEntry])[] {
  const schemas = eventSchemas(method);
  return Object.entries(catalogue).filter(([type]) => FACT in (schemas[type]?.facts.shape ?? {}));
}

/** May the caller bring files and take them away? */
export const mayShareFiles = (caller: Caller, rows: MatchRows): boolean => sharingRole(caller, rows) !== undefined;

function sharingRole(caller: Caller, rows: MatchRows): Role | undefined {
  const sharing = sharingEvents(chartOfMatch(rows));
  return rolesIn(caller, rows.people).find((one) => sharing.some(([, entry]) => mayReport(entry, one)));
}

/** Files are for whoever may report an event that shares them; a method without such an event has none. */
export function mustMayShare(caller: Caller, rows: MatchRows): Role {
  const chart = chartOfMatch(rows);
  const sharing = sharingEvents(chart);
  if (sharing.length === 0) throw conflict(`${chart.title} shares no files`);
  const role = sharingRole(caller, rows);
  if (role === undefined) throw notAllowed(`files are for whoever shares them: ${sharing[0]?.[1].roles.join(', ')}`);
  return role;
}

/** An event names only files of its own match that are still there; else 422 with those that are. */
export async function mustKnowFiles(files: FileStore, match: string, facts: Facts): Promise<void> {
  const named = facts[FACT];
  if (!Array.isArray(named) || named.length === 0) return;
  const known = (await files.filesOf(match)).filter((file) => file.removed_at === null && file.erased_at === null);
  const ids = known.map(({ id }) => id);
  const errors = named.flatMap((id, index) =>
    ids.includes(String(id)) ? [] : [{ path: `data.${FACT}.${index}`, message: 'is no file of this match' }],
  );
  if (errors.length > 0) throw new ApiProblem(422, { errors, allowed: ids });
}
