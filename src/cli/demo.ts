import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { readSettings } from '../settings.ts';
import { playUntil, startPlaying } from './player.ts';
import type { Call } from './player.ts';
import { people, ZONE } from './story.ts';

/** Four weeks in: the team stands, the calls are held, agenda, confirmations and arrangements are next. */
const WORKED_DAYS = 29;
const TITLE = 'Sample: youth councils';

/** `npm start -- --demo`: one worked match, as a rehearsal, whose clock can be taken on to the check-in. Started again, it is left as it is. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const token = (await readFile(join(settings.dataDir, 'admin-token'), 'utf8')).trim();
  const call: Call = async (method, path, body, { key } = {}) => {
    const answer = await fetch(`http://127.0.0.1:${settings.port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  const { body: known } = await call<{ items: readonly { id: string; rehearsal: boolean }[] }>(
    'GET',
    `/api/v1/matches?q=${encodeURIComponent(TITLE)}`,
  );
  const before = known.items.find(({ rehearsal }) => rehearsal);
  if (before !== undefined) {
    console.log(`the worked match is still at ${settings.publicUrl}/matches/${before.id}`);
    return;
  }
  const played = await startPlaying(call, { title: TITLE, people, assignedOn: nextMonday() });
  await playUntil(call, played, WORKED_DAYS);
  console.log(`the worked match is at ${settings.publicUrl}/matches/${played.id}`);
}

/** The story counts from a Monday; a rehearsal's clock only goes forward. */
function nextMonday(): string {
  const today = Temporal.Now.plainDateISO(ZONE);
  return today.add({ days: 8 - today.dayOfWeek }).toString();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
