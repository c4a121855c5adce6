import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scanInThread } from '../lib/service/jobs/scan-in-thread.ts';
import { measuredTarget } from './measured-target.ts';

// A child of its own: a scan as the app's worker makes it, in a thread of its own that loads the engine, reads, judges and puts
// the result into the form the database keeps. Twice, as the worker lives on: the second is what a scan takes. What the
// database takes to store it is left out.

const { values } = parseArgs({ options: { policy: { type: 'string' } }, strict: false });
const database = typeof values.policy === 'string' ? readFileSync(values.policy, 'utf8') : 'version: 1\n';
const { host, port, user, database: name } = measuredTarget();

async function once(): Promise<number> {
  const begun = performance.now();
  const outcome = await scanInThread(
    {
      work: 'read',
      scanId: 'bench',
      connection: { host, port, user, database: name, sslMode: 'disable', sslRootCert: null },
      address: null,
      password: null,
      layers: { organisation: null, database },
      substrate: null,
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  if (outcome.kind !== 'done') throw new Error(`the scan ended as ${JSON.stringify(outcome)}`);
  return (performance.now() - begun) / 1000;
}

await once();
process.stdout.write(JSON.stringify({ seconds: await once() }));
