import { createServer } from 'node:net';

function listen(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/** Whether nobody listens on that TCP port of loopback now. */
export async function portIsFree(port: number): Promise<boolean> {
  return (await listen(port)) === port;
}

/** A TCP port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const port = await listen(0);
  if (port === null) throw new Error('no free TCP port on 127.0.0.1');
  return port;
}
