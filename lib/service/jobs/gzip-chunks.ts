import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

/** A text that may be longer than a string can be, made piece by piece, as gzip. */
export async function gzipChunks(chunks: Iterable<string>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = Readable.from(chunks, { objectMode: true }).pipe(createGzip());
  return new Uint8Array(Buffer.concat(await packed.toArray()));
}
