import type { Yearly } from '../../contracts/api-closing.ts';
import { resultsAnew } from '../../db/match-results.ts';
import { paymentsOf } from '../../db/honoraria-queries.ts';
import type { PaymentRow } from '../../db/honoraria-queries.ts';
import { rolesByEmail, seesAll } from '../access.ts';
import type { Caller } from '../access.ts';
import type { ApiDeps } from '../deps.ts';
import { lookedForIn } from '../reports/make-report.ts';
import { notAllowed } from '../errors.ts';

const isProgramManager = ({ roles }: Caller): boolean => roles.includes('programManager');

/** Program managers see all matches; whoever may be an assistant sees her own, which may be none. */
export const mayReadYear = (caller: Caller): boolean =>
  isProgramManager(caller) || rolesByEmail(caller).includes('assistant');

/** What each person was paid in a year, over all matches, and the program (requirements.md B2.27). For program managers, and for assistants of their own matches. */
export async function yearlyHonoraria(deps: ApiDeps, caller: Caller, year: number): Promise<Yearly> {
  const isManager = isProgramManager(caller);
  if (!mayReadYear(caller)) throw notAllowed('what people were paid is for program managers and assistants');
  await resultsAnew(deps.db, lookedForIn(deps.forms));
  const payments = await paymentsOf(deps.db, year, isManager && seesAll(caller) ? undefined : (caller.email ?? ''));
  const people = grouped(payments, identityOf).map((own) => ({
    name: own.at(-1)?.name ?? 'erased on request',
    ...summed(own),
    matches: own.map(({ match, title, person, paidOn }) => ({ match, title, person, paidOn })),
  }));
  people.sort((one, other) => one.name.localeCompare(other.name, 'en'));
  return { year, people, program: { people: people.length, ...summed(payments) } };
}

/** The table for a spreadsheet: a line for each person and currency. */
export function yearlyTable({ people, program }: Yearly): string[][] {
  const line = (name: string, { paid, withoutAmount, totals }: Omit<Yearly['program'], 'people'>) =>
    (totals.length > 0 ? totals : [{ currency: '', amount: 0 }]).map(({ currency, amount }) => [
      name,
      String(paid),
      String(withoutAmount),
      currency,
      currency === '' ? '' : (amount / 100).toFixed(2),
    ]);
  const head = ['name', 'payments', 'withoutAmount', 'currency', 'total'];
  return [head, ...people.flatMap((person) => line(person.name, person)), ...line('All together', program)];
}

/** Nobody has one number in all matches: the same e-mail is the same person, else the same name and telephone. */
function identityOf({ person, name, email, telephone }: PaymentRow): string {
  if (email !== null) return `mail ${email.trim().toLowerCase()}`;
  const words = (name ?? '').normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
  return words === '' || telephone === null ? `person ${person}` : `name ${words} ${telephone.replace(/\D/g, '')}`;
}

function summed(payments: readonly PaymentRow[]): Omit<Yearly['program'], 'people'> {
  const known = payments.filter(({ amount }) => amount !== null);
  const totals = grouped(known, ({ currency }) => currency ?? '').map((own) => ({
    currency: own[0]?.currency ?? '',
    amount: own.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
  }));
  return { paid: payments.length, withoutAmount: payments.length - known.length, totals };
}

function grouped<T>(all: readonly T[], nameOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const own = groups.get(nameOf(one));
    if (own === undefined) groups.set(nameOf(one), [one]);
    else own.push(one);
  }
  return [...groups.values()];
}
