import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The header by which the reading process knows the web process. */
export const readingKeyHeader = 'x-postern-reading-key';

/** Whether a request brings the key; it is taken off, so that nothing behind sees it. */
export function hasReadingKey(headers: IncomingHttpHeaders, key: string): boolean {
  const said = Buffer.from(String(headers[readingKeyHeader] ?? ''));
  delete headers[readingKeyHeader];
  const wanted = Buffer.from(key);
  return said.length === wanted.length && timingSafeEqual(said, wanted);
}
