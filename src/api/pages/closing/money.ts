/** "$150.00", from hundredths of a currency. */
export const moneyWords = ({ amount, currency }: { amount: number; currency: string }): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount / 100);
