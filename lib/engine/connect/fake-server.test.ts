import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { ConnectFailure } from './connect-failure.ts';
import type { SessionOptions } from './connected-client.ts';
import type { ConnectionTarget } from './connection-target.ts';
import { Secret } from './secret.ts';
import { openSession } from './session.ts';

// Loopback is trusted with a password; these servers stand for ones that are far away.
vi.mock('./loopback.ts', () => ({ isLoopback: () => false }));

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers each chunk the way it is told; `heard` collects what it was sent. */
async function fake(answer: (socket: Socket, chunk: Buffer, turn: number) => void) {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    let turn = 0;
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      heard.push(chunk);
      answer(socket, chunk, turn++);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const target: ConnectionTarget = {
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : 0,
    database: 'd',
    user: 'u',
    password: new Secret('hunter2'),
    tls: { mode: 'disable', rootCertificate: null, certificate: null, key: null },
  };
  return { target, heard: () => Buffer.concat(heard).toString('latin1') };
}

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}
const int32 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeInt32BE(value, at * 4);
  return bytes;
};
const ready = Buffer.concat([
  message('R', int32(0)),
  message('K', int32(77, 1)),
  message('Z', Buffer.from('I')),
]);

async function outcome(target: ConnectionTarget, options: SessionOptions = {}): Promise<string> {
  try {
    const session = await openSession(target, options);
    await session.readOnly(async (read) => read('SELECT 1'));
    await session.close();
    return 'ok';
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error;
    expect(error.message).not.toContain('hunter2');
    return error.code;
  }
}

const hurried = { limits: { connectMs: 300, answerMs: 300 } } as const;

test('a server that never says anything', async () => {
  const { target } = await fake(() => {});
  expect(await outcome(target, hurried)).toBe('timeout');
});

test('a server that sends a byte now and then', async () => {
  const { target } = await fake((socket) => {
    const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('S')), 20);
  });
  expect(['timeout', 'protocol', 'connection-lost', 'unsupported-authentication']).toContain(
    await outcome(target, hurried),
  );
});

test('a server that hangs up half-way', async () => {
  const { target } = await fake((socket, _chunk, turn) =>
    turn === 0 ? socket.write(ready) : socket.destroy(),
  );
  expect(await outcome(target, hurried)).toBe('connection-lost');
});

test('a server that stalls after the first statement', async () => {
  const { target } = await fake((socket, _chunk, turn) => {
    if (turn === 0) socket.write(ready);
  });
  expect(await outcome(target, hurried)).toBe('timeout');
});

test('endless rows are cut by count, before the clock', async () => {
  const one = message('D', Buffer.from([0, 0]));
  const many = Buffer.concat(Array.from({ length: 5000 }, () => one));
  const { target } = await fake((socket, _chunk, turn) => {
    if (turn === 0) socket.write(ready);
    else {
      socket.write(message('T', Buffer.from([0, 0])));
      const pour = () => {
        while (!socket.destroyed && socket.write(many));
        if (!socket.destroyed) socket.once('drain', pour);
      };
      pour();
    }
  });
  expect(await outcome(target, { limits: { rows: 100_000, answerMs: 20_000 } })).toBe('limit');
});

test('a message that claims two gigabytes is cut by bytes received', async () => {
  const megabyte = Buffer.alloc(1 << 20);
  const { target } = await fake((socket, _chunk, turn) => {
    if (turn === 0) socket.write(ready);
    else {
      socket.write(Buffer.concat([Buffer.from('D'), int32(2 ** 31 - 1)]));
      const pour = () => {
        while (!socket.destroyed && socket.write(megabyte));
        if (!socket.destroyed) socket.once('drain', pour);
      };
      pour();
    }
  });
  const before = process.memoryUsage().rss;
  expect(await outcome(target, { limits: { bytes: 32 << 20, answerMs: 20_000 } })).toBe('limit');
  expect(process.memoryUsage().rss - before).toBeLessThan(256 << 20);
});

test.each([
  ['in clear text', message('R', int32(3))],
  ['as MD5', message('R', Buffer.concat([int32(5), Buffer.from('salt')]))],
])('a password asked for %s from afar is not sent', async (_how, challenge) => {
  const { target, heard } = await fake((socket, _chunk, turn) => {
    if (turn === 0) socket.write(challenge);
  });
  expect(await outcome(target, hurried)).toBe('insecure-authentication');
  expect(heard()).not.toMatch(/hunter2|md5/);
  expect(await outcome(target, { ...hurried, allowInsecureAuthentication: true })).toBe('timeout');
  expect(heard()).toMatch(/hunter2|md5/);
});

test.each([
  ['an unknown authentication request', message('R', int32(99))],
  ['a truncated authentication request', Buffer.concat([Buffer.from('R'), int32(5), Buffer.from('x')])],
  ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n<html>')],
  ['nonsense', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256))],
  [
    'an iteration bomb',
    Buffer.concat([message('R', Buffer.concat([int32(10), Buffer.from('SCRAM-SHA-256\0\0')]))]),
  ],
])('%s ends in a failure, never in a crash', async (_what, bytes) => {
  const { target, heard } = await fake((socket, _chunk, turn) => {
    if (turn === 0) socket.write(bytes);
    else socket.write(message('R', Buffer.concat([int32(11), Buffer.from('r=x,s=AAAA,i=2147483647')])));
  });
  expect(await outcome(target, hurried)).not.toBe('ok');
  expect(heard()).not.toContain('hunter2');
});

test("a server's own error text stays with the server", async () => {
  const fields = 'SFATAL\0VFATAL\0C28P01\0Mpassword hunter2 is wrong \u202e\0\0';
  const { target } = await fake((socket) => socket.write(message('E', Buffer.from(fields))));
  expect(await outcome(target, hurried)).toBe('authentication');
});

test('no TLS where TLS is demanded; prefer goes on without', async () => {
  const { target } = await fake((socket, chunk) => socket.write(chunk.length === 8 ? 'N' : ready));
  const mode = (one: 'require' | 'verify-full' | 'prefer') => ({
    ...target,
    tls: { ...target.tls, mode: one },
  });
  expect(await outcome(mode('require'), hurried)).toBe('tls-not-offered');
  expect(await outcome(mode('verify-full'), hurried)).toBe('tls-not-offered');
  expect(await outcome(mode('prefer'), hurried)).not.toBe('tls-not-offered');
});

test('a cancelled scan lets go of the socket at once', async () => {
  const { target } = await fake(() => {});
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const begun = Date.now();
  expect(await outcome(target, { signal: controller.signal })).toBe('cancelled');
  expect(Date.now() - begun).toBeLessThan(1000);
  expect(await outcome(target, { signal: controller.signal })).toBe('cancelled');
});

test('a process id that is not the backend’s own is a pooler', async () => {
  const answer = Buffer.concat([
    message(
      'T',
      Buffer.concat([
        Buffer.from([0, 1]),
        Buffer.from('pid\0'),
        int32(0),
        Buffer.from([0, 0]),
        int32(23),
        Buffer.from([0, 4]),
        int32(-1),
        Buffer.from([0, 0]),
      ]),
    ),
    message('D', Buffer.concat([Buffer.from([0, 1]), int32(2), Buffer.from('78')])),
    message('C', Buffer.from('SELECT 1\0')),
    message('Z', Buffer.from('T')),
  ]);
  const begin = message('C', Buffer.from('BEGIN\0'));
  const { target } = await fake((socket, _chunk, turn) =>
    socket.write(turn === 0 ? ready : Buffer.concat([begin, answer])),
  );
  expect(await outcome(target, hurried)).toBe('pooler');
});
