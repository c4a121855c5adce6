// The web process: Next behind a server of our own, which decides what a request may say about where it comes from.
import { createServer, type IncomingMessage } from 'node:http';
import next from 'next';
import { env } from '../env.ts';
import { database } from '../service/db/client.ts';
import { offerPreviewsInThreads } from '../service/policy/preview-in-thread.ts';
import { checkout } from './build.ts';
import { untilTold } from './until-told.ts';

const { HOST, PORT, NODE_ENV, POSTERN_TRUST_PROXY } = env();
const stopping = untilTold();

/** Only a proxy we were told to trust may speak for a client; and nobody may speak for Next's own machinery. */
function cleanHeaders(request: IncomingMessage): void {
  const { headers } = request;
  for (const name of Object.keys(headers)) {
    const forwarded = /^(x-forwarded-|forwarded$|x-real-ip$)/.test(name) && POSTERN_TRUST_PROXY === 'off';
    if (forwarded || name.startsWith('x-middleware-')) delete headers[name];
  }
  headers['x-forwarded-for'] ??= request.socket.remoteAddress ?? 'unknown';
}

offerPreviewsInThreads();
const server = createServer();
const app = next({
  dev: NODE_ENV === 'development',
  dir: checkout,
  hostname: HOST,
  port: PORT,
  httpServer: server,
});
await app.prepare();
const handle = app.getRequestHandler();
server.on('request', (request, response) => {
  cleanHeaders(request);
  void handle(request, response);
});
server.on('error', (error: NodeJS.ErrnoException) => {
  process.send?.({ error: error.code ?? 'unknown' }, () => process.exit(1));
});
server.listen(PORT, HOST, () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address ? address.port : PORT });
});

stopping.addEventListener('abort', async () => {
  server.close();
  server.closeIdleConnections();
  // Whoever is in the middle of a request gets a moment.
  setTimeout(() => server.closeAllConnections(), 1500).unref();
  if (server.listening) await new Promise((resolve) => server.once('close', resolve));
  await app.close();
  await database().$disconnect();
  process.exit(0);
});
