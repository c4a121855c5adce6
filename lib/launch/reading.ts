// The reading process: answers what opens whole snapshots or policies, for the web process and nobody else.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { hasReadingKey } from './reading-key.ts';
import { endServer, listen, prepareNext } from './serve-next.ts';
import { untilTold } from './until-told.ts';

const stopping = untilTold();
const key = randomBytes(32).toString('base64url');
const server = createServer();
const { handle, close } = await prepareNext(server);
server.on('request', (request, response) => {
  // The port is open to everybody on this machine, and what a request says about where it comes from is believed here.
  if (hasReadingKey(request.headers, key)) return handle(request, response);
  response.writeHead(403).end();
});
listen(server, { port: 0, host: '127.0.0.1' }, (port) => ({ port, key }));
stopping.addEventListener('abort', () => void endServer(server, close));
