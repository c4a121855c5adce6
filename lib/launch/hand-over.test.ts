import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { handOver } from './hand-over.ts';
import type { ReadingAddress } from './keep-reading.ts';
import { hasReadingKey, readingKeyHeader } from './reading-key.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function listening(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const key = 'k'.repeat(43);

/** A web process that hands everything to a reading process that answers so. */
async function web(answer: RequestListener): Promise<{ readonly front: string; readonly behind: string }> {
  const port = await listening((request, response) => {
    if (hasReadingKey(request.headers, key)) answer(request, response);
    else response.writeHead(403).end();
  });
  const front = await listening(
    (request, response) => void handOver(request, response, async () => ({ port, key })),
  );
  return { front: `http://127.0.0.1:${front}`, behind: `http://127.0.0.1:${port}` };
}

test('a request and its answer come through whole, and the key stays between the two', async () => {
  const { front, behind } = await web((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method, url, headers } = request;
      const said = { method, url, host: headers.host, key: headers[readingKeyHeader] ?? null };
      response.writeHead(
        201,
        [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['Content-Type', 'application/json'],
        ].flat(),
      );
      response.end(JSON.stringify({ ...said, body: Buffer.concat(pieces).toString() }));
    });
  });
  const answer = await fetch(`${front}/policy?a=%2F`, {
    method: 'POST',
    body: 'ä'.repeat(100_000),
    headers: { [readingKeyHeader]: 'guessed' },
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await answer.json()).toEqual({
    method: 'POST',
    url: '/policy?a=%2F',
    host: new URL(front).host,
    key: null,
    body: 'ä'.repeat(100_000),
  });
  expect((await fetch(behind)).status).toBe(403);
  for (const guess of ['', 'x'.repeat(43)])
    expect((await fetch(behind, { headers: { [readingKeyHeader]: guess } })).status).toBe(403);
});

test('whoever leaves ends what is made for them', async () => {
  const ended = Promise.withResolvers<void>();
  const { front } = await web((_, response) => {
    response.write('first');
    response.once('close', () => ended.resolve());
  });
  const leaving = new AbortController();
  const answer = await fetch(front, { signal: leaving.signal });
  await answer.body?.getReader().read();
  leaving.abort();
  await ended.promise;
});

test.each<[string, () => Promise<ReadingAddress>]>([
  ['has ended', async () => ({ port: 1, key })],
  ['is not ready', () => Promise.reject(new Error('reading.ts ended with 134'))],
])('while the reading process %s, pages and routes say so', async (_, address) => {
  const front = await listening((request, response) => void handOver(request, response, address));
  const page = await fetch(`http://127.0.0.1:${front}/policy`);
  expect(page.status).toBe(503);
  expect(page.headers.get('retry-after')).toBe('2');
  expect(await page.text()).toMatch(/^Postern is opening/);
  const route = await fetch(`http://127.0.0.1:${front}/api/policy`);
  expect(await route.json()).toMatchObject({ error: { code: 'not-ready' } });
});

test('an answer that breaks off is broken for the browser too, never complete', async () => {
  const { front } = await web((_, response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('half');
    setTimeout(() => response.destroy(), 50);
  });
  await expect((await fetch(front)).text()).rejects.toThrow();
});
