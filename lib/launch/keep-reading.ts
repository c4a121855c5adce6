import { type Child, startChild } from './child.ts';

/** Where the reading process listens on this machine, and the key without which it answers nothing. */
export interface ReadingAddress {
  readonly port: number;
  readonly key: string;
}

const againMs = 1000;

/** Heap enough to export all of 180,000 findings; without a limit garbage is kept as long as the machine has room. */
const memoryMb = 3072;

async function addressOf(child: Child): Promise<ReadingAddress> {
  const message: unknown = await child.ready;
  const { port, key } = Object(message);
  if (typeof port === 'number' && typeof key === 'string') return { port, key };
  throw new Error('the reading process cannot listen');
}

/** Runs the reading process, and again whenever it has ended: a snapshot that is too large for it ends a page, not Postern. */
export function keepReading(start = () => startChild('reading.ts', {}, memoryMb)): {
  /** Once it is ready. Rejects when it ended before it was. */
  address(): Promise<ReadingAddress>;
  stop(): Promise<void>;
} {
  let stopped = false;
  let child = start();
  let address = addressOf(child);
  const watch = async () => {
    for (;;) {
      address.catch(() => {});
      await child.ended;
      if (stopped) return;
      await new Promise((again) => setTimeout(again, againMs));
      if (stopped) return;
      child = start();
      address = addressOf(child);
    }
  };
  void watch();
  return {
    address: () => address,
    stop: async () => {
      stopped = true;
      await child.stop(3000);
    },
  };
}
