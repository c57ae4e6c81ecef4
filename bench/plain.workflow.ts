import { condition, defineUpdate, setHandler } from '@temporalio/workflow';

/** What every figure is compared with: the smallest workflow that takes a command and remembers it. */
export const poke = defineUpdate<number, [number]>('poke');

export async function plain(): Promise<void> {
  let count = 0;
  setHandler(poke, (by) => (count += by));
  await condition(() => false);
}
