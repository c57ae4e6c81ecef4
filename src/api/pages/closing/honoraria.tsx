import type { HonorariumView } from '../../../contracts/api-closing.ts';
import type { Doable } from '../act/doable.ts';
import { hiddenAgain } from '../act/press.ts';
import { Press } from '../act/task.tsx';
import { Tag } from '../layout.tsx';
import { SubPage } from '../match/sub-page.tsx';
import type { SubPageBase } from '../match/sub-page.tsx';
import { Fact } from '../portfolio.tsx';
import { dayWords, plural } from '../words.ts';
import type { Tone } from '../words.ts';
import { moneyWords } from './money.ts';

export interface HonorariaView extends SubPageBase {
  readonly honoraria: readonly HonorariumView[];
  /** What may be reported about one of them. */
  readonly pressesOf: (part: string) => readonly Doable[];
  /** Where it is said whether there is money for them. */
  readonly funds: Doable | undefined;
  /** The year whose totals the reader may see. */
  readonly year: number | undefined;
  readonly hidden: Readonly<Record<string, string>>;
}

/** The honoraria of a match: how far each is, what is missing, and what can be reported. */
export function HonorariaPage(view: HonorariaView) {
  const { honoraria, funds, year } = view;
  const paid = honoraria.filter(({ state }) => state === 'paid').length;
  return (
    <SubPage {...view} at="honoraria">
      <p class="pm-lead">
        {honoraria.length === 0
          ? 'Nobody has an honorarium yet: they are due when the match has ended, for each resident who attended.'
          : `${paid} of ${plural(honoraria.length, 'honorarium', 'honoraria')} paid.`}
      </p>
      {funds !== undefined && honoraria.some(({ funded }) => !funded) && (
        <p>
          <a href={funds.address}>Say whether there is money for honoraria</a>
        </p>
      )}
      <ul class="pm-cards">
        {honoraria.map((one) => (
          <li>
            <Honorarium view={view} one={one} />
          </li>
        ))}
      </ul>
      {year !== undefined && (
        <p>
          <a href={`/honoraria?year=${year}`}>All that was paid in {year}, over all matches</a>
        </p>
      )}
    </SubPage>
  );
}

const STATES: Readonly<Record<HonorariumView['state'], { words: string; tone: Tone }>> = {
  due: { words: 'Waits for its form', tone: 'wait' },
  formIn: { words: 'Form is in, to be processed', tone: 'wait' },
  processed: { words: 'Processed, to be paid', tone: 'wait' },
  paid: { words: 'Paid', tone: 'good' },
  declined: { words: 'Declined', tone: 'plain' },
  withdrawn: { words: 'Withdrawn', tone: 'plain' },
};
const WAYS: Readonly<Record<NonNullable<HonorariumView['payment']>, string>> = {
  transfer: 'by transfer',
  cheque: 'by cheque',
  pickup: 'picked up in person',
};

function Honorarium({ view, one }: { view: HonorariaView; one: HonorariumView }) {
  const { match, pressesOf, hidden } = view;
  const { name, state, formOn, processedOn, paidOn, amount, currency, payment, phoneCard } = one;
  const called = name ?? 'Somebody who has left';
  const missing = missingIn(one);
  const presses = pressesOf(one.part);
  return (
    <>
      <div class="pm-task-head">
        <h2>{called}</h2>
        <Tag tone={STATES[state].tone}>{STATES[state].words}</Tag>
      </div>
      <dl class="pm-facts">
        {amount !== null && <Fact name="Amount">{moneyWords({ amount, currency: currency ?? 'USD' })}</Fact>}
        {payment !== null && <Fact name="How">{WAYS[payment]}</Fact>}
        {formOn !== null && <Fact name="Form in">{dayWords(formOn)}</Fact>}
        {processedOn !== null && <Fact name="Processed">{dayWords(processedOn)}</Fact>}
        {paidOn !== null && <Fact name="Paid">{dayWords(paidOn)}</Fact>}
        {phoneCard === true && <Fact name="Besides">gets a phone card</Fact>}
      </dl>
      {missing.length > 0 && <p>Missing: {missing.join('; ')}.</p>}
      {presses.length > 0 && (
        <ul class="pm-lines">
          {presses.map((press, at) => (
            <li>
              <Press one={press} match={match} about={called} hidden={hiddenAgain(hidden)} quiet={at > 0} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const SETTLED: readonly string[] = ['declined', 'withdrawn'];

/** What keeps it from being paid, or its record from being whole. */
function missingIn({ state, funded, formOn, payment, amount }: HonorariumView): string[] {
  if (SETTLED.includes(state)) return [];
  return [
    ...(funded ? [] : ['a word whether there is money']),
    ...(formOn === null ? ['the form'] : []),
    ...(payment === null ? ['how the money reaches the person'] : []),
    ...(amount === null && (state === 'processed' || state === 'paid') ? ['how much it is'] : []),
  ];
}
