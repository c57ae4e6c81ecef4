import type { Context } from './context.ts';

/** What is arranged for people who come to a place (X16). */
const NEEDS_PLACE: readonly string[] = ['travel', 'facility', 'hotel', 'meals', 'ground'];

/** X12: somebody said why no resident takes part, and nobody of the match is one. */
export const noResidentComes = ({ explained, people }: Pick<Context, 'explained' | 'people'>): boolean =>
  explained && !Object.values(people).some(({ resident }) => resident);

export const needsPlace = (arrangement: string): boolean => NEEDS_PLACE.includes(arrangement);
export const isForResidents = (arrangement: string): boolean => arrangement === 'phoneCards';

/** Whether an arrangement falls away as things stand: people meet by video, or no resident comes. */
export const isLeftOut = (arrangement: string, context: Pick<Context, 'virtual' | 'explained' | 'people'>): boolean =>
  (needsPlace(arrangement) && context.virtual) || (isForResidents(arrangement) && noResidentComes(context));
