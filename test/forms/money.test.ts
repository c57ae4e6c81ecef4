import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hundredthsIn } from '../../src/api/forms/money.ts';
import { moneyWords } from '../../src/api/pages/closing/money.ts';

describe('an amount of money as people write it', () => {
  it.each([
    ['250', 25_000],
    ['250.00', 25_000],
    ['$250', 25_000],
    ['$1,250', 125_000],
    ['$ 1,250.50', 125_050],
    ['1,250,000', 125_000_000],
    ['0.05', 5],
    ['250.5', 25_050],
    [' 19.99 ', 1_999],
  ])('%j is so many hundredths', (text, hundredths) => {
    expect(hundredthsIn(text)).toBe(hundredths);
  });

  it.each([
    '',
    'much',
    '-5',
    '1,25',
    '1.250,00',
    '12,50',
    '1,2500',
    '250.005',
    '2 50',
    '$',
    '1e3',
    '٢٥٠',
    '9'.repeat(20),
  ])('%j could be anything, and is not guessed', (text) => {
    expect(hundredthsIn(text)).toBeUndefined();
  });

  it('what a page shows can be typed again, and is the same amount', () => {
    const amounts = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(hundredthsIn(moneyWords({ amount, currency: 'USD' }))).toBe(amount);
      }),
    );
  });
});
