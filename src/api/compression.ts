import { constants } from 'node:zlib';
import fastifyCompress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** Quick, and within some percent of the best: pages are made anew for every reader, the design system is asked for once a year. */
const BROTLI = 5;
const GZIP = 6;
/** What is smaller fits one packet anyhow. */
const SMALLEST = 1024;

/** Pages and answers travel packed (decision 0033): a page is a fifth of itself. What is sent bit by bit (`text/event-stream`) is left alone. */
export async function useCompression(app: FastifyInstance): Promise<void> {
  await app.register(fastifyCompress, {
    threshold: SMALLEST,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI } },
    zlibOptions: { level: GZIP },
  });
}
