import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { freePort } from '#lib/embedded/free-port.ts';

/** A TCP relay that can be told to stop passing the server's answers on, as a hanging network does. */
export interface SlowProxy {
  readonly port: number;
  hold(): void;
  close(): Promise<void>;
}

export async function slowProxy(serverPort: number): Promise<SlowProxy> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let held = false;
  const server: Server = createServer((client) => {
    const upstream = dial(serverPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => {
      if (!held) client.write(data);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    hold: () => {
      held = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
