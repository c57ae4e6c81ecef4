import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly to: string;
  readonly messageId: string;
  readonly mail: ParsedMail;
}

export interface Sink {
  readonly url: string;
  readonly received: Received[];
  /** What the next letters are answered instead of being taken, one after the other: 4xx puts off, 5xx refuses. */
  readonly refusals: number[];
  /** How many letters were brought, taken or not. */
  readonly brought: () => number;
  close(): Promise<void>;
}

/** A real SMTP server that keeps what it is given. */
export async function startSink(): Promise<Sink> {
  const received: Received[] = [];
  const refusals: number[] = [];
  let brought = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, done) {
      brought += 1;
      const code = refusals.shift();
      if (code === undefined) return done();
      done(Object.assign(new Error(`<${address}>: not now`), { responseCode: code }));
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        for (const { address } of session.envelope.rcptTo)
          received.push({ to: address, messageId: mail.messageId ?? '', mail });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    refusals,
    brought: () => brought,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
