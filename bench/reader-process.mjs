/**
 * Asks for pages as a browser does, packed, one after the other, for bench/reader.ts.
 *
 *   takes { urls, cookie }, answers { times: ms of each, bytes: of the last page, unpacked } or { error }
 */
async function look(url, cookie) {
  const answer = await fetch(url, { headers: { cookie, 'accept-encoding': 'br' } });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${text.slice(0, 300)}`);
  return text.length;
}

async function read({ urls, cookie }) {
  const times = [];
  let bytes = 0;
  for (const url of urls) {
    const before = performance.now();
    bytes = await look(url, cookie);
    times.push(performance.now() - before);
  }
  return { times, bytes };
}

process.on('message', (asked) => {
  read(asked).then(
    (answer) => process.send(answer),
    (error) => process.send({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
