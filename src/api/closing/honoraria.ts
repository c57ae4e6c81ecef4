import { HONORARIUM_STATES } from '../../contracts/api-closing.ts';
import type { HonorariumView } from '../../contracts/api-closing.ts';
import type { ToldLine } from '../../contracts/commitments.ts';
import type { MatchRows } from '../../db/api-queries.ts';
import type { ApiDeps } from '../deps.ts';
import { allowedFor, chartOfMatch, storedOf } from '../match-view.ts';
import { wantsPhoneCard } from '../people-view.ts';
import { idOfPart, partsOf, textIn } from './parts.ts';

const FORM_IN = 'HONORARIUM_FORM_RECEIVED';
const PROCESSED = 'HONORARIUM_PROCESSED';
const PAID = 'HONORARIUM_PAID';
/** How far a payment is, and what its state says of the dates before it. */
const REACHED: Readonly<Record<string, number>> = { formIn: 1, processed: 2, paid: 3 };

/** Each resident's honorarium from form to paid: its status, and no number of an account or a tax office (requirements.md T18, R9, B2.27). */
export async function honorariaOf(deps: ApiDeps, rows: MatchRows): Promise<HonorariumView[]> {
  const parts = partsOf(rows, 'honorarium');
  const lines = await deps.queries.toldLines(rows.match.id, [FORM_IN, PROCESSED, PAID]);
  const stored = storedOf(rows);
  // The chart's own guard (R9) says whether the form is taken.
  const open = stored === undefined ? [] : allowedFor(chartOfMatch(rows), stored, ['facilitator']);
  return parts.map(({ id, state: name }) => {
    const person = rows.people.find((one) => one.id === idOfPart(id));
    const state = HONORARIUM_STATES.find((one) => one === name) ?? 'due';
    const reached = REACHED[state] ?? 0;
    const own = lines.filter(({ part }) => part === id);
    const last = (type: string) => own.findLast((line) => line.type === type);
    const dayOf = (step: number, type: string, fact: string) =>
      reached >= step ? dayOfLine(last(type), fact, (at) => deps.dayAt(at, rows.match.time_zone)) : null;
    return {
      part: id,
      person: person?.id ?? null,
      name: person?.name ?? null,
      state,
      formOn: dayOf(1, FORM_IN, ''),
      processedOn: dayOf(2, PROCESSED, 'processedOn'),
      paidOn: dayOf(3, PAID, 'paidOn'),
      ...amountIn(own),
      payment: person?.payment ?? null,
      phoneCard: person === undefined ? null : (person.phone_card ?? wantsPhoneCard(person)),
      funded: reached > 0 || open.some(({ type, part }) => type === FORM_IN && part === id),
    };
  });
}

function dayOfLine(line: ToldLine | undefined, fact: string, dayAt: (at: number) => string): string | null {
  return line === undefined ? null : (textIn(line.facts[fact]) ?? dayAt(line.at.getTime()));
}

interface Amount {
  readonly amount: number | null;
  readonly currency: string | null;
}

/** What was said last of how much it is. */
function amountIn(lines: readonly { readonly facts: Readonly<Record<string, unknown>> | null }[]): Amount {
  const said = lines.findLast(({ facts }) => typeof facts?.['amount'] === 'number')?.facts;
  return said
    ? { amount: Number(said['amount']), currency: textIn(said['currency']) ?? 'USD' }
    : { amount: null, currency: null };
}
