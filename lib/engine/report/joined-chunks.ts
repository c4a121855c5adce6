/** Joins small chunks, so that many little results do not cost a write each. */
export function* joinedChunks(chunks: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const chunk of chunks) {
    waiting += chunk;
    if (waiting.length < 65_536) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}
