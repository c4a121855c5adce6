import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { ReadingAddress } from './keep-reading.ts';
import { readingKeyHeader } from './reading-key.ts';

const agent = new Agent({ keepAlive: true });

/** Of one connection, not of the message (RFC 9110, 7.6.1): each side has its own. */
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade'];

const unavailable = 'Postern is opening its snapshots anew. Try again in a moment.';

function refuse(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const isRoute = request.url?.startsWith('/api/') ?? false;
  const body = isRoute ? JSON.stringify({ error: { code: 'not-ready', message: unavailable } }) : unavailable;
  response.writeHead(503, {
    'Content-Type': isRoute ? 'application/json' : 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Retry-After': '2',
  });
  response.end(body);
}

/** Has a request answered by the reading process, piece by piece both ways. Whoever leaves ends the work's output too. */
export async function handOver(
  request: IncomingMessage,
  response: ServerResponse,
  address: () => Promise<ReadingAddress>,
): Promise<void> {
  try {
    const { port, key } = await address();
    const headers: OutgoingHttpHeaders = { ...request.headers, [readingKeyHeader]: key };
    for (const name of hopByHop) delete headers[name];
    await new Promise<void>((resolve, reject) => {
      const onward = httpRequest(
        { host: '127.0.0.1', port, method: request.method, path: request.url, headers, agent },
        (answer) => {
          const { statusCode = 502, statusMessage, headers: said } = answer;
          for (const name of hopByHop) delete said[name];
          response.writeHead(statusCode, statusMessage, said);
          answer.once('error', reject);
          answer.once('end', resolve);
          answer.pipe(response);
        },
      );
      onward.once('error', reject);
      response.once('close', () => {
        onward.destroy();
        resolve();
      });
      request.pipe(onward);
    });
  } catch {
    refuse(request, response);
  }
}
