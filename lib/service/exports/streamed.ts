import { setImmediate } from 'node:timers/promises';
import { joinedChunks } from '../../engine/report/joined-chunks.ts';

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
