// The web process: Next behind a server of our own, which decides what a request may say about where it comes from.
import { createServer, type IncomingMessage } from 'node:http';
import { env } from '../env.ts';
import { handOver } from './hand-over.ts';
import { keepReading } from './keep-reading.ts';
import { endServer, listen, prepareNext } from './serve-next.ts';
import { opensSnapshots } from './snapshot-paths.ts';
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

// In development Next compiles as it goes, into one directory: one process.
const reading = NODE_ENV === 'development' ? null : keepReading();
const server = createServer();
const { handle, close } = await prepareNext(server);
server.on('request', (request, response) => {
  cleanHeaders(request);
  if (reading !== null && opensSnapshots(request.url ?? '/'))
    void handOver(request, response, reading.address);
  else handle(request, response);
});
listen(server, { port: PORT, host: HOST }, (port) => ({ port }));
stopping.addEventListener('abort', async () => {
  await reading?.stop();
  await endServer(server, close);
});
