import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorkCalendar } from '../../src/calendar/index.ts';
import { people, ZONE } from '../../src/cli/story.ts';
import { workflowId } from '../../src/contracts/names.ts';
import { keepHistory, runsOf } from '../support/histories.ts';
import { expectSimulated, journal, minute } from '../support/journal.ts';
import { startPeermatch } from '../support/peermatch.ts';
import type { Peermatch } from '../support/peermatch.ts';
import { at, forward, mailList, playAll, report, startMatch, toTheEnd } from '../support/play.ts';
import type { Played } from '../support/play.ts';

/**
 * A whole match on a real Temporal server, a real PostgreSQL and a real SMTP server, started as `npm start` starts them;
 * eight months pass by time skipping (issue 3, "Shown by" a, b, d, e, f).
 */
let peermatch: Peermatch;
beforeAll(async () => void (peermatch = await startPeermatch()));
afterAll(() => peermatch.stop());

/** The mails of one match at the SMTP server and in the database are the same, each once. */
async function expectNothingLostOrTwice(played: Played): Promise<void> {
  const { rows } = await peermatch.db.query<{ send_key: string }>(
    "select send_key from letters where match = $1 and state = 'sent' and channel = 'mail'",
    [played.id],
  );
  const ids = peermatch.sink.received.map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(rows.map(({ send_key }) => send_key)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThan(0);
}

const isWorkingDay = makeWorkCalendar({ country: 'US' }).isWorkingDay;

describe('a match in which every task is settled in time', () => {
  let played: Played;
  beforeAll(async () => {
    played = await startMatch(peermatch, { title: 'Smooth' });
    await playAll(peermatch, played);
    await toTheEnd(peermatch, played);
    await keepHistory(peermatch, played.id, 'cssp-smooth');
  }, 120_000);

  test('sends exactly these letters on these days, and no reminder for a settled task', async () => {
    await expect(mailList(peermatch, 'Smooth')).toMatchFileSnapshot('expected/smooth.txt');
  });

  test('asks the check-in three months after the end, is answered, and completes', async () => {
    const { body } = await peermatch.call<{ status: string; outcome: string }>('GET', `/api/v1/matches/${played.id}`);
    expect(body).toMatchObject({ status: 'closed', outcome: 'completed' });
    const result = await peermatch.temporal.workflow.getHandle(workflowId(played.id)).result();
    expect(result).toMatchObject({ outcome: 'completed' });
  });

  test('loses no letter and sends none twice', () => expectNothingLostOrTwice(played));

  test('is the same in the kernel’s simulation, event by event and deadline by deadline', async () => {
    await expectSimulated(peermatch, played.id);
  });

  test('leaves no name, address, title or form text in the history', async () => {
    const recorded = await runsOf(peermatch, played.id);
    expect(recorded.length).toBeGreaterThan(1);
    const history = JSON.stringify(recorded).replaceAll(/"data":"([^"]*)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString('utf8'),
    );
    expect(history).toContain('SITE_CONTACTED');
    for (const person of people) {
      for (const secret of [person.name, person.email, person.telephone, person.organization, person.address])
        expect(history).not.toContain(secret);
    }
    expect(history).not.toContain('Smooth');
  });
});

describe('a match in which nobody ever acts', () => {
  let played: Played;
  beforeAll(async () => {
    played = await startMatch(peermatch, {
      title: 'Silent',
      dates: { matchStart: '2040-02-27', matchEnd: '2040-02-28' },
    });
    await toTheEnd(peermatch, played);
    await keepHistory(peermatch, played.id, 'cssp-silent');
  }, 120_000);

  test('reminds ahead, when due, when overdue and hands over, as listed', async () => {
    await expect(mailList(peermatch, 'Silent')).toMatchFileSnapshot('expected/silent.txt');
  });

  test('asks never more than three times for one item, and on no weekend or holiday', async () => {
    const asked = (await journal(peermatch, played.id)).filter(({ event }) => event.type === 'REMINDER_DUE');
    const counts = new Map<string, number>();
    for (const { event } of asked) {
      const { window, rung } = event.facts as { window: string; rung: string };
      if (rung !== 'escalate') counts.set(window, (counts.get(window) ?? 0) + 1);
    }
    expect(asked.length).toBeGreaterThan(20);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
    const off = asked.filter(
      ({ at }) => !isWorkingDay(new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(at)),
    );
    expect(off).toEqual([]);
  });

  test('closes without a check-in six months after the end', async () => {
    const { body } = await peermatch.call<{ status: string; outcome: string }>('GET', `/api/v1/matches/${played.id}`);
    expect(body).toMatchObject({ status: 'closed', outcome: 'noCheckIn' });
    const last = (await journal(peermatch, played.id)).at(-1);
    expect(new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(last?.at)).toBe('2040-08-28');
  });

  test('loses no letter and sends none twice', () => expectNothingLostOrTwice(played));
});

describe('a match whose date moves twice', () => {
  test('plans its windows anew and sends nothing for an old date', async () => {
    const dates = { matchStart: '2040-02-27', matchEnd: '2040-02-28' };
    const played = await startMatch(peermatch, { title: 'Moved', dates });
    const move = (matchStart: string, matchEnd: string) =>
      report(peermatch, played, {
        day: 0,
        time: '',
        as: 'facilitator',
        type: 'DATE_MOVED',
        data: { matchStart, matchEnd, final: true },
      });
    await forward(peermatch, played, at(played, 10, '12:00'));
    await move('2040-04-09', '2040-04-10');
    await forward(peermatch, played, at(played, 20, '12:00'));
    await move('2040-05-07', '2040-05-08');
    await forward(peermatch, played, '2040-04-20T12:00:00Z');
    const asked = (await journal(peermatch, played.id))
      .filter(({ event }) => event.type === 'REMINDER_DUE' && event.task === 'T08')
      .map(({ at, event }) => [event.facts?.['rung'], minute(at.getTime())]);
    // It opens on 2040-04-09, four weeks before the date of now, and is due on the 16th; "ahead" would fall on the opening.
    expect(asked).toEqual([
      ['due', '2040-04-16T13:00'],
      ['overdue', '2040-04-19T13:00'],
    ]);
    await keepHistory(peermatch, played.id, 'cssp-moved');
    const { body } = await peermatch.call<{ dates: unknown; tasks: { id: string; due: string }[] }>(
      'GET',
      `/api/v1/matches/${played.id}`,
    );
    expect(body.dates).toMatchObject({ matchStart: '2040-05-07', matchEnd: '2040-05-08' });
    expect(body.tasks.find(({ id }) => id === 'T08')?.due).toContain('2040-04-16');
  }, 120_000);
});

describe('thirty clients on one match at once', () => {
  test('are all answered truly, and recorded in order, none lost', async () => {
    const played = await startMatch(peermatch, { title: 'Busy' });
    const suggest = (n: number) =>
      peermatch.call<{ seq: number }>(
        'POST',
        `/api/v1/matches/${played.id}/events`,
        { type: 'COMMITMENT_MADE', data: { commitment: `c${n}` } },
        { key: `busy-${n}` },
      );
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => suggest(n)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    const lines = await journal(peermatch, played.id);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, n) => n + 1));
    expect(lines.filter(({ event }) => event.type === 'COMMITMENT_MADE').length).toBe(30);
    await keepHistory(peermatch, played.id, 'cssp-busy');
    const again = await suggest(7);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect((await journal(peermatch, played.id)).length).toBe(lines.length);
  }, 60_000);
});
