import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { joinedChunks } from '../../engine/report/joined-chunks.ts';

/** A text that may be longer than a string can be, made piece by piece, as gzip. */
export async function gzipChunks(chunks: Iterable<string>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = Readable.from(joinedChunks(chunks)).pipe(createGzip());
  return new Uint8Array(Buffer.concat(await packed.toArray()));
}
