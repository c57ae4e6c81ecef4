import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

export interface MailServer {
  readonly url: string;
  /** The raw messages that were taken, dot-stuffing undone. */
  readonly taken: Buffer[];
  /** Ends every connection as a dying server does, without a word. */
  readonly die: () => void;
}

/** The reply that a handler of `smtp-server` gives instead of its own. */
export const reply = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A real mail server on a free port, closed when the test ends. What it takes in full, it keeps. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks));
        done();
      });
    },
    ...options,
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const die = (): void => sockets.forEach((socket) => socket.destroy());
  return { url: urlOf(server.server), taken, die };
}

/** A mail server that wants the first letter later, after its final dot, and takes the next. @returns it with all that it was given */
export async function hesitantServer(): Promise<{ server: MailServer; seen: Buffer[] }> {
  const seen: Buffer[] = [];
  const server = await mailServer({
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => done(seen.push(Buffer.concat(chunks)) === 1 ? reply(451, 'try again later') : null));
    },
  });
  return { server, seen };
}

/** A server that talks as the script says: the reply to each line of the client, or what to do with the socket. */
export async function scriptedServer(script: (line: string, socket: Socket) => string | undefined): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const say = (line: string): void => {
      const answer = script(line, socket);
      if (answer !== undefined) socket.write(`${answer}\r\n`);
    };
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      lines.forEach(say);
    });
    say('CONNECT');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return urlOf(server);
}

/** The address of a server that has just gone. */
export async function goneServer(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = urlOf(server);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return url;
}

const urlOf = (server: Server | SMTPServer['server']): string =>
  `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
