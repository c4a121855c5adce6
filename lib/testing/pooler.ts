import { connect, createServer, type Socket } from 'node:net';

export interface Pooler {
  readonly port: number;
  stop(): Promise<void>;
}

const backendKeyData = 0x4b;

/** The process id in the server's greeting becomes another one, as a pooler gives its clients one of its own. */
function withOtherPid(chunk: Buffer): Buffer {
  const changed = Buffer.from(chunk);
  for (let at = 0; at + 9 <= changed.length; at += changed.readUInt32BE(at + 1) + 1)
    if (changed[at] === backendKeyData) changed.writeUInt32BE(changed.readUInt32BE(at + 5) ^ 1, at + 5);
  return changed;
}

/** Stands before a real server that trusts loopback and, like pgbouncer, hands out a process id that is no backend's. */
export async function startPooler(upstream: number): Promise<Pooler> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const real = connect(upstream, '127.0.0.1');
    let greeted = false;
    for (const socket of [client, real]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    client.on('data', (chunk) => real.write(chunk));
    real.on('data', (chunk) => {
      client.write(greeted ? chunk : withOtherPid(chunk));
      greeted = true;
    });
    client.on('close', () => real.destroy());
    real.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the pooler has no port');
  return {
    port: address.port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
