import type { RequestListener, Server } from 'node:http';
import next from 'next';
import { env } from '../env.ts';
import { database } from '../service/db/client.ts';
import { offerPreviewsInThreads } from '../service/policy/preview-in-thread.ts';
import { checkout } from './build.ts';

/** Next behind a server of ours, ready to answer. */
export async function prepareNext(server: Server): Promise<{
  readonly handle: RequestListener;
  close(): Promise<void>;
}> {
  const { HOST, PORT, NODE_ENV } = env();
  offerPreviewsInThreads();
  const app = next({
    dev: NODE_ENV === 'development',
    dir: checkout,
    hostname: HOST,
    port: PORT,
    httpServer: server,
  });
  await app.prepare();
  const answer = app.getRequestHandler();
  return { handle: (request, response) => void answer(request, response), close: () => app.close() };
}

/** Listens, and tells the parent process what it `said` of the port; or that it cannot. */
export function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
  said: (port: number) => object,
): void {
  server.on('error', (error: NodeJS.ErrnoException) => {
    process.send?.({ error: error.code ?? 'unknown' }, () => process.exit(1));
  });
  server.listen(port, host, () => {
    const address = server.address();
    process.send?.(said(typeof address === 'object' && address ? address.port : port));
  });
}

/** Ends the process in order. Whoever is in the middle of a request gets a moment. */
export async function endServer(server: Server, close: () => Promise<void>): Promise<never> {
  server.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 1500).unref();
  if (server.listening) await new Promise((resolve) => server.once('close', resolve));
  await close();
  await database().$disconnect();
  process.exit(0);
}
