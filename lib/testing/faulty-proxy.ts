import { connect, createServer, type Server, type Socket } from 'node:net';

export interface FaultyServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Stands before a real server and fails after `bytes` of its answer: `drop` cuts the connection, `stall` keeps it open and
 * says nothing more. Without an `upstream` it accepts and stays silent.
 */
export async function faultyServer(
  upstream: number | null,
  bytes: number,
  fault: 'drop' | 'stall',
): Promise<FaultyServer> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  };
  const server: Server = createServer((client) => {
    keep(client);
    if (upstream === null) return;
    const real = connect(upstream, '127.0.0.1');
    keep(real);
    let passed = 0;
    client.on('data', (chunk) => real.write(chunk));
    client.on('close', () => real.destroy());
    real.on('close', () => client.destroy());
    real.on('data', (chunk) => {
      passed += chunk.length;
      if (passed <= bytes) client.write(chunk);
      else if (fault === 'drop') client.destroy();
      else real.pause();
    });
  });
  return listening(server, sockets);
}

async function listening(server: Server, sockets: ReadonlySet<Socket>): Promise<FaultyServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Stands before a real server; `to` has the links that come from then on end at another one. */
export async function switchable(upstream: number): Promise<FaultyServer & { to(port: number): void }> {
  const sockets = new Set<Socket>();
  let port = upstream;
  const server = createServer((client) => {
    const real = connect(port, '127.0.0.1');
    for (const [from, into] of [
      [client, real],
      [real, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        into.destroy();
      });
      from.pipe(into);
    }
  });
  return {
    ...(await listening(server, sockets)),
    to: (other) => {
      port = other;
    },
  };
}

/**
 * Stands before a real server and cuts the link at a statement: `before` it reaches the server, or `after`, when the server has
 * it and its answer is on the way. Only once, and not the first `skip` times.
 */
export async function cutAt(
  upstream: number,
  statement: string,
  where: 'before' | 'after',
  skip = 0,
): Promise<FaultyServer> {
  const sockets = new Set<Socket>();
  let seen = 0;
  const server = createServer((client) => {
    const real = connect(upstream, '127.0.0.1');
    for (const socket of [client, real]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    let cut = false;
    client.on('data', (chunk) => {
      const here = chunk.includes(`${statement}\0`) && seen++ === skip;
      cut ||= here;
      if (here && where === 'before') return void client.destroy();
      real.write(chunk);
    });
    real.on('data', (chunk) => {
      if (cut) client.destroy();
      else client.write(chunk);
    });
    client.on('close', () => real.destroy());
    real.on('close', () => client.destroy());
  });
  return listening(server, sockets);
}
