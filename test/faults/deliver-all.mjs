/**
 * A worker's hand-over, in a process of its own that can be killed: the real activity for every match at once, again while the mail
 * server defers letters, as Temporal would. Arguments: database, mail server, matches.
 */
import { setTimeout } from 'node:timers/promises';
import { createActivities } from '../../dist/activities/index.js';
import { makeWorkCalendar } from '../../dist/calendar/index.js';
import { openDatabase } from '../../dist/db/database.js';
import { makeMailPort } from '../../dist/worker/mail-port.js';
import { makePorts } from '../../dist/worker/ports.js';

const [databaseUrl, smtpUrl, matches] = process.argv.slice(2);
const db = openDatabase(databaseUrl);
const mail = makeMailPort({ smtpUrl, mailFrom: 'peermatch@example.org', timeouts: { connection: 2_000, socket: 500 } });
const ports = makePorts({
  db,
  mail,
  program: 'Peermatch',
  publicUrl: 'http://localhost:3000',
  work: makeWorkCalendar({ country: 'US' }),
  linkSecret: 'a secret for tests only',
});
const { deliverLetters } = createActivities(ports, { beat: () => {}, stopped: () => false });

/** Only letters that wait for the mail server are a reason to try again. */
async function deliver(match) {
  for (;;) {
    try {
      return await deliverLetters({ match, now: Date.now() });
    } catch (error) {
      if (error.type !== 'LettersDeferred') throw error;
      await setTimeout(50);
    }
  }
}

await Promise.all(matches.split(',').map(deliver));
await db.destroy();
