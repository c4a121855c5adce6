/** Aborts when the launcher says so, which it does by closing the channel: it does that on purpose, or by dying. */
export function untilTold(): AbortSignal {
  const stopping = new AbortController();
  process.once('disconnect', () => stopping.abort());
  // Started by hand, without a launcher, a signal has to do.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort());
  return stopping.signal;
}
