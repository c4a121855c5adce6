import { setImmediate } from 'node:timers/promises';
import { joinedChunks } from '../../engine/report/joined-chunks.ts';

/** The same of pieces that take waiting for. One that fails ends the download as broken, never as complete. */
export function streamedInTurn(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      await setImmediate();
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.(undefined);
    },
  });
}

/**
 * A text made piece by piece, as it is read: whoever downloads slowly has it made slowly, and between two pieces other requests
 * are answered.
 */
export function streamed(pieces: Iterable<string>): ReadableStream<Uint8Array> {
  const chunks = joinedChunks(pieces)[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      await setImmediate();
      const { done, value } = chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel() {
      chunks.return?.(undefined);
    },
  });
}
