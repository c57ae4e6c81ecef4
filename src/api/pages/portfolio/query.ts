import { z } from 'zod';
import { STATUSES } from '../../../contracts/names.ts';
import { SORTS } from '../../../db/portfolio-queries.ts';

const text = z.string().max(200).trim().optional().catch(undefined);
const words = text.transform((said) => (said === '' ? undefined : said));
const tick = z.literal('yes').optional().catch(undefined);

/** What a list of matches is asked for. What is not understood is left out: an old address still shows a list. */
export const portfolioQuery = z.object({
  q: words,
  status: z.enum(['running', 'all', ...STATUSES]).catch('running'),
  method: words,
  facilitator: words,
  late: tick,
  risk: tick,
  rehearsals: tick,
  sort: z.enum(SORTS).catch('due'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type PortfolioQuery = z.infer<typeof portfolioQuery>;

/** Is it another list than the one that everybody sees first? */
export const isNarrowed = ({ q, method, facilitator, late, risk, status, page }: PortfolioQuery): boolean =>
  [q, method, facilitator, late, risk].some((one) => one !== undefined) || status !== 'running' || page > 1;
