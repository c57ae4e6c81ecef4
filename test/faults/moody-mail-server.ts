import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerSession } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { reply } from '../mail/mail-server.ts';

/** What the server does with a letter: once, at its first try, or for good. Everything else is taken at once. */
const MOODS = {
  0: 'later at RCPT',
  1: 'no such user',
  2: 'later after DATA',
  3: 'refused after DATA',
  4: 'dies before the final dot',
  5: 'takes it and dies',
  6: 'dies after the final dot without it',
  7: 'takes it and is silent',
  8: 'silent at RCPT',
  9: 'closes with 421',
} as const;
type Mood = (typeof MOODS)[keyof typeof MOODS];

/** Of each hundred letters: stalls are dear, so there is one of each; forty of the hundred meet something else. */
export function moodOf(n: number): Mood | 'takes it' {
  const place = n % 100;
  if (place === 70) return MOODS[7];
  if (place === 71) return MOODS[8];
  const mood: Mood | undefined = place < 50 ? MOODS[(place % 10) as keyof typeof MOODS] : undefined;
  return mood === undefined || mood === MOODS[7] || mood === MOODS[8] ? 'takes it' : mood;
}

export interface Logged {
  readonly to: string;
  readonly what: string;
  /** Of a letter that the server has read to its end. */
  readonly messageId?: string;
  /** The server has it: it will arrive. */
  readonly taken: boolean;
}

/** A real SMTP server that by plan defers, refuses, is silent and dies, and writes down what it did. */
export async function moodyMailServer(): Promise<{ url: string; log: Logged[]; onTaken: (hear: () => void) => void }> {
  const log: Logged[] = [];
  const tried = new Set<string>();
  const sockets = new Map<string, Socket>();
  let hear = (): void => undefined;
  const note = (to: string, what: string, messageId?: string, taken = false): void => {
    log.push({ to, what, taken, ...(messageId === undefined ? {} : { messageId }) });
    if (taken) hear();
  };
  const die = ({ remotePort }: SMTPServerSession): void => void sockets.get(String(remotePort))?.destroy();
  const isFirst = (to: string): boolean => tried.size < tried.add(to).size;
  const moodFor = (to: string) => moodOf(Number(to.split('@')[0]));

  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const mood = moodFor(address);
      if (mood === 'no such user') {
        note(address, mood);
        return done(reply(550, '5.1.1 no such user'));
      }
      if (!['later at RCPT', 'closes with 421', 'silent at RCPT'].includes(mood) || !isFirst(address)) return done();
      note(address, mood);
      if (mood === 'later at RCPT') return done(reply(451, '4.3.0 later'));
      if (mood === 'closes with 421') return done(reply(421, '4.3.2 closing'));
    },
    onData(stream, session, done) {
      const to = session.envelope.rcptTo[0]?.address ?? '';
      const mood = moodFor(to);
      if (mood === 'dies before the final dot' && isFirst(to)) {
        note(to, mood);
        stream.resume();
        return die(session);
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const id = /^Message-ID: (.*)$/im.exec(Buffer.concat(chunks).toString())?.[1]?.trim() ?? '';
        finish(to, mood, id, session, done);
      });
    },
  });

  function finish(
    to: string,
    mood: string,
    id: string,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): void {
    if (mood === 'later after DATA' && isFirst(to)) {
      note(to, mood, id);
      return done(reply(452, '4.2.2 later'));
    }
    if (mood === 'refused after DATA') {
      note(to, mood, id);
      return done(reply(554, '5.7.1 refused'));
    }
    if (mood === 'dies after the final dot without it') {
      note(to, mood, id);
      return die(session);
    }
    note(to, mood, id, true);
    if (mood === 'takes it and dies') return die(session);
    if (mood === 'takes it and is silent') return;
    done();
  }

  server.server.on('connection', (socket: Socket) => sockets.set(String(socket.remotePort), socket));
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets.values()) socket.destroy();
    return new Promise<void>((resolve) => server.close(resolve));
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { url: `smtp://127.0.0.1:${address.port}`, log, onTaken: (listener) => void (hear = listener) };
}
