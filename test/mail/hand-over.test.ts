import { expect, test } from 'vitest';
import { goneServer, mailServer, reply, scriptedServer } from './mail-server.ts';
import { sampleEnvelope, sampleMailer, sampleMessage } from './sample-message.ts';

async function handOver(url: string, envelope = sampleEnvelope) {
  const mailer = sampleMailer(url);
  return mailer.handOver(await mailer.compose(sampleMessage), envelope);
}

test('a letter that the server takes is sent, byte for byte', async () => {
  const server = await mailServer();

  const outcome = await handOver(server.url);

  expect(outcome).toEqual({ state: 'sent', response: expect.stringMatching(/^250 /) });
  expect(server.taken).toEqual([await sampleMailer().compose(sampleMessage)]);
});

test('the envelope names where bounces go, and the one recipient', async () => {
  const said: string[] = [];
  const server = await mailServer({
    onMailFrom: ({ address }, _session, done) => (said.push(`from ${address}`), done()),
    onRcptTo: ({ address }, _session, done) => (said.push(`to ${address}`), done()),
  });

  await handOver(server.url, { from: 'bounces@example.org', to: 'sam@example.org' });

  expect(said).toEqual(['from bounces@example.org', 'to sam@example.org']);
});

test('without a sender of its own the envelope leaves from the program', async () => {
  const said: string[] = [];
  const server = await mailServer({
    onMailFrom: ({ address }, _session, done) => (said.push(address), done()),
  });
  const mailer = sampleMailer(server.url);

  await mailer.handOver(await mailer.compose(sampleMessage), { to: 'sam@example.org' });

  expect(said).toEqual(['peermatch@example.org']);
});

test('a connection destroyed after the final dot leaves the letter unknown', async () => {
  const server = await mailServer({
    onData(stream) {
      stream.resume();
      stream.on('end', () => server.die());
    },
  });

  expect(await handOver(server.url)).toMatchObject({ state: 'unknown' });
});

test('a server that never answers the final dot leaves the letter unknown', async () => {
  const server = await mailServer({ onData: (stream) => void stream.resume() });

  expect(await handOver(server.url)).toMatchObject({ state: 'unknown', response: 'Timeout' });
});

test('a connection destroyed before the message was asked for defers the letter', async () => {
  const url = await scriptedServer((line, socket) => {
    if (line !== 'DATA') return greeting(line);
    socket.destroy();
    return undefined;
  });

  expect(await handOver(url)).toMatchObject({ state: 'deferred' });
});

test('a server that never answers DATA defers the letter', async () => {
  const url = await scriptedServer((line) => (line === 'DATA' ? undefined : greeting(line)));

  expect(await handOver(url)).toMatchObject({ state: 'deferred', response: 'Timeout' });
});

test('a server that never greets defers the letter', async () => {
  const url = await scriptedServer(() => undefined);
  const mailer = sampleMailer(`${url}?greetingTimeout=50`);

  expect(await mailer.handOver(await mailer.compose(sampleMessage), sampleEnvelope)).toMatchObject({
    state: 'deferred',
  });
});

test('a server that hangs up instead of greeting defers the letter', async () => {
  const url = await scriptedServer((_line, socket) => void socket.destroy());

  expect(await handOver(url)).toMatchObject({ state: 'deferred' });
});

test('a server that is not there defers the letter', async () => {
  expect(await handOver(await goneServer())).toMatchObject({
    state: 'deferred',
    response: expect.stringContaining('ECONNREFUSED'),
  });
});

test('451 after the final dot defers the letter', async () => {
  const server = await mailServer({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(reply(451, 'try again later')));
    },
  });

  expect(await handOver(server.url)).toEqual({ state: 'deferred', response: '451 try again later' });
});

test('554 after the final dot fails the letter', async () => {
  const server = await mailServer({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(reply(554, 'we do not like its content')));
    },
  });

  expect(await handOver(server.url)).toEqual({ state: 'failed', response: '554 we do not like its content' });
});

test('421 after the final dot defers the letter: the server said that it did not take it', async () => {
  const url = await scriptedServer((line) => (line === '.' ? '421 shutting down' : greeting(line)));

  expect(await handOver(url)).toEqual({ state: 'deferred', response: '421 shutting down' });
});

test('550 for the recipient fails the letter', async () => {
  const server = await mailServer({ onRcptTo: (_address, _session, done) => done(reply(550, 'no such person')) });

  expect(await handOver(server.url)).toEqual({ state: 'failed', response: '550 no such person' });
});

test('450 for the recipient defers the letter', async () => {
  const server = await mailServer({ onRcptTo: (_address, _session, done) => done(reply(450, 'mailbox busy')) });

  expect(await handOver(server.url)).toEqual({ state: 'deferred', response: '450 mailbox busy' });
});

test('a letter larger than the server allows fails without being offered', async () => {
  const server = await mailServer({ size: 10 });

  expect(await handOver(server.url)).toMatchObject({ state: 'failed' });
  expect(server.taken).toEqual([]);
});

test.each([
  ['554 no service here', 'CONNECT'],
  ['535 wrong password', 'AUTH'],
  ['530 log in first', 'MAIL'],
])('%s defers the letter: it is our settings that are refused', async (answer, at) => {
  const url = await scriptedServer((line) => {
    if (line.startsWith(at)) return answer;
    return line.startsWith('EHLO') ? '250-example.org\r\n250 AUTH PLAIN' : greeting(line);
  });

  expect(await handOver(url.replace('//', '//sample:secret@'))).toEqual({ state: 'deferred', response: answer });
});

test('without a mail server a letter is captured and counts as sent', async () => {
  const mailer = sampleMailer();

  const outcome = await mailer.handOver(await mailer.compose(sampleMessage), sampleEnvelope);

  expect(mailer.channel).toBe('captured');
  expect(outcome).toEqual({ state: 'sent', response: 'captured' });
});

test('an envelope cannot carry a second command', async () => {
  const server = await mailServer();

  await expect(
    handOver(server.url, { ...sampleEnvelope, to: 'a@example.org>\r\nRCPT TO:<b@example.org' }),
  ).rejects.toThrow(TypeError);
});

test('only a mail server can be named as one', () => {
  expect(() => sampleMailer('https://example.org')).toThrow('smtp://');
});

/** What a willing server answers, up to the message itself. */
function greeting(line: string): string | undefined {
  if (line === 'CONNECT') return '220 example.org';
  if (line === 'DATA') return '354 go ahead';
  if (/^AUTH/.test(line)) return '235 welcome';
  return /^(EHLO|MAIL|RCPT)/.test(line) ? '250 fine' : undefined;
}
